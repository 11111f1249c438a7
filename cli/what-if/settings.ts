import { login } from "../../catalog/fields";
import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import type { Service } from "../../catalog/schema";
import { type Mode, modes, type Tier, tiers } from "../../catalog/tier";
import type { ConfigKeys } from "../../stacks/schema";
import { noSuchService, serviceNamed } from "../check/services";
import { InputError } from "../failures";
import { tierIn, valuesWith } from "../promotion/move";

/** What of a stack's config would be another. */
export interface AskedSettings {
  /** As SERVICE=TIER each. */
  readonly tier?: readonly string[];
  readonly mode?: string;
  /** A login by whom each change of tier counts as approved, today. */
  readonly approver?: string;
}

/** Values in place of the config's, as the engine hands them over, and what that means, a clause each. */
export interface Settings {
  readonly values: Readonly<Record<string, string>>;
  readonly asked: readonly string[];
}

/** What flags are checked against. */
interface Known {
  readonly services: readonly Pick<Service, "name" | "aliases">[];
  /** UTC day, YYYY-MM-DD. */
  readonly today: string;
}

/** Turns flags into values of the config. Throws InputError with everything that is wrong about them. */
export function settingsFrom(
  { tier: wishes = [], mode, approver }: AskedSettings,
  config: ConfigKeys,
  { services, today }: Known,
): Settings {
  const problems: string[] = [];
  const raised = new Map<string, Tier>();
  for (const wish of wishes) {
    const read = tierFrom(wish, services);
    if (typeof read === "string") problems.push(read);
    else if (raised.has(read.service)) problems.push(`--tier names ${read.service} twice.`);
    else raised.set(read.service, read.tier);
  }
  const now = (service: string): Tier => tierIn(config["readiness:tiers"], service);
  for (const [service, tier] of raised)
    if (now(service) === tier) problems.push(`${service} is at tier ${tier} already.`);
  const wanted = modes.find((one) => one === mode);
  if (mode !== undefined && wanted === undefined)
    problems.push(
      `--mode must be one of ${modes.join(", ")}; it is ${quote(mode)}.${didYouMean(mode, modes)}`,
    );
  if (wanted === config["readiness:mode"]) problems.push(`The mode is ${wanted} already.`);
  if (approver !== undefined) problems.push(...approverProblems(approver, raised));
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  const moves = movesOf(raised, now, approver, today);
  const listed = { tiers: config["readiness:tiers"], promotions: config["readiness:promotions"] };
  const approved = approver === undefined ? "" : `, approved by ${approver} today`;
  return {
    values: { ...valuesWith(listed, moves), ...(wanted === undefined ? {} : { "readiness:mode": wanted }) },
    asked: [
      ...moves.map(({ service, from, to }) => `${service} goes from tier ${from} to ${to}${approved}`),
      ...modeClause(config["readiness:mode"], wanted),
    ],
  };
}

function movesOf(
  raised: ReadonlyMap<string, Tier>,
  now: (service: string) => Tier,
  approver: string | undefined,
  today: string,
) {
  return [...raised].map(([service, to]) => {
    const from = now(service);
    return { service, from, to, ...(approver && { record: { from, to, by: approver, at: today } }) };
  });
}

function approverProblems(approver: string, raised: ReadonlyMap<string, Tier>): readonly string[] {
  const issues = login.safeParse(approver).error?.issues ?? [];
  return [
    ...issues.map(({ message }) => `--approver ${message}; it is ${quote(approver)}.`),
    ...(raised.size === 0 ? ["--approver goes with --tier, which says what is approved."] : []),
  ];
}

function modeClause(from: Mode, to: Mode | undefined): readonly string[] {
  return to === undefined ? [] : [`the mode goes from ${from} to ${to}`];
}

/** A service by its present name and a tier, or what is wrong. */
function tierFrom(
  wish: string,
  services: Known["services"],
): { readonly service: string; readonly tier: Tier } | string {
  const [, given = "", number] = /^(.+)=([0-9]+)$/.exec(wish) ?? [];
  const tier = tiers.find((one) => String(one) === number);
  if (given === "" || tier === undefined)
    return `--tier must be SERVICE=TIER with a tier of ${tiers.join(", ")}, such as cart=1; it is ${quote(wish)}.`;
  const known = serviceNamed(services, given);
  return known === undefined ? noSuchService(services, given) : { service: known.name, tier };
}
