import { z } from "zod";
import type { ObservedResource } from "../facts";
import { stated } from "../read";
import { withoutAddresses } from "./belonging";

const text = z.string().transform(withoutAddresses);
const threshold = z.number().nullish();

const monitorSchema = z.object({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  query: z.string(),
  message: text.nullish(),
  tags: z.array(z.string()).nullish(),
  priority: z.number().nullish(),
  draft_status: z.string().nullish(),
  assets: z.array(z.object({ category: z.string(), name: z.string().nullish(), url: z.string() })).nullish(),
  options: z
    .object({
      escalation_message: text.nullish(),
      renotify_interval: z.number().nullish(),
      notify_no_data: z.boolean().nullish(),
      on_missing_data: z.string().nullish(),
      silenced: z.record(z.string(), z.number().nullable()).nullish(),
      thresholds: z
        .object({
          critical: threshold,
          critical_recovery: threshold,
          warning: threshold,
          warning_recovery: threshold,
          ok: threshold,
          unknown: threshold,
        })
        .nullish(),
    })
    .nullish(),
});
/** One monitor by itself. */
export const monitorAnswer = monitorSchema;
export type Monitor = z.infer<typeof monitorSchema>;
export const monitorsPage = z.array(monitorSchema);

/** Whether a runbook may be linked where a list of monitors does not show it: beside a message without any link. */
export function mayHaveAssets({ assets, message }: Monitor): boolean {
  return !assets && !/https?:\/\//.test(message ?? "");
}

/** A monitor as the resource that would declare it. */
export function monitorThing(monitor: Monitor): ObservedResource {
  const { options } = monitor;
  const thresholds = options?.thresholds;
  const props = stated({
    name: monitor.name,
    type: monitor.type,
    query: monitor.query,
    message: monitor.message,
    tags: monitor.tags,
    priority: textOf(monitor.priority),
    draftStatus: monitor.draft_status,
    assets: monitor.assets?.map((one) => stated(one)),
    escalationMessage: options?.escalation_message,
    renotifyInterval: options?.renotify_interval,
    notifyNoData: options?.notify_no_data,
    onMissingData: options?.on_missing_data,
    // Silenced for ever is null there, and 0 for the rules.
    silenced:
      options?.silenced &&
      Object.fromEntries(Object.entries(options.silenced).map(([scope, until]) => [scope, until ?? 0])),
    monitorThresholds:
      thresholds &&
      stated({
        critical: textOf(thresholds.critical),
        criticalRecovery: textOf(thresholds.critical_recovery),
        warning: textOf(thresholds.warning),
        warningRecovery: textOf(thresholds.warning_recovery),
        ok: textOf(thresholds.ok),
        unknown: textOf(thresholds.unknown),
      }),
  });
  const id = String(monitor.id);
  return { type: "datadog:index/monitor:Monitor", id, name: monitor.name || id, props };
}

/** Numbers that the SDK has as texts. */
function textOf(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

const recipients = z.array(text).nullish();
const ruleSchema = z.object({
  id: z.string().min(1),
  attributes: z.object({
    name: z.string(),
    filter: z.object({ tags: z.array(z.string()).nullish(), scope: z.string().nullish() }).nullish(),
    recipients,
    conditional_recipients: z
      .object({
        conditions: z.array(z.object({ scope: z.string(), recipients })).nullish(),
        fallback_recipients: recipients,
      })
      .nullish(),
  }),
});
export type NotificationRule = z.infer<typeof ruleSchema>;
export const rulesPage = z.object({ data: z.array(ruleSchema) });

/** Whether a rule may be about a monitor: by its tags. What a scope says only the rules of a pack can tell. */
export function mayConcern({ attributes: { filter } }: NotificationRule, monitor: Monitor): boolean {
  const tags = (monitor.tags ?? []).map((tag) => tag.toLowerCase());
  return (filter?.tags ?? []).every((tag) => tags.includes(tag.toLowerCase()));
}

/** A notification rule as the resource that would declare it. */
export function ruleThing({ id, attributes }: NotificationRule): ObservedResource {
  const { name, filter, conditional_recipients: conditional } = attributes;
  const props = stated({
    name,
    filter: filter && stated(filter),
    recipients: attributes.recipients,
    conditionalRecipients:
      conditional &&
      stated({
        conditions: conditional.conditions?.map((one) => stated(one)),
        fallbackRecipients: conditional.fallback_recipients,
      }),
  });
  return {
    type: "datadog:index/monitorNotificationRule:MonitorNotificationRule",
    id,
    name: name || id,
    props,
  };
}

/** Everybody whom a notification rule may notify. */
export function recipientsOf({ attributes }: NotificationRule): readonly string[] {
  const { recipients: always, conditional_recipients: conditional } = attributes;
  return [
    ...(always ?? []),
    ...(conditional?.conditions ?? []).flatMap((one) => one.recipients ?? []),
    ...(conditional?.fallback_recipients ?? []),
  ];
}
