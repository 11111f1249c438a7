import { z } from "zod";
import type { ObservedResource } from "../facts";
import { stated } from "../read";

const downtimeSchema = z.object({
  id: z.int(),
  scope: z.array(z.string()).nullish(),
  monitor_id: z.int().nullish(),
  monitor_tags: z.array(z.string()).nullish(),
  start: z.number().nullish(),
  end: z.number().nullish(),
  canceled: z.number().nullish(),
  disabled: z.boolean().nullish(),
  timezone: z.string().nullish(),
  recurrence: z
    .object({
      type: z.string().nullish(),
      period: z.number().nullish(),
      week_days: z.array(z.string()).nullish(),
      until_date: z.number().nullish(),
      until_occurrences: z.number().nullish(),
      rrule: z.string().nullish(),
    })
    .nullish(),
});
export type Downtime = z.infer<typeof downtimeSchema>;
export const downtimesAnswer = z.array(downtimeSchema);

/** Whether a downtime is or will be in force. */
export function isOpen({ canceled, disabled, end, recurrence }: Downtime, now: Date): boolean {
  if (canceled || disabled === true) return false;
  return recurrence?.type ? true : !end || end * 1000 > now.getTime();
}

/** What a downtime may silence: a monitor, or the one that a test makes. */
export interface Silenced {
  readonly id?: number | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
}

/** Whether a downtime is about a monitor: by its id, or by tags that the monitor must all have. */
export function isAbout({ monitor_id: id, monitor_tags: wanted }: Downtime, monitor: Silenced): boolean {
  if (id) return id === monitor.id;
  const tags = (monitor.tags ?? []).map((tag) => tag.toLowerCase());
  return (wanted ?? []).every((tag) => tag === "*" || tags.includes(tag.toLowerCase()));
}

/** A downtime as the resource that would declare it. */
export function downtimeThing(downtime: Downtime): ObservedResource {
  const { recurrence } = downtime;
  const props = stated({
    scopes: downtime.scope,
    monitorId: downtime.monitor_id,
    monitorTags: downtime.monitor_tags,
    start: downtime.start,
    end: downtime.end,
    timezone: downtime.timezone,
    recurrence:
      recurrence &&
      stated({
        type: recurrence.type,
        period: recurrence.period,
        weekDays: recurrence.week_days,
        untilDate: recurrence.until_date,
        untilOccurrences: recurrence.until_occurrences,
        rrule: recurrence.rrule,
      }),
  });
  const id = String(downtime.id);
  return { type: "datadog:index/downtime:Downtime", id, name: id, props };
}
