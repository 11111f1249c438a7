import fs from "node:fs";
import path from "node:path";
import type { Scorecard, ScoredService } from "../../../scorecard/schema";
import { temporaryFolder } from "../../sandbox/temporary";
import { card, finding, level, service, violation } from "../../scorecard/cards";
import { type Ran, readiness } from "../command";
import { type Reaction, type Receiver, startReceiver } from "./receiver";

/** A service of tier 1 at its must-level. */
export const fine = (name: string, owner = "orders"): ScoredService =>
  service({ name, owner, findings: [finding()] });
/** The same below its must-level. */
export const fallen = (name: string, owner = "orders"): ScoredService =>
  service({ name, owner, levels: [level("silver")], findings: [finding({ violations: [violation()] })] });
export const before = card([fine("cart"), fine("pay", "payments")], { judgedFor: "2026-11-22" });
export const after = card([fallen("cart"), fallen("pay", "payments")]);

/** Where each destination is, below the receiver; the last part of each is a secret. */
export const secrets = {
  SLACK_CENTRAL: "/services/T0/B0/slacksecretcentral",
  SLACK_ORDERS: "/services/T0/B1/slacksecretorders",
  TEAMS_LEADERS: "/workflows/abc/run?sig=teamssecretsignature",
  HOOK: "/hook/hooksecretpath",
  PD_EVENTS: "/v2/enqueue",
} as const;
export const keys = { HOOK_KEY: "hooksigningsecret", PD_KEY: "pagerdutyroutingkey0000000000000" } as const;

/** A configuration with every kind of destination. */
export const everybody = `report: https://readiness.shop.example/
privateHosts: [HOST]
central:
  to:
    - { kind: slack, urlFrom: SLACK_CENTRAL }
    - { kind: pagerduty, routingKeyFrom: PD_KEY, urlFrom: PD_EVENTS }
leadership: { to: [{ kind: teams, urlFrom: TEAMS_LEADERS }] }
teams:
  orders: { to: [{ kind: slack, urlFrom: SLACK_ORDERS }] }
  payments: { to: [{ kind: webhook, urlFrom: HOOK, secretFrom: HOOK_KEY }] }
`;

export interface Scene {
  readonly folder: string;
  readonly receiver: Receiver;
  readonly env: Readonly<Record<string, string>>;
  run(...args: readonly string[]): Promise<Ran>;
}

const receivers: Receiver[] = [];

/** A folder with scorecards and a configuration, and somebody who receives. */
export async function scene(
  config = everybody,
  react?: (path: string, times: number) => Reaction | undefined,
): Promise<Scene> {
  const receiver = await startReceiver(react);
  receivers.push(receiver);
  const folder = temporaryFolder();
  put(folder, "before.json", before);
  put(folder, "after.json", after);
  fs.writeFileSync(path.join(folder, "config.yaml"), config.replaceAll("HOST", `"${receiver.host}"`));
  const addresses = Object.entries(secrets).map(([name, way]) => [name, `http://${receiver.host}${way}`]);
  const env = { ...Object.fromEntries(addresses), ...keys };
  const run = (...args: readonly string[]) => readiness(folder, command(...args), { env });
  return { folder, receiver, env, run };
}

/** The command on the later scorecard, unless another is named. */
export function command(...args: readonly string[]): readonly string[] {
  const named = args.includes("--scorecard") ? [] : ["--scorecard", "after.json"];
  const since = args.some((one) => ["--since", "--history", "--alone"].includes(one))
    ? []
    : ["--since", "before.json"];
  const own = args.filter((one) => one !== "--alone");
  return ["notify", "--config", "config.yaml", "--sent", "notified.json", ...named, ...since, ...own];
}

/** Writes a scorecard into a folder. */
export function put(folder: string, name: string, content: Scorecard): void {
  fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
}

/** A configuration of one destination, for the central team. */
export const only = (kind: string): string => `privateHosts: [HOST]\ncentral: { to: [${kind}] }\n`;
export const slackOnly = only("{ kind: slack, urlFrom: SLACK_CENTRAL }");
export const alertsOnly = only("{ kind: pagerduty, routingKeyFrom: PD_KEY, urlFrom: PD_EVENTS }");

/** Ends all receivers that were started. */
export async function closeReceivers(): Promise<void> {
  for (const one of receivers.splice(0)) await one.close();
}
