import assert from "node:assert/strict";
import type { RawResource } from "../../policy-pack/engine/resource";
import { whatIfMarkdown } from "../../scorecard/formats/markdown-what-if";
import { resourceChanges } from "../../scorecard/resource-changes";
import type { Scorecard, ScoredViolation } from "../../scorecard/schema";
import { type WhatIf, whatIfOutcome } from "../../scorecard/what-if";
import { card, finding, level, service, violation } from "./cards";

type Weight = "mandatory" | "gate" | "advisory" | "off" | "none";

const violations: Readonly<Record<Weight, ScoredViolation[]>> = {
  mandatory: [violation()],
  gate: [violation({ enforcement: "advisory" })],
  advisory: [violation({ enforcement: "advisory", gate: "advisory" })],
  off: [violation({ enforcement: "off", gate: "off" })],
  none: [],
};
const of = (weight: Weight, parts: Partial<Scorecard> = {}): Scorecard =>
  card(
    [service({ findings: [weight === "none" ? finding() : finding({ violations: violations[weight] })] })],
    parts,
  );

/** From what to what a failure goes, and the only list that it is in then. */
const cases: readonly (readonly [Weight, Weight, string])[] = [
  ["none", "mandatory", "blocks"],
  ["advisory", "mandatory", "blocks"],
  ["gate", "mandatory", "blocks"],
  ["none", "gate", "gates"],
  ["off", "gate", "gates"],
  ["off", "advisory", "advises"],
  ["none", "advisory", "advises"],
  ["mandatory", "none", "eases"],
  ["mandatory", "advisory", "eases"],
  ["gate", "off", "eases"],
  ["mandatory", "mandatory", "nothing"],
  ["mandatory", "gate", "nothing"],
  ["advisory", "off", "nothing"],
  ["none", "off", "nothing"],
];

