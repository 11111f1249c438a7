import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import type { Service } from "../../catalog/schema";
import { type Mode, modes, type Tier, tiers } from "../../catalog/tier";
import type { ConfigKeys } from "../../stacks/schema";
import { noSuchService, serviceNamed } from "../check/services";
import { InputError } from "../failures";

/** What of a stack's config would be another. */
export interface AskedSettings {
  /** As SERVICE=TIER each. */
  readonly tier?: readonly string[];
  readonly mode?: string;
}

/** Values in place of the config's, as the engine hands them over, and what that means, a clause each. */
export interface Settings {
  readonly values: Readonly<Record<string, string>>;
  readonly asked: readonly string[];
}

type Known = readonly Pick<Service, "name" | "aliases">[];

/** Turns flags into values of the config. Throws InputError with everything that is wrong about them. */
export function settingsFrom(
  { tier: wishes = [], mode }: AskedSettings,
  config: ConfigKeys,
  services: Known,
): Settings {
  const problems: string[] = [];
  const raised = new Map<string, Tier>();
  for (const wish of wishes) {
    const read = tierFrom(wish, services);
    if (typeof read === "string") problems.push(read);
    else if (raised.has(read.service)) problems.push(`--tier names ${read.service} twice.`);
    else raised.set(read.service, read.tier);
  }
  const now = tierIn(config);
  for (const [service, tier] of raised)
    if (now(service) === tier) problems.push(`${service} is at tier ${tier} already.`);
  const wanted = modes.find((one) => one === mode);
  if (mode !== undefined && wanted === undefined)
    problems.push(
      `--mode must be one of ${modes.join(", ")}; it is ${quote(mode)}.${didYouMean(mode, modes)}`,
    );
  if (wanted === config["readiness:mode"]) problems.push(`The mode is ${wanted} already.`);
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return {
    values: { ...tierValues(config, raised), ...(wanted === undefined ? {} : { "readiness:mode": wanted }) },
    asked: [
      ...[...raised].map(([service, tier]) => `${service} goes from tier ${now(service)} to ${tier}`),
      ...modeClause(config["readiness:mode"], wanted),
    ],
  };
}

/** A service that the config does not list is of tier 3. */
function tierIn({ "readiness:tiers": listed }: ConfigKeys): (service: string) => Tier {
  return (service) => (Object.hasOwn(listed, service) ? listed[service] : undefined) ?? 3;
}

function tierValues(config: ConfigKeys, raised: ReadonlyMap<string, Tier>): Settings["values"] {
  if (raised.size === 0) return {};
  return {
    "readiness:tiers": JSON.stringify({ ...config["readiness:tiers"], ...Object.fromEntries(raised) }),
  };
}

function modeClause(from: Mode, to: Mode | undefined): readonly string[] {
  return to === undefined ? [] : [`the mode goes from ${from} to ${to}`];
}

/** A service by its present name and a tier, or what is wrong. */
function tierFrom(wish: string, services: Known): { readonly service: string; readonly tier: Tier } | string {
  const [, given = "", number] = /^(.+)=([0-9]+)$/.exec(wish) ?? [];
  const tier = tiers.find((one) => String(one) === number);
  if (given === "" || tier === undefined)
    return `--tier must be SERVICE=TIER with a tier of ${tiers.join(", ")}, such as cart=1; it is ${quote(wish)}.`;
  const known = serviceNamed(services, given);
  return known === undefined ? noSuchService(services, given) : { service: known.name, tier };
}
