import assert from "node:assert/strict";
import { loadPack, rulesOf } from "../../cli/judging/pack";
import type { ObservedFact } from "../../evidence/facts";
import type { ActiveRule } from "../../policy-pack/engine/judge";
import { readRuleConfig } from "../../policy-pack/engine/rule-config";
import { datadog } from "../../policy-pack/engine/tokens";
import { type Cause, explainDiff } from "../../scorecard/causes";
import type { Scorecard } from "../../scorecard/schema";
import { given } from "../policy-pack/given";
import { perfectParts } from "../policy-pack/perfect/parts";
import { serviceResources } from "../policy-pack/perfect-resources";
import type { GivenResource } from "../policy-pack/perfect-service";
import { temporaryFolder } from "../sandbox/temporary";
import { judgedCard } from "./judged";

/*
 * A year of services that are judged each week by every rule of the pack, as in a preview. Each week something is seeded
 * in some of them, and what the diff says must be that; of all else it may say only that time passed, where the world
 * as it was is judged so on the later day too, as what is on record gets old.
 */

interface Service {
  readonly facts: Record<string, unknown>;
  /** Target of its SLOs, in per cent, where it is not the perfect one. */
  readonly target?: number | undefined;
  /** Kind of the facts that the vendor does not answer. */
  readonly unseen?: string | undefined;
}

interface World {
  readonly day: string;
  readonly services: ReadonlyMap<string, Service>;
  readonly waivers: readonly Record<string, unknown>[];
  readonly initiatives: readonly { readonly scope: { readonly services: readonly string[] } }[];
  readonly config: Readonly<Record<string, Record<string, unknown>>>;
  readonly rulesOff: readonly string[];
}

const pack = rulesOf(loadPack({ packFolder: temporaryFolder() }));

function rulesIn({ config, rulesOff }: World): readonly ActiveRule[] {
  return pack
    .filter(({ rule }) => !rulesOff.includes(rule.id))
    .map(({ rule, set }) => {
      const { parameters, problems } = readRuleConfig(rule, config[rule.id] ?? {});
      assert.deepEqual(problems, []);
      return { rule, set, parameters };
    });
}

async function judged(world: World): Promise<Scorecard> {
  const { waivers, initiatives, day } = world;
  let stack = given.service().catalog({ waivers, initiatives, mode: "enforce" });
  for (const [name, { facts, target, unseen }] of world.services)
    stack = stack.other(
      name,
      facts,
      serviceResources(name).map((one) => (target === undefined ? one : withTarget(one, target))),
      perfectParts(name).observed.map((fact): ObservedFact => {
        return fact.kind === unseen
          ? { ...fact, answer: { state: "unanswered", reason: "Datadog did not answer" } }
          : fact;
      }),
    );
  return judgedCard(stack.resources(), rulesIn(world), day);
}

/** A resource with another target, where it is an SLO. */
function withTarget(resource: GivenResource, target: number): GivenResource {
  if (resource.type !== datadog.serviceLevelObjective) return resource;
  return { ...resource, props: { ...resource.props, thresholds: [{ timeframe: "30d", target }] } };
}

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const nameOf = (index: number): string => `service-${String(index).padStart(3, "0")}`;

/** What a week seeds, and in which services the diff must find it. */
interface Seed {
  readonly kind: Cause["kind"];
  readonly names: readonly string[];
}

/** 60 are enough to meet every seed; READINESS_YEAR_SERVICES judges more. */
const services = Number(process.env.READINESS_YEAR_SERVICES ?? 60);

/** The services that a week seeds something in: three, and others in each of the next weeks. */
const namesOf = (week: number): readonly string[] =>
  Array.from({ length: 3 }, (_, index) => nameOf((week * 3 + index) % services));

function changed(world: World, names: readonly string[], change: (one: Service) => Service): World {
  const after = new Map(world.services);
  for (const name of names) after.set(name, change(after.get(name) ?? { facts: {} }));
  return { ...world, services: after };
}

const withFacts = (world: World, names: readonly string[], patch: Record<string, unknown>): World =>
  changed(world, names, (one) => ({ ...one, facts: { ...one.facts, ...patch } }));

const tierOf = (world: World, name: string): unknown => world.services.get(name)?.facts.tier ?? 1;

const coveredBy = ({ initiatives }: World): readonly string[] =>
  initiatives.flatMap(({ scope }) => scope.services);

