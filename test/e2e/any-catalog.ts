import fc from "fast-check";

/** Files of a project as the engine and the command both find them: JSON is YAML. */
export interface AnyProject {
  /** By name, without the ending. */
  readonly services: Readonly<Record<string, object>>;
  readonly waivers: readonly object[];
  readonly initiatives: readonly object[];
  /** Our keys of the stack's config. */
  readonly config: Readonly<Record<string, unknown>>;
}

const names = ["alpha", "beta-2", "gamma", "delta"] as const;
const name = fc.constantFrom(...names);
const logins = ["amy", "ben", "cho", "dia", "tess", "pia", "sam"] as const;
const words = fc.constantFrom(
  "Sells telescopes.",
  'Straße, 望遠鏡 und 🔭: "quoted", {{#is_alert}} and @pagerduty-x.',
  "Managed by Pulumi",
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const grade = fc.constantFrom("low", "medium", "high");
const day = fc.constantFrom("2026-01-31", "2026-11-01", "2027-02-28");
const tier = fc.constantFrom(1, 2, 3);

const onCall = fc.oneof(
  fc.constant({}),
  fc.record({ rotation: fc.subarray([...logins], { minLength: 1 }) }),
  fc.record({ rotation: fc.subarray([...logins], { minLength: 2 }), escalateTo: fc.constant(["pia"]) }),
  fc.constant({ existing: { policy: "Legacy fulfilment" } }),
  fc.constant({ existing: { schedule: "Legacy fulfilment rotation" } }),
);

const slo = (service: string) =>
  fc.oneof(
    fc.record({
      name: fc.constantFrom("availability", `${service}-availability`),
      kind: fc.constant("availability"),
      good: fc.constant(`sum:ok{service:${service}}.as_count()`),
      total: fc.constantFrom(`sum:all{service:${service}}.as_count()`, "sum:all{*}.as_count()"),
      target: maybe(fc.constantFrom(90, 99.5, 99.95)),
      window: fc.constantFrom("7d", "30d"),
    }),
    fc.record({
      name: fc.constant("latency"),
      kind: fc.constant("latency"),
      query: fc.constant(`p95:time{service:${service},env:prod}`),
      threshold: fc.constantFrom(0.5, 2),
      existing: maybe(fc.constant("abc123")),
    }),
  );

const monitor = (service: string) =>
  fc.record({
    signal: fc.constantFrom("latency", "errors", "traffic"),
    query: fc.constant(`sum(last_5m):sum:errors{service:${service}}.as_count()`),
    critical: fc.constantFrom(0.5, 10),
    comparator: fc.constantFrom(">", "<="),
  });

const anyService = (service: string) =>
  fc
    .record({
      description: maybe(words),
      owner: maybe(fc.constantFrom("orders", "platform", "nobody-knows")),
      lifecycle: maybe(fc.constantFrom("experimental", "production", "deprecated", "retired")),
      criticality: maybe(grade),
      risk: maybe(grade),
      repository: maybe(fc.constantFrom("astronomy-shop", "new-shop", "elsewhere/other-shop")),
      runbook: maybe(fc.constantFrom("docs/runbook.md", "https://wiki.example/runbook")),
      onCall: maybe(onCall),
      health: maybe(
        fc.constantFrom(
          { url: "https://shop.example/health" },
          { url: "http://in.example/", internal: true },
        ),
      ),
      slos: fc.uniqueArray(slo(service), { maxLength: 2, selector: (one) => one.name }),
      monitors: fc.array(monitor(service), { maxLength: 3 }),
      dependencies: fc.uniqueArray(fc.record({ service: fc.constantFrom(...names, "unheard-of") }), {
        maxLength: 2,
        selector: (one) => one.service,
      }),
      tags: fc.subarray(["grpc", "revenue"]),
      adopts: service === "alpha" ? fc.boolean() : fc.constant(false),
    })
    .map(({ adopts, ...fields }) => ({ name: service, ...fields, ...(adopts ? adoption(fields) : {}) }));

/** Ids of what the sandbox's vendors have already, where the service states what would take it over. */
function adoption({
  onCall,
  repository,
}: {
  readonly onCall: object | undefined;
  readonly repository: string | undefined;
}): object {
  const own = {
    ...(onCall === undefined || "existing" in onCall ? {} : { schedule: "PJPNWRBB3ALH56" }),
    ...(repository === "astronomy-shop" ? { repository } : {}),
  };
  return Object.keys(own).length === 0 ? {} : { adopt: own };
}

const waiver = fc.record({
  rule: fc.constantFrom("slo-defined", "runbook-present", "owner-assigned", "no-such-rule"),
  service: name,
  reason: fc.constantFrom("migration", "wrong-rule"),
  note: words,
  approver: fc.constantFrom("pia", "amy", "stranger"),
  requested: fc.constant("2026-11-01"),
  expires: fc.constantFrom("2026-11-20", "2027-01-15"),
});

const initiative = fc.record({
  id: fc.constant("campaign"),
  title: words,
  rules: fc.constant(["runbook-present", "slo-defined"]),
  scope: fc.constantFrom({}, { tiers: [3] }, { teams: ["orders"] }),
  start: fc.constant("2026-10-01"),
  deadline: fc.constantFrom("2026-11-01", "2027-11-01"),
});

const promotion = fc.record({
  from: fc.constantFrom(2, 3),
  to: fc.constant(1),
  by: fc.constantFrom("tess", "pia"),
  at: day,
});

const config = fc.record({
  "readiness:mode": fc.constantFrom("advise", "ratchet", "enforce"),
  "readiness:owns": fc.boolean(),
  "readiness:blockOnState": fc.boolean(),
  "readiness:tiers": fc.dictionary(name, tier, { maxKeys: 4 }),
  "readiness:promotions": fc.dictionary(name, fc.array(promotion, { minLength: 1, maxLength: 1 }), {
    maxKeys: 2,
  }),
  "readiness:approvers": fc.constantFrom({}, { 1: ["platform"], 2: ["tess"] }),
  "readiness:plans": fc.constantFrom({}, { github: "free" }, { github: "enterprise" }),
});

/** Projects of four services that the program accepts, whatever they lack. */
export const anyProject: fc.Arbitrary<AnyProject> = fc.record({
  services: fc.record(Object.fromEntries(names.map((service) => [service, anyService(service)]))),
  waivers: fc.uniqueArray(waiver, { maxLength: 3, selector: ({ rule, service }) => `${rule} ${service}` }),
  initiatives: fc.array(initiative, { maxLength: 1 }),
  config,
});
