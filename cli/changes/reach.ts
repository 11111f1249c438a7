import { isDeepStrictEqual } from "node:util";
import type { Catalog, Service, Team } from "../../catalog/schema";
import { coversService } from "../../tiers/initiatives";
import { approvalsOf, approverIndex } from "./approvals";
import type { Snapshot, SnapshotStack } from "./snapshot";

/** Which services a change touches and why; a reason for all stands for each. */
export interface Reach {
  /** Why every service is touched; empty where only some are. */
  readonly all: readonly string[];
  /** Reasons by the service's present name, sorted by it. */
  readonly services: ReadonlyMap<string, readonly string[]>;
}

/** What changes under every service: the program, the rules and how strict they are. */
const common: readonly { readonly what: string; readonly test: RegExp }[] = [
  {
    what: "the program changed",
    test: /^(catalog|stacks|evidence)\/.*\.ts$|^(Pulumi\.yaml|package\.json|package-lock\.json|tsconfig\.json)$/,
  },
  { what: "the policy pack changed", test: /^policy-pack\// },
  { what: "the tier tables changed", test: /^tiers\// },
];

/** Why files that differ touch every service: of each cause, the first file. */
export function commonReasons(files: readonly string[], extensions: readonly string[]): readonly string[] {
  const ours = common.flatMap(({ what, test }) => {
    const file = files.find((name) => test.test(name));
    return file === undefined ? [] : [`${what} (${file})`];
  });
  const theirs = extensions.flatMap((folder) => {
    const file = files.find((name) => name === folder || name.startsWith(`${folder}/`));
    return file === undefined ? [] : [`an extension of the rules changed (${file})`];
  });
  return [...ours, ...theirs];
}

/** Compares two moments. What a dependency of a service does is not weighed: that is its own change. */
export function reachBetween(before: Snapshot, after: Snapshot): Reach {
  const all = [...after.stacks].flatMap(([name, stack]) => wholeStack(name, before.stacks.get(name), stack));
  const services = after.catalog.services.flatMap((service): [string, readonly string[]][] => {
    const reasons = reasonsFor(service, before, after);
    return reasons.length === 0 ? [] : [[service.name, reasons]];
  });
  return { all, services: new Map(services) };
}

/** Decisions of a stack that hold for each of its services. */
function wholeStack(
  name: string,
  before: SnapshotStack | undefined,
  after: SnapshotStack,
): readonly string[] {
  if (before === undefined) return [`the stack ${name} is new`];
  const decisions = ({ config, others }: SnapshotStack): unknown => {
    const {
      tiers: _tiers,
      promotions: _promotions,
      locks: _locks,
      approvers: _approvers,
      breakGlass,
      ...rest
    } = config;
    return { ...rest, others, breakGlass: breakGlass?.service === undefined ? breakGlass : undefined };
  };
  return isDeepStrictEqual(decisions(before), decisions(after))
    ? []
    : [`the config of the stack ${name} changed`];
}

function reasonsFor(service: Service, before: Snapshot, after: Snapshot): readonly string[] {
  const earlier = earlierOf(service, before.catalog);
  if (earlier === undefined) return ["it is new"];
  const team = teamOf(service, after.catalog);
  const stacks = [...after.stacks].flatMap(([name, stack]) => {
    const old = before.stacks.get(name);
    return old === undefined
      ? []
      : stackReasons(
          name,
          { service: earlier, stack: old, snapshot: before },
          { service, stack, snapshot: after },
        );
  });
  const checks: readonly (readonly [boolean, string])[] = [
    [isDeepStrictEqual(earlier, service), "its file changed"],
    [isDeepStrictEqual(teamOf(earlier, before.catalog), team), `its team changed`],
    [
      isDeepStrictEqual(peopleOf(earlier, before.catalog), peopleOf(service, after.catalog)),
      "people whom it pages changed",
    ],
    [
      isDeepStrictEqual(
        waiversOf(earlier, service, before.catalog),
        waiversOf(earlier, service, after.catalog),
      ),
      "its waivers changed",
    ],
  ];
  return [...checks.filter(([same]) => !same).map(([, reason]) => reason), ...stacks];
}

/** The same service before: of the same name, else one that either names by an alias. */
export function earlierOf({ name, aliases }: Service, { services }: Catalog): Service | undefined {
  return (
    services.find((one) => one.name === name) ??
    services.find((one) => aliases.includes(one.name)) ??
    services.find((one) => [name, ...aliases].some((alias) => one.aliases.includes(alias)))
  );
}

export function teamOf({ owner }: Service, { teams }: Catalog): Team | undefined {
  const name = owner?.trim() ?? "";
  return teams.find((team) => team.name === name) ?? teams.find((team) => team.aliases.includes(name));
}

/** Members of whatever team whom the service pages by name. */
function peopleOf(service: Service, catalog: Catalog): unknown {
  const logins = [
    ...(service.onCall?.rotation ?? []),
    ...(service.onCall?.escalateTo ?? []),
    ...(service.onCall === undefined ? [] : (teamOf(service, catalog)?.escalateTo ?? [])),
  ];
  return logins.map((login) =>
    catalog.teams.flatMap(({ members }) => members.filter((one) => one.login === login)),
  );
}

/** Waivers under any name that the service has or had. */
function waiversOf(earlier: Service, service: Service, { waivers }: Catalog): unknown {
  const names = [earlier, service].flatMap(({ name, aliases }) => [name, ...aliases]);
  return waivers
    .filter((waiver) => names.includes(waiver.service))
    .map((waiver) => ({ ...waiver, service: "" }));
}

/** A service in a stack at one moment. */
interface Side {
  readonly service: Service;
  readonly stack: SnapshotStack;
  readonly snapshot: Snapshot;
}

/** What a stack decides about one service. */
function stackReasons(stack: string, before: Side, after: Side): readonly string[] {
  const checks: readonly (readonly [(side: Side) => unknown, string])[] = [
    [tierOf, `its tier in ${stack} changed`],
    [recordsOf, `its promotions, locks or emergencies in ${stack} changed`],
    [(side) => approvalsOf(side, approverIndex(side)), `who may approve for it in ${stack} changed`],
    [baselineOf, `its baseline in ${stack} changed`],
    [initiativesOf, `an initiative that covers it in ${stack} changed`],
  ];
  return checks.filter(([of]) => !isDeepStrictEqual(of(before), of(after))).map(([, reason]) => reason);
}

export function namesOf({ name, aliases }: Service): readonly string[] {
  return [name, ...aliases];
}

export function tierOf({ service, stack }: Side): 1 | 2 | 3 {
  const { tiers } = stack.config;
  return (Object.hasOwn(tiers, service.name) ? tiers[service.name] : undefined) ?? 3;
}

function recordsOf({ service, stack }: Side): unknown {
  const { promotions, locks, breakGlass } = stack.config;
  const names = namesOf(service);
  return {
    listed: Object.hasOwn(stack.config.tiers, service.name),
    promotions: names.flatMap((name) => (Object.hasOwn(promotions, name) ? (promotions[name] ?? []) : [])),
    locks: locks.filter((lock) => names.includes(lock.service)).map((lock) => ({ ...lock, service: "" })),
    breakGlass:
      breakGlass?.service !== undefined && names.includes(breakGlass.service)
        ? { ...breakGlass, service: "" }
        : null,
  };
}

function baselineOf({ service, stack }: Side): unknown {
  const names = namesOf(service);
  const own = stack.baseline.filter((entry) => names.includes(entry.service));
  return own.map((entry) => JSON.stringify({ ...entry, service: "" })).sort();
}

function initiativesOf({ service, snapshot, ...side }: Side): unknown {
  const team = teamOf(service, snapshot.catalog);
  const covered = {
    name: service.name,
    aliases: service.aliases,
    tier: tierOf({ service, snapshot, ...side }),
    teams: team ? [team.name, ...team.aliases] : [],
    tags: service.tags,
  };
  // Who else a campaign is for, what it is called and how it is explained changes nothing here.
  return snapshot.catalog.initiatives
    .filter((one) => coversService(one, covered))
    .map(({ id, rules, level, ruleSet, start, deadline }) => ({
      id,
      rules,
      level,
      ruleSet,
      start,
      deadline,
    }));
}