const resource = (urn: string, props: RawResource["props"], type = "datadog:index/monitor:Monitor") => {
  return { urn, type, name: urn, props, dependencies: [], propertyDependencies: {} };
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("what would be another", () => {
  for (const [from, to, list] of cases)
    it(`has a failure that goes from ${from} to ${to} in ${list}`, () => {
      const { blocks, gates, advises, eases } = whatIfOutcome(of(from), of(to));
      const lists = Object.entries({ blocks, gates, advises, eases }).filter(([, all]) => all.length > 0);
      assert.deepEqual(
        lists.map(([name, all]) => [name, all.map(({ rule }) => rule)]),
        list === "nothing" ? [] : [[list, ["slo-defined"]]],
      );
    });

  it("tells two failures of a rule apart", () => {
    const [one, other] = [violation({ subject: "latency" }), violation({ subject: "availability" })];
    const before = card([service({ findings: [finding({ violations: [one] })] })]);
    const after = card([service({ findings: [finding({ violations: [one, { ...other, text: "New." }] })] })]);
    assert.deepEqual(
      whatIfOutcome(before, after).blocks.map(({ text }) => text),
      ["New."],
    );
  });

  it("closes and opens gates, which deny nothing in mode advise", () => {
    const gatesOf = (before: Scorecard, after: Scorecard) => {
      const { closes, opens } = whatIfOutcome(before, after);
      return { closes, opens };
    };
    const advise = { mode: "advise" } as const;
    assert.deepEqual(gatesOf(of("none"), of("gate")), { closes: ["cart"], opens: [] });
    assert.deepEqual(gatesOf(of("gate"), of("none")), { closes: [], opens: ["cart"] });
    assert.deepEqual(gatesOf(of("gate", advise), of("gate")), { closes: ["cart"], opens: [] });
    assert.deepEqual(gatesOf(of("none", advise), of("gate", advise)), { closes: [], opens: [] });
    assert.deepEqual(
      whatIfOutcome(of("none", advise), of("gate", advise)).advises.map(({ rule }) => rule),
      ["slo-defined"],
    );
  });

  it("says by what, such as another tier", () => {
    const [before, after] = [of("none"), of("mandatory")];
    const stricter = { ...after, services: after.services.map((one) => ({ ...one, tier: 1 as const })) };
    const weaker = { ...before, services: before.services.map((one) => ({ ...one, tier: 2 as const })) };
    assert.deepEqual(whatIfOutcome(weaker, stricter).blocks[0]?.cause, {
      kind: "tier",
      because: "the tier went from 2 to 1",
    });
  });

  it("names a service that another relies on where its tier is another", () => {
    const relying = (violations?: readonly ScoredViolation[]) =>
      service({
        name: "frontend",
        findings: [
          finding({
            rule: "dependencies-hold",
            lookedAt: ["service:cart"],
            ...(violations === undefined ? {} : { violations: [...violations] }),
          }),
        ],
      });
    const before = card([service({ tier: 1 }), relying()]);
    const after = card([service({ tier: 3 }), relying([violation()])]);
    assert.deepEqual(whatIfOutcome(before, after).blocks[0]?.cause, {
      kind: "service",
      because: "what it relies on changed: cart",
    });
  });
});

describe("what would be declared otherwise", () => {
  it("is what is made, adopted, changed and deleted, of vendors' resources only", () => {
    const before = [
      resource("same", { id: unknown, query: "a", options: { x: [1] } }),
      resource("changed", { id: unknown, query: "a", options: { x: [1] }, kept: 1 }),
      resource("deleted", { id: unknown }),
      resource("facts", { tier: 2 }, "readiness:index:Service"),
    ];
    const after = [
      resource("new", { id: unknown }),
      resource("found", { id: "17" }),
      resource("facts", { tier: 1 }, "readiness:index:Service"),
      resource("provider", {}, "pulumi:providers:datadog"),
      resource("changed", { id: unknown, query: "b", options: { x: [2] }, kept: 1 }),
      resource("same", { id: unknown, query: "a", options: { x: [1] } }),
    ];
    assert.deepEqual(
      resourceChanges(before, after).map(({ kind, urn, properties }) => [kind, urn, properties]),
      [
        ["create", "new", []],
        ["adopt", "found", []],
        ["change", "changed", ["options", "query"]],
        ["delete", "deleted", []],
      ],
    );
  });
});

describe("a what-if as Markdown", () => {
  const nothing: WhatIf = {
    project: "shop",
    stack: "prod",
    judgedFor: "2026-11-23",
    mode: "enforce",
    asked: ["cart goes from tier 2 to 1"],
    ...whatIfOutcome(of("none"), of("none")),
    resources: [],
  };

  it("says that nothing would be another", () =>
    assert.equal(
      whatIfMarkdown(nothing),
      "<!-- readiness what-if:shop/prod -->\n\nWhat if cart goes from tier 2 to 1? Stack **shop/prod**, judged for 2026-11-23: nothing would be another.\n",
    ));

  it("lists what would block, and forms nothing of what others wrote", () => {
    const hostile = "<img src=x> [a](https://evil.example) @team";
    const before = of("none");
    const after = card([
      service({
        levels: [level("none")],
        findings: [finding({ violations: [violation({ text: hostile, fix: hostile, due: "2026-12-01" })] })],
      }),
    ]);
    const resources = resourceChanges([], [resource("**urn** <b>", { id: unknown })]);
    const text = whatIfMarkdown({ ...nothing, ...whatIfOutcome(before, after), resources });
    assert.match(
      text,
      /: \*\*1 failure would newly block\*\*; 1 resource would be declared otherwise\. The gate would deny cart\.\n/,
    );
    assert.match(
      text,
      /\n### Would newly block\n\n- \*\*cart\*\* \(tier 1\), slo-defined: .+ Due 2026-12-01\.\n {2}Fix: /,
    );
    assert.match(text, /\n### Levels\n\n- \*\*cart\*\*: gold → no level in production-readiness\n/);
    assert.doesNotMatch(text, /<img|\]\(|@team|<b>/);
  });
});
