import type { ObservedResource } from "../facts";
import { UnansweredError } from "../http/outcome";
import { stated } from "../read";
import type { Included, Policy, Routing, Schedule, Team } from "./on-call-schemas";

/*
 * Datadog On-Call's things in the shape of the resources that would declare them (types and properties of the SDK).
 */

/** What a reference stands for. Throws UnansweredError where the answer lacks it. */
function resolve(all: readonly Included[] | null | undefined, { id }: { readonly id: string }): Included {
  const found = all?.find((one) => one.id === id);
  if (found === undefined) throw new UnansweredError("its answer lacks something that it refers to");
  return found;
}

export function teamThing({ id, attributes: { handle, name } }: Team): ObservedResource {
  return { type: "datadog:index/team:Team", id, name, props: { handle, name } };
}

/** A team's routing rules in their order, with what they do. */
export function routingThing({ data, included }: Routing, team: Team): ObservedResource {
  const rules = data.relationships.rules.data.map((reference) => {
    const { attributes, relationships } = resolve(included, reference);
    return stated({
      query: attributes?.query,
      urgency: attributes?.urgency,
      escalationPolicy: relationships?.policy?.data?.id,
      actions: (attributes?.actions ?? []).map(actionOf),
    });
  });
  const type = "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules";
  return { type, id: data.id, name: team.attributes.handle, props: { teamId: team.id, rules } };
}

/** That a message goes to a chat is all that matters; to which stays with Datadog. */
function actionOf({ type }: { readonly type: string }) {
  return stated({
    sendSlackMessage: type === "send_slack_message" ? {} : undefined,
    sendTeamsMessage: type === "send_teams_message" ? {} : undefined,
  });
}

/** Ids of the policies that a team's routing rules lead to. */
export function policiesOf({ data, included }: Routing): readonly string[] {
  const ids = data.relationships.rules.data.map(
    (rule) => resolve(included, rule).relationships?.policy?.data?.id,
  );
  return [...new Set(ids.flatMap((id) => id ?? []))];
}

const kinds: Readonly<Record<string, "schedule" | "user" | "team">> = {
  schedules: "schedule",
  users: "user",
  teams: "team",
};

function targetsOf({ relationships }: Included) {
  return (relationships?.targets?.data ?? []).map(({ id, type }) => {
    const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (kind === undefined)
      throw new UnansweredError("a policy has targets of a kind that is not known here");
    return { kind, id };
  });
}

/** Targets of a policy's steps of one kind. */
export function targetIds({ data, included }: Policy, kind: "schedule" | "user"): readonly string[] {
  const targets = data.relationships.steps.data.flatMap((step) => targetsOf(resolve(included, step)));
  return [...new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id))];
}

export function policyThing({ data, included }: Policy): ObservedResource {
  const { name, retries } = data.attributes;
  const steps = data.relationships.steps.data.map((reference) => {
    const step = resolve(included, reference);
    return stated({
      escalateAfterSeconds: step.attributes?.escalate_after_seconds,
      assignment: step.attributes?.assignment,
      targets: targetsOf(step).map(({ kind, id }) => ({ [kind]: id })),
    });
  });
  const type = "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy";
  return { type, id: data.id, name: name || data.id, props: stated({ name, retries, steps }) };
}

/** A schedule with its layers in their order; a turn that nobody takes is an empty text. */
export function scheduleThing({ data, included }: Schedule): ObservedResource {
  const { name, time_zone: timeZone } = data.attributes;
  const layers = data.relationships.layers.data.map((reference) => {
    const { attributes, relationships } = resolve(included, reference);
    const members = relationships?.members?.data ?? [];
    return stated({
      name: attributes?.name,
      effectiveDate: attributes?.effective_date,
      endDate: attributes?.end_date,
      rotationStart: attributes?.rotation_start,
      timeZone: attributes?.time_zone,
      interval: attributes?.interval && stated(attributes.interval),
      users: members.map((member) => resolve(included, member).relationships?.user?.data?.id ?? ""),
      restrictions: (attributes?.restrictions ?? []).map((one) =>
        stated({
          startDay: one.start_day,
          startTime: one.start_time,
          endDay: one.end_day,
          endTime: one.end_time,
        }),
      ),
    });
  });
  const type = "datadog:index/onCallSchedule:OnCallSchedule";
  return { type, id: data.id, name: name || data.id, props: stated({ name, timeZone, layers }) };
}

/** The people whom an answer shows beside a thing, by their names. */
export function userThings(included: readonly Included[] | null | undefined): readonly ObservedResource[] {
  return (included ?? [])
    .filter(({ type, attributes }) => type === "users" && attributes?.name)
    .map(({ id, attributes }) => {
      const name = attributes?.name ?? id;
      return { type: "datadog:index/user:User", id, name, props: { name } };
    });
}
