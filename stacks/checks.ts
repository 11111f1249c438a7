import { entityName } from "../catalog/fields";
import type { Promotion } from "../catalog/graph";
import { quote } from "../catalog/reading/problems";
import { didYouMean } from "../catalog/reading/suggestions";
import type { Service } from "../catalog/schema";
import type { ConfigKeys } from "./schema";

const hour = 60 * 60 * 1000;
const longestBreakGlass = 24 * hour;

/** The services that a config may name. */
export interface KnownServices {
  readonly services: readonly Pick<Service, "name" | "aliases">[];
}

/** Something wrong with a value of the config: its path below config, and whether its key is meant. */
export interface ConfigFault {
  readonly path: readonly PropertyKey[];
  readonly isKey: boolean;
  readonly message: string;
}

/** What no schema sees: services that do not exist, promotions that contradict each other, too long an emergency. */
export function checkConfig(
  config: ConfigKeys,
  stack: string,
  catalog: KnownServices | undefined,
  now: Date,
): readonly ConfigFault[] {
  return [
    ...unusableEnvironment(config, stack),
    ...(catalog ? unknownServices(config, catalog) : []),
    ...Object.entries(config["readiness:promotions"]).flatMap(([service, records]) =>
      contradictions(service, records),
    ),
    ...tooLongBreakGlass(config, now),
  ];
}

function unusableEnvironment(config: ConfigKeys, stack: string): ConfigFault[] {
  if (config["readiness:environment"] !== undefined || entityName.safeParse(stack).success) return [];
  const message =
    `readiness:environment is missing; the stack's name ${quote(stack)} cannot stand in for it. ` +
    "Set it to lower-case letters, digits and dashes.";
  return [{ path: [], isKey: false, message }];
}

function unknownServices(config: ConfigKeys, catalog: KnownServices): ConfigFault[] {
  const names = catalog.services.map(({ name }) => name);
  const aliases = new Map(
    catalog.services.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name])),
  );
  const known = new Set(names);
  const fault = (service: string, path: readonly PropertyKey[], isKey: boolean): ConfigFault[] => {
    if (known.has(service)) return [];
    const current = aliases.get(service);
    const message =
      current === undefined
        ? `${quote(service)} is not a service in catalog/services.${didYouMean(service, names)}`
        : `${quote(service)} is an earlier name; write the service's name ${quote(current)}.`;
    return [{ path, isKey, message: `${pathName(path, isKey)}: ${message}` }];
  };
  const locks = config["readiness:locks"];
  const emergency = config["readiness:breakGlass"]?.service;
  return [
    ...["readiness:tiers" as const, "readiness:promotions" as const].flatMap((key) =>
      Object.keys(config[key]).flatMap((service) => fault(service, [key, service], true)),
    ),
    ...locks.flatMap(({ service }, index) => fault(service, ["readiness:locks", index, "service"], false)),
    ...(emergency === undefined ? [] : fault(emergency, ["readiness:breakGlass", "service"], false)),
  ];
}

/** The config key that a path belongs to: what a person searches for in the file. */
function pathName(path: readonly PropertyKey[], isKey: boolean): string {
  return (isKey ? path.slice(0, -1) : path)
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${String(step)}`))
    .join("");
}

function contradictions(service: string, records: readonly Promotion[]): ConfigFault[] {
  return records.flatMap((record, index) => {
    const path = ["readiness:promotions", service, index];
    const fault = (message: string): ConfigFault[] => [
      { path, isKey: false, message: `${pathName(path, false)} ${message}` },
    ];
    if (record.from === record.to)
      return fault(`must change the tier; it goes from ${record.to} to ${record.to}.`);
    const earlier = records.findIndex(({ at }) => at === record.at);
    if (earlier === index) return [];
    return records[earlier]?.to === record.to
      ? fault(`is given twice: [${earlier}] is of the same day and to the same tier. Remove one.`)
      : fault(`contradicts [${earlier}], which is of the same day and to another tier. Remove one.`);
  });
}

function tooLongBreakGlass(config: ConfigKeys, now: Date): ConfigFault[] {
  const until = config["readiness:breakGlass"]?.until;
  if (until === undefined) return [];
  const latest = new Date(now.getTime() + longestBreakGlass);
  if (new Date(until) <= latest) return [];
  const message =
    `readiness:breakGlass.until must be at most 24 hours away, ${latest.toISOString().slice(0, 16)}Z at the ` +
    `latest; it is ${quote(until)}.`;
  return [{ path: ["readiness:breakGlass", "until"], isKey: false, message }];
}
