import { z } from "zod";
import type { ApiClient } from "../http/client";
import { openAccount } from "../pagerduty/account";
import { listAll, more } from "../pagerduty/listing";
import { type Found, found, readOr } from "./found";

/** A service at PagerDuty. */
export interface FoundPager {
  readonly id: string;
  readonly name: string;
  /** Name of its escalation policy, where that could be read. */
  readonly policy: string | undefined;
  /** Names of the teams that have the policy. */
  readonly teams: readonly string[];
}

const teamsPage = z.object({
  ...more,
  teams: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })),
});

/** Lists an account's services that are not switched off, with policies and teams as far as they are shown. */
export async function listPagerduty(client: ApiClient, now: Date): Promise<Found<readonly FoundPager[]>> {
  const account = openAccount(client, now);
  const [services, policies, teams] = await Promise.all([
    found(() => account.services()),
    found(() => account.policies()),
    found(() =>
      listAll(client, {
        path: "/teams",
        schema: teamsPage,
        items: (page) => page.teams,
        permission: "teams.read",
      }),
    ),
  ]);
  if (services.state === "not-read") return services;
  const nothing = { value: [], at: "" };
  const named = new Map(readOr(teams, nothing).value.map(({ id, name }) => [id, name]));
  const byId = new Map(readOr(policies, nothing).value.map((policy) => [policy.id, policy]));
  const value = services.value.value
    .filter(({ status }) => status !== "disabled")
    .map(({ id, name, escalation_policy }) => {
      const policy = byId.get(escalation_policy?.id ?? "");
      return {
        id,
        name,
        policy: policy?.name,
        teams: (policy?.teams ?? []).flatMap((team) => named.get(team.id) ?? []),
      };
    });
  return { state: "read", value };
}
