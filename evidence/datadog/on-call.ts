import type { z } from "zod";
import type { FactValue, ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { UnansweredError } from "../http/outcome";
import { earliest, mustGet, once, oncePer, type Read } from "../read";
import { listAll } from "./listing";
import { policyAnswer, routingAnswer, scheduleAnswer, teamsPage } from "./on-call-schemas";
import {
  policiesOf,
  policyThing,
  routingThing,
  scheduleThing,
  targetIds,
  teamThing,
  userThings,
} from "./on-call-things";

const permission = "on_call_read";

/** Handles of the teams whose on-call a text notifies, such as orders of @oncall-orders. */
export function teamsNotified(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\w.-])oncall-([\w-]+)/g)].flatMap(
    ([, handle]) => handle?.toLowerCase() ?? [],
  );
}

/** Datadog On-Call, each of its things read once. */
export interface OnCall {
  /** The on-call of these teams. */
  of(handles: readonly string[]): Promise<Read<FactValue<"on-call">>>;
}

/** Reads Datadog On-Call by a client: it has no lists, so that everything is reached from a team. */
export function openOnCall(client: ApiClient): OnCall {
  const teams = once(() =>
    listAll(client, {
      path: "/api/v2/team",
      pageOf: (page, size) => ({ "page[number]": page, "page[size]": size }),
      size: 100,
      schema: teamsPage,
      items: (page) => page.data,
      permission: "teams_read",
    }),
  );
  const read = <T>(path: string, include: string, schema: z.ZodType<T>) =>
    oncePer((id) =>
      mustGet(client, {
        path: path.replace("{id}", encodeURIComponent(id)),
        query: { include },
        schema,
        permission,
      }),
    );
  const routing = read("/api/v2/on-call/teams/{id}/routing-rules", "rules", routingAnswer);
  const policy = read("/api/v2/on-call/escalation-policies/{id}", "steps.targets", policyAnswer);
  const schedule = read("/api/v2/on-call/schedules/{id}", "layers,layers.members.user", scheduleAnswer);

  const ofTeam = async (handle: string): Promise<Read<readonly ObservedResource[]>> => {
    const { value, at } = await teams();
    const team = value.find((one) => one.attributes.handle.toLowerCase() === handle);
    if (team === undefined)
      throw new UnansweredError("monitors notify the on-call of a team that it does not show");
    const rules = await routing(team.id);
    const policies = await Promise.all(policiesOf(rules.value).map(policy));
    const ids = [...new Set(policies.flatMap((one) => targetIds(one.value, "schedule")))];
    const schedules = await Promise.all(ids.map(schedule));
    const resources = [
      teamThing(team),
      routingThing(rules.value, team),
      ...policies.map((one) => policyThing(one.value)),
      ...schedules.map((one) => scheduleThing(one.value)),
      ...[...policies, ...schedules].flatMap((one) => userThings(one.value.included)),
    ];
    return {
      value: resources,
      at: earliest(at, rules.at, ...[...policies, ...schedules].map((one) => one.at)),
    };
  };
  return {
    of: async (handles) => {
      const read = await Promise.all(handles.map(ofTeam));
      const things = new Map(read.flatMap((one) => one.value).map((one) => [`${one.type} ${one.id}`, one]));
      const [first = new Date(0).toISOString(), ...others] = read.map((one) => one.at);
      return { value: { resources: [...things.values()] }, at: earliest(first, ...others) };
    },
  };
}
