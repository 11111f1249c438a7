import assert from "node:assert/strict";
import { serviceToken } from "../../../catalog/graph";
import type { Finding } from "../../../policy-pack/engine/finding";
import type { Judgement } from "../../../policy-pack/engine/judge";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { datadog } from "../../../policy-pack/engine/tokens";
import { type Given, given } from "../given";
import { judged, type SampleContext, sampleRule } from "./sample-rule";
import { unknown } from "./stack";

function named(
  id: string,
  check: (context: SampleContext) => unknown,
  patch: Partial<AnyRule> = {},
): AnyRule {
  return sampleRule(check, { id, ...patch });
}

/** Outcomes by service and rule. */
function outcomes({ services }: Judgement): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    services.map(({ service, findings }) => [
      service.subject.name,
      Object.fromEntries(findings.map(({ rule, outcome }) => [rule.id, outcome])),
    ]),
  );
}

async function findingOf(rule: AnyRule, input: Given = given.service()): Promise<Finding> {
  const { services } = await judged(input.resources(), [rule]);
  const finding = services.find(({ service }) => service.subject.name === "checkout")?.findings[0];
  if (finding === undefined) throw new Error("checkout was not judged");
  return finding;
}

describe("a finding", () => {
  it("says what its own rule looked at, not what others' looked at in its service", async () => {
    const neighbourly = named("some-rule", ({ service, surroundings, evidence }) => {
      if (service.name === "checkout")
        surroundings.service("spare")?.evidence.of(datadog.serviceLevelObjective);
      else evidence.of(datadog.monitor);
    });
    const { services } = await judged(given.service().resources(), [neighbourly]);
    const looked = services.map((one) => [one.service.subject.name, one.findings[0]?.lookedAt]);
    assert.deepEqual(looked, [
      ["checkout", ["service:spare"]],
      ["spare", [datadog.monitor]],
    ]);
  });

  it("has the failure's texts filled in, where it is, and how strictly it counts", async () => {
    const finding = await findingOf(
      named("some-rule", ({ fail, evidence }) => {
        const [slo] = evidence.of(datadog.serviceLevelObjective);
        fail("weak", { thing: "a\nb" }, { subject: "availability", ...(slo ? { resource: slo } : {}) });
        fail("missing", {});
      }),
    );
    const fix = "Set thing of checkout in catalog/services/checkout.yaml (tier 1, team orders).";
    const chain = [
      {
        step: "tier",
        enforcement: "mandatory",
        because: "tier 1 must be gold and aims at gold; the rule is bronze",
      },
    ];
    assert.deepEqual(finding.violations, [
      {
        message: "weak",
        text: "The thing a\\u000ab must be strong.",
        fix,
        subject: "availability",
        urn: `urn:pulumi:prod::readiness::${datadog.serviceLevelObjective}::checkout-availability`,
        about: "resource",
        enforcement: "mandatory",
        chain,
        gate: "mandatory",
        due: undefined,
      },
      {
        message: "missing",
        text: "The service must have a thing.",
        fix,
        subject: undefined,
        urn: `urn:pulumi:prod::readiness::${serviceToken}::checkout`,
        about: "service",
        enforcement: "mandatory",
        chain,
        gate: "mandatory",
        due: undefined,
      },
    ]);
    assert.equal(finding.enforcement, "mandatory");
  });

  const cases: Readonly<
    Record<
      string,
      readonly [
        (context: SampleContext) => void,
        Partial<Pick<Finding, "outcome" | "enforcement" | "cause">>,
        readonly (readonly [string, string, string])[],
      ]
    >
  > = {
    "that passes has no violation": [() => {}, { outcome: "pass", enforcement: "off" }, []],
    "that does not apply has no violation": [
      ({ notApplicable }) => notApplicable("it is nothing"),
      { outcome: "not-applicable", enforcement: "off" },
      [],
    ],
    "that only the update can tell is shown, and does not block": [
      ({ unknown: say }) => say("planned", "the id is not known"),
      { outcome: "unknown", enforcement: "advisory", cause: "planned" },
      [["unknown", "Cannot be judged yet: the id is not known.", "advisory"]],
    ],
    "that a partial run hides blocks": [
      ({ unknown: say }) => say("partial", "the SLO is not part of this run"),
      { outcome: "unknown", enforcement: "mandatory", cause: "partial" },
      [["unknown", "Cannot be judged yet: the SLO is not part of this run.", "mandatory"]],
    ],
    "that no collector could tell is left out": [
      ({ unknown: say }) => say("no-collector", "GitHub is not observed"),
      { outcome: "unknown", enforcement: "off", cause: "no-collector" },
      [["unknown", "Cannot be judged yet: GitHub is not observed.", "off"]],
    ],
    "that rests on a computed fact blocks": [
      ({ unknown: say }) => say("authored", "The owner is computed."),
      { outcome: "fail", enforcement: "mandatory", cause: "authored" },
      [["authored", "The owner is computed.", "mandatory"]],
    ],
    "that went wrong blocks": [
      () => {
        throw new Error("boom");
      },
      { outcome: "error", enforcement: "mandatory" },
      [["error", "The rule could not judge: boom.", "mandatory"]],
    ],
    "of an observed value does not block": [
      ({ fail }) => fail("missing", {}, { observed: true }),
      { outcome: "fail", enforcement: "advisory" },
      [["missing", "The service must have a thing.", "advisory"]],
    ],
    "is as strict as its strictest violation": [
      ({ fail }) => {
        fail("missing", {}, { observed: true });
        fail("weak", { thing: "a" });
      },
      { outcome: "fail", enforcement: "mandatory" },
      [
        ["missing", "The service must have a thing.", "advisory"],
        ["weak", "The thing a must be strong.", "mandatory"],
      ],
    ],
  };
  for (const [name, [check, expected, violations]] of Object.entries(cases)) {
    it(name, async () => {
      const finding = await findingOf(sampleRule(check));
      assert.deepEqual(
        { outcome: finding.outcome, enforcement: finding.enforcement, cause: finding.cause },
        { cause: undefined, ...expected },
      );
      assert.deepEqual(
        finding.violations.map(({ message, text, enforcement }) => [message, text, enforcement]),
        violations,
      );
    });
  }

  it("of a service whose facts are computed fails every rule", async () => {
    const { services } = await judged(given.service().facts({ owner: unknown }).resources(), [
      named("one", () => {}),
      named("two", () => {}, { tiers: [3], evidence: ["catalog"] }),
    ]);
    const [checkout] = services;
    assert.deepEqual(
      checkout?.findings.map(({ outcome, enforcement, violations }) => [
        outcome,
        enforcement,
        violations[0]?.message,
      ]),
      [
        ["fail", "mandatory", "authored"],
        ["fail", "mandatory", "authored"],
      ],
    );
    assert.equal(checkout?.level, "none");
  });
});