/** Each week of ten seeds something else; some of it is about what an earlier one did. */
const weeks: readonly ((
  world: World,
  week: number,
) => { readonly world: World; readonly seeds: readonly Seed[] })[] = [
  (world, week) => {
    const names = namesOf(week - 9);
    return {
      world: { ...withFacts(world, names, { description: perfectDescription }), rulesOff: [] },
      seeds: [{ kind: "service", names }, ...(world.rulesOff.length > 0 ? [ofAll("rule", world)] : [])],
    };
  },
  (world, week) =>
    seeded("service", namesOf(week), withFacts(world, namesOf(week), { description: undefined })),
  (world, week) =>
    seeded(
      "service",
      namesOf(week),
      changed(world, namesOf(week), (one) => ({
        ...one,
        target: one.target === undefined ? 90 : undefined,
      })),
    ),
  (world, week) =>
    seeded(
      "tier",
      namesOf(week),
      changed(world, namesOf(week), (one) => ({
        ...one,
        facts: { ...one.facts, tier: one.facts.tier === 3 ? 1 : 3 },
      })),
    ),
  (world, week) =>
    seeded(
      "evidence",
      namesOf(week),
      changed(world, namesOf(week), (one) => ({ ...one, unseen: "telemetry-metrics" })),
    ),
  (world, week) => {
    const names = namesOf(week - 4);
    const waivers = names.map((service) => ({
      service,
      rule: "description-present",
      reason: "migration",
      note: "It is written with the move.",
      approver: "pia",
      requested: world.day,
      expires: later(world.day, 14),
    }));
    return seeded("waiver", names, { ...world, waivers });
  },
  (world) => {
    const { availability } = world.config[target] ?? {};
    const config = { ...world.config, [target]: availability === undefined ? { availability: 99.99 } : {} };
    const { kind, names } = ofAll("rule", world);
    // Of the others the target was too low before.
    const sound = names.filter((name) => world.services.get(name)?.target === undefined);
    return { world: { ...world, config }, seeds: [{ kind, names: sound }] };
  },
  (world, week) => {
    const names = namesOf(week - 4);
    const links = (one: Service): unknown => ("links" in one.facts ? undefined : []);
    return seeded(
      "service",
      names,
      changed(world, names, (one) => {
        const { links: _, ...rest } = one.facts;
        const now = links(one);
        return { ...one, facts: now === undefined ? rest : { ...rest, links: now } };
      }),
    );
  },
  (world, week) => {
    const names = namesOf(week - 5);
    const initiative = {
      id: "drawn",
      title: "Every service has a picture",
      rules: ["architecture-documented"],
      scope: { services: names },
      start: world.day,
      deadline: later(world.day, 6),
    };
    return {
      world: { ...world, initiatives: [initiative] },
      seeds: [
        { kind: "setting", names: names.filter((name) => tierOf(world, name) === 3) },
        // The earlier initiative is gone, and with it what it made mandatory.
        { kind: "setting", names: coveredBy(world).filter((name) => tierOf(world, name) === 3) },
        { kind: "waiver", names: namesOf(week - 7) },
      ],
    };
  },
  (world, week) => {
    const seen = namesOf(week - 5);
    return {
      world: changed(world, seen, (one) => ({ ...one, unseen: undefined })),
      seeds: [
        { kind: "evidence", names: seen },
        { kind: "deadline", names: namesOf(week - 6).filter((name) => tierOf(world, name) === 3) },
      ],
    };
  },
];

const perfectDescription = "Takes a cart, charges the card and hands the order to shipping.";
const target = "slo-target-meets-tier";

function seeded(kind: Cause["kind"], names: readonly string[], world: World) {
  return { world, seeds: [{ kind, names }] };
}

/** Seeded everywhere at tier 1, but for the services that nothing is ever seeded in. */
function ofAll(kind: Cause["kind"], world: World): Seed {
  return { kind, names: [...world.services.keys()].filter((name) => tierOf(world, name) === 1) };
}

/** What a diff says, as service, rule and cause; a level stands for a rule where it is one. */
function told(earlier: Scorecard, card: Scorecard) {
  const { findings, enforcements, levels } = explainDiff(earlier, card);
  return [
    ...[...findings, ...enforcements].map(({ change, cause }) => ({ ...change, cause })),
    ...levels.flatMap(({ change, causes }) => causes.map((cause) => ({ ...change, rule: "level", cause }))),
  ].map(({ service, rule, cause }) => ({ service, rule, kind: cause.kind, because: cause.because }));
}

const placeOf = ({ service, rule }: { readonly service: string; readonly rule: string }): string =>
  `${service}, ${rule}`;

/** Everything said must be seeded or come with time, which `timely` tells; and everything seeded must be said. */
async function checkWeek(
  week: number,
  seeds: readonly Seed[],
  says: ReturnType<typeof told>,
  timely: () => Promise<ReadonlySet<string>>,
): Promise<void> {
  const isSeeded = ({ service, kind }: (typeof says)[number]): boolean =>
    seeds.some((seed) => seed.kind === kind && (kind === "rule" || seed.names.includes(service)));
  const others = says.filter((one) => !isSeeded(one));
  const ofTime = others.length > 0 ? await timely() : new Set();
  for (const one of others)
    assert.ok(
      one.kind === "deadline" && ofTime.has(placeOf(one)),
      `week ${week}: ${placeOf(one)}: ${one.kind}, ${one.because}`,
    );
  for (const { kind, names } of seeds) {
    const missing = names.filter((name) => !says.some((one) => one.service === name && one.kind === kind));
    assert.deepEqual(missing, [], `week ${week}: ${kind}`);
  }
}

describe(`a year of ${services} services, judged by the whole pack`, () => {
  it("is attributed to what was seeded, week by week", async function () {
    this.timeout(600_000);
    let world: World = {
      day: "2026-11-23",
      services: new Map(Array.from({ length: services }, (_, index) => [nameOf(index), { facts: {} }])),
      waivers: [],
      initiatives: [],
      config: {},
      rulesOff: ["deploys-gradually"],
    };
    let card = await judged(world);
    for (let week = 1; week <= 52; week++) {
      const seed = weeks[week % 10]?.({ ...world, day: later(world.day, 7) }, week);
      assert.ok(seed);
      const next = await judged(seed.world);
      const before = card;
      const alone = { ...world, day: seed.world.day };
      await checkWeek(week, seed.seeds, told(before, next), async () => {
        return new Set(told(before, await judged(alone)).map(placeOf));
      });
      card = next;
      world = seed.world;
    }
  });
});
