import * as pagerduty from "@pulumi/pagerduty";
import type { OnCallPlan } from "../components/on-call";
import type { OnCallWish, Person } from "../components/on-call-plan";
import { type Problem, quote } from "../reading/problems";
import { readYaml } from "../reading/read-yaml";
import { teamSchema } from "../schema";
import { ask, reasonOf } from "./ask";

/**
 * Finds users, the Datadog vendor and what exists, and makes plans of the wishes by the service's name. Who is unknown
 * to PagerDuty goes to `absent` and is left out, so that one person's missing account stops nobody else's change.
 */
export async function lookUpOnCall(
  wishes: ReadonlyMap<string, OnCallWish>,
  root: string,
  problems: Problem[],
  absent: Problem[],
): Promise<ReadonlyMap<string, OnCallPlan>> {
  if (wishes.size === 0) return new Map();
  const all = [...wishes];
  const people = all.flatMap(([, { rotation, escalateTo }]) => [...rotation, ...escalateTo]);
  const [vendor, users, policies, schedules] = await Promise.all([
    ask(() => pagerduty.getVendor({ name: "Datadog" }), vendorProblem, problems),
    lookUpUsers(people, root, problems, absent),
    lookUpNamed("policy", all, (name) => pagerduty.getEscalationPolicy({ name }), problems),
    lookUpNamed("schedule", all, (name) => pagerduty.getSchedule({ name }), problems),
  ]);
  const found = { vendor: vendor?.id ?? "", users, policies, schedules };
  const plans = all.map(([service, wish]) => [service, planOf(wish, found)] as const);
  return new Map(plans.filter(([, plan]) => hasSomebody(plan)));
}

/** Ids by e-mail or name. */
interface Found {
  readonly vendor: string;
  readonly users: ReadonlyMap<string, string>;
  readonly policies: ReadonlyMap<string, string>;
  readonly schedules: ReadonlyMap<string, string>;
}

function planOf({ timeZone, rotation, escalateTo, policy, schedule }: OnCallWish, found: Found): OnCallPlan {
  const idsOf = (persons: readonly Person[]): string[] =>
    persons.flatMap(({ email }) => found.users.get(email) ?? []);
  const existingPolicy = found.policies.get(policy ?? "");
  const existingSchedule = found.schedules.get(schedule ?? "");
  return {
    timeZone,
    rotation: idsOf(rotation),
    escalateTo: idsOf(escalateTo),
    datadogVendor: found.vendor,
    ...(existingPolicy === undefined ? {} : { existingPolicy }),
    ...(existingSchedule === undefined ? {} : { existingSchedule }),
  };
}

/** A schedule without people cannot be made; on-call-scheduled then says what is missing. */
function hasSomebody({ rotation, existingPolicy, existingSchedule }: OnCallPlan): boolean {
  return rotation.length > 0 || existingPolicy !== undefined || existingSchedule !== undefined;
}

const vendorProblem = (reason: string): Problem => ({
  file: "catalog/services",
  message: `PagerDuty's vendor Datadog, for services with onCall, cannot be looked up: ${reason}`,
});

async function lookUpUsers(
  people: readonly Person[],
  root: string,
  problems: Problem[],
  absent: Problem[],
): Promise<ReadonlyMap<string, string>> {
  const byEmail = new Map(people.map((person) => [person.email, person]));
  const users = await Promise.all(
    [...byEmail.values()].map(async (person) => {
      try {
        const { id } = await pagerduty.getUser({ email: person.email });
        return [[person.email, id] as const];
      } catch (error) {
        const reason = reasonOf(error);
        if (/unable to (locate|find)|not found/i.test(reason)) absent.push(absentUser(person, root, reason));
        // Without an answer nothing is known of the person, and everybody else's problem is the same.
        else
          problems.push({
            file: "catalog/teams",
            message: `PagerDuty cannot be asked for the members: ${reason}`,
          });
        return [];
      }
    }),
  );
  return new Map(users.flat());
}

function absentUser({ login, email, team, index }: Person, root: string, reason: string): Problem {
  const file = `catalog/teams/${team}.yaml`;
  // Read once more, for the position only.
  const at = readYaml(teamSchema, root, file).at(["members", index, "email"]);
  const message =
    `PagerDuty must have a user for the member ${login} with the e-mail ${quote(email)}: ${reason} ` +
    `Until then ${login} takes no turns on call. Invite the person there, or correct the e-mail.`;
  return { file, at, message };
}

async function lookUpNamed(
  field: "policy" | "schedule",
  wishes: readonly (readonly [string, OnCallWish])[],
  get: (name: string) => Promise<{ readonly id: string }>,
  problems: Problem[],
): Promise<ReadonlyMap<string, string>> {
  const firstService = new Map<string, string>();
  for (const [service, { [field]: name }] of wishes) {
    if (name !== undefined && !firstService.has(name)) firstService.set(name, service);
  }
  const found = await Promise.all(
    [...firstService].map(async ([name, service]) => {
      const problem = (reason: string): Problem => ({
        file: `catalog/services/${service}.yaml`,
        message: `onCall.existing.${field} must name what exists at PagerDuty; it is ${quote(name)}: ${reason}`,
      });
      const answer = await ask(() => get(name), problem, problems);
      return answer === undefined ? [] : [[name, answer.id] as const];
    }),
  );
  return new Map(found.flat());
}
