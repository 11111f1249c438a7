import * as pagerduty from "@pulumi/pagerduty";
import type { OnCallPlan } from "../components/on-call";
import type { OnCallWish, Person } from "../components/on-call-plan";
import { type Problem, quote } from "../reading/problems";
import { readYaml } from "../reading/read-yaml";
import { teamSchema } from "../schema";
import { ask } from "./ask";

/** Finds users, the Datadog vendor and what exists, and makes plans of the wishes by the service's name. */
export async function lookUpOnCall(
  wishes: ReadonlyMap<string, OnCallWish>,
  root: string,
  problems: Problem[],
): Promise<ReadonlyMap<string, OnCallPlan>> {
  if (wishes.size === 0) return new Map();
  const all = [...wishes];
  const people = all.flatMap(([, { rotation, escalateTo }]) => [...rotation, ...escalateTo]);
  const [vendor, users, policies, schedules] = await Promise.all([
    ask(() => pagerduty.getVendor({ name: "Datadog" }), vendorProblem, problems),
    lookUpUsers(people, root, problems),
    lookUpNamed("policy", all, (name) => pagerduty.getEscalationPolicy({ name }), problems),
    lookUpNamed("schedule", all, (name) => pagerduty.getSchedule({ name }), problems),
  ]);
  const found = { vendor: vendor?.id ?? "", users, policies, schedules };
  return new Map(all.map(([service, wish]) => [service, planOf(wish, found)]));
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

const vendorProblem = (reason: string): Problem => ({
  file: "catalog/services",
  message: `PagerDuty's vendor Datadog, for services with onCall, cannot be looked up: ${reason}`,
});

async function lookUpUsers(
  people: readonly Person[],
  root: string,
  problems: Problem[],
): Promise<ReadonlyMap<string, string>> {
  const byEmail = new Map(people.map((person) => [person.email, person]));
  const users = await Promise.all(
    [...byEmail.values()].map(async (person) => {
      const user = await ask(
        () => pagerduty.getUser({ email: person.email }),
        (reason) => userProblem(person, root, reason),
        problems,
      );
      return user === undefined ? [] : [[person.email, user.id] as const];
    }),
  );
  return new Map(users.flat());
}

function userProblem({ login, email, team, index }: Person, root: string, reason: string): Problem {
  // Without an answer nothing is known of the person, and everybody else's problem is the same.
  if (!/unable to (locate|find)|not found/i.test(reason)) {
    return { file: "catalog/teams", message: `PagerDuty cannot be asked for the members: ${reason}` };
  }
  const file = `catalog/teams/${team}.yaml`;
  // Read once more, for the position only.
  const at = readYaml(teamSchema, root, file).at(["members", index, "email"]);
  const message =
    `PagerDuty must have a user for the member ${login} with the e-mail ${quote(email)}: ${reason} ` +
    "Invite the person there, correct the e-mail, or remove it to leave the person out of rotations.";
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