describe("rules that go wrong", () => {
  const good = (id: string) =>
    named(id, ({ fail, service }) => (service.name === "checkout" ? fail("missing", {}) : undefined));

  it("spoil nothing but their own finding for that service", async () => {
    const crashing = named("crashing", ({ service }) => {
      if (service.name === "checkout") throw new Error("boom");
    });
    const rejecting = named("rejecting", ({ service }) => {
      if (service.name === "spare") void Promise.reject(new Error("left behind"));
    });
    const later = named("rejecting-later", async ({ service }) => {
      await Promise.resolve();
      if (service.name === "checkout") throw new Error("later");
    });
    const judgement = await judged(given.service().resources(), [
      good("good-1"),
      crashing,
      rejecting,
      later,
      good("good-2"),
    ]);
    assert.deepEqual(outcomes(judgement), {
      checkout: {
        "good-1": "fail",
        crashing: "error",
        rejecting: "pass",
        "rejecting-later": "error",
        "good-2": "fail",
      },
      spare: {
        "good-1": "pass",
        crashing: "pass",
        rejecting: "error",
        "rejecting-later": "pass",
        "good-2": "pass",
      },
    });
    const reasons = judgement.services.flatMap(({ findings }) =>
      findings.flatMap(({ reason }) => reason ?? []),
    );
    assert.deepEqual(reasons, [
      "The rule could not judge: boom.",
      "The rule left a rejected promise behind: later.",
      "The rule left a rejected promise behind: left behind.",
    ]);
  });

  it("change nothing that others are shown: neither facts nor what the catalog says", async () => {
    const reclassifying = named("a-reclassifying", ({ service }) => {
      if (service.name === "checkout") Object.assign(service.facts, { lifecycle: "retired" });
    });
    const emptying = named("b-emptying", ({ service, surroundings }) => {
      const slos = service.name === "checkout" ? service.facts.slos : [];
      Object.assign(slos, { length: 0 });
      Object.assign(surroundings.team("orders")?.members ?? [], { 0: undefined });
    });
    const looking = named("c-looking", ({ service, fail }) => {
      if (service.facts.lifecycle === "retired" || service.facts.slos.length === 0) fail("missing", {});
    });
    const judgement = await judged(given.service().resources(), [reclassifying, emptying, looking]);
    const { checkout } = outcomes(judgement) as Record<string, unknown>; // by the service's name
    assert.deepEqual(checkout, { "a-reclassifying": "error", "b-emptying": "error", "c-looking": "pass" });
  });

  it("are stopped where they never end, and the others still judge", async () => {
    const spinning = named("spinning", ({ service }) => {
      if (service.name === "checkout") for (;;);
    });
    const judgement = await judged(given.service().resources(), [good("good-1"), spinning, good("good-2")]);
    assert.deepEqual(outcomes(judgement), {
      checkout: { "good-1": "fail", spinning: "error", "good-2": "fail" },
      spare: { "good-1": "pass", spinning: "pass", "good-2": "pass" },
    });
    const finding = judgement.services[0]?.findings[1];
    assert.deepEqual(
      [finding?.reason, finding?.enforcement],
      ["The rule took longer than 1 s.", "mandatory"],
    );
  });

  it("are errors where a rejected promise stays behind although they found failures", async () => {
    const rule = sampleRule(({ fail }) => {
      fail("missing", {});
      void Promise.reject(new Error("left behind"));
    });
    assert.equal((await findingOf(rule)).outcome, "error");
  });
});
