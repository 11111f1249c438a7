import assert from "node:assert/strict";
import type { Tier } from "../../../catalog/tier";
import type { Waiver } from "../../../catalog/waiver";
import type { Finding } from "../../../policy-pack/engine/finding";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { standingOf } from "../../../policy-pack/engine/waivers";
import { type Given, given } from "../given";
import { judged, type SampleContext, sampleRule, today } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

describe("a waiver", () => {
  type Case = readonly [
    Partial<Waiver>,
    string | undefined,
    { tier?: Tier; input?: Given; rule?: Partial<AnyRule> }?,
  ];
  const unowned = given.service().facts({ owner: "nobody" });
  const cases: Readonly<Record<string, Case>> = {
    "counts from the day on which it is requested": [{ requested: today }, undefined],
    "counts until the end of its last day": [{ requested: "2026-10-24", expires: today }, undefined],
    "counts no more on the day after": [{ expires: "2026-11-22" }, "ended on 2026-11-22"],
    "does not count before it is requested": [
      { requested: "2026-11-24" },
      "does not count yet, as it was requested on 2026-11-24",
    ],
    "counts for 30 days at tier 1": [{ requested: "2026-11-20", expires: "2026-12-20" }, undefined],
    "does not count for 31 days at tier 1": [
      { requested: "2026-11-20", expires: "2026-12-21" },
      "does not count, as it lasts 31 days and may last 30 at tier 1",
    ],
    "counts for 90 days at tier 2": [
      { requested: "2026-11-20", expires: "2027-02-18" },
      undefined,
      { tier: 2 },
    ],
    "does not count for 91 days at tier 3": [
      { requested: "2026-11-20", expires: "2027-02-19" },
      "does not count, as it lasts 91 days and may last 90 at tier 3",
      { tier: 3 },
    ],
    "does not count where the rule cannot be waived": [
      {},
      "does not count, as this rule cannot be waived",
      { rule: { unwaivableAt: [1] } },
    ],
    "counts at a tier at which the rule can be waived": [
      {},
      undefined,
      { tier: 2, rule: { unwaivableAt: [1] } },
    ],
    "does not count where a member of the owning team approved it": [
      { approver: "amy" },
      "does not count, as its approver amy is a member of orders",
      { tier: 3 },
    ],
    "tells no case of a member apart": [
      { approver: "AMY" },
      "does not count, as its approver AMY is a member of orders",
      { tier: 3 },
    ],
    "does not count where a team approved it": [
      { approver: "platform" },
      "does not count, as its approver platform is a team, not a person",
      { tier: 3 },
    ],
    "does not count at tier 1 where a team that may approve is named itself, in whatever case": [
      { approver: "Platform" },
      "does not count, as its approver Platform is a team, not a person",
    ],
    "does not count at tier 1 where no approver of it approved it": [
      { approver: "zoe" },
      "does not count, as zoe is no approver of tier 1",
    ],
    "counts at tier 2 where anybody outside the team approved it": [
      { approver: "zoe" },
      undefined,
      { tier: 2 },
    ],
    "counts at tier 1 where somebody approved it who is listed by login": [
      { approver: "Zoe" },
      undefined,
      { input: given.service().catalog({ approvers: { "1": ["zoe"] } }) },
    ],
    "does not count at tier 1 where nobody may approve": [
      {},
      "does not count, as pia is no approver of tier 1",
      { input: given.service().catalog({ approvers: {} }) },
    ],
    "does not count where nobody can tell the owning team": [
      {},
      "does not count, as without an owning team nobody can tell whether its approver is outside it",
      { input: unowned },
    ],
    "does not count where it ends before it was requested": [
      { requested: today, expires: today, approver: "amy" },
      "does not count, as its approver amy is a member of orders",
    ],
    "has ended, whatever else is wrong with it": [
      { requested: "2026-01-01", expires: "2026-11-01", approver: "amy" },
      "ended on 2026-11-01",
    ],
  };
  for (const [name, [patch, why, { tier = 1, input = given.service(), rule = {} } = {}]] of Object.entries(
    cases,
  )) {
    it(name, () => {
      const { surroundings } = buildInventory(input.tier(tier).resources());
      const subject = surroundings.service("checkout")?.subject;
      assert.ok(subject);
      const standing = standingOf(
        sampleWaiver(patch),
        subject,
        sampleRule(() => {}, rule),
        surroundings,
        today,
      );
      assert.equal(standing.counts ? undefined : standing.why, why);
      if (!standing.counts) assert.equal(standing.expired, why?.startsWith("ended") ?? false);
    });
  }
});

describe("what a waiver does to a failure", () => {
  const two = ({ service, fail }: SampleContext): void => {
    if (service.name !== "checkout") return;
    fail("weak", { thing: "a" }, { subject: "availability" });
    fail("weak", { thing: "b" }, { subject: "latency" });
  };
  const expired = { requested: "2026-10-01", expires: "2026-10-31" };

  async function findingOf(
    waivers: readonly Partial<Waiver>[],
    {
      check = two,
      input = given.service(),
      rule = {},
    }: { check?: typeof two; input?: Given; rule?: Partial<AnyRule> } = {},
  ): Promise<Finding> {
    const { services } = await judged(input.catalog({ waivers: waivers.map(sampleWaiver) }).resources(), [
      sampleRule(check, rule),
    ]);
    const finding = services.find(({ service }) => service.subject.name === "checkout")?.findings[0];
    assert.ok(finding);
    return finding;
  }
  /** The outcome, what is waived and what stands, each by its subject. */
  const told = ({ outcome, waived, violations }: Finding): readonly unknown[] => [
    outcome,
    waived.map(({ subject }) => subject),
    violations.map(({ subject }) => subject),
  ];

  const cases: Readonly<Record<string, readonly [readonly Partial<Waiver>[], readonly unknown[]]>> = {
    "is to accept every failure of its rule": [[{}], ["waived", ["availability", "latency"], []]],
    "is to accept one by its subject, and no other": [
      [{ subject: "latency" }],
      ["fail", ["latency"], ["availability"]],
    ],
    "is to accept all where each has its own": [
      [{ subject: "latency" }, { subject: "availability" }],
      ["waived", ["availability", "latency"], []],
    ],
    "is nothing for another subject": [[{ subject: "lat" }], ["fail", [], ["availability", "latency"]]],
    "is nothing for another rule": [[{ rule: "other-rule" }], ["fail", [], ["availability", "latency"]]],
    "is nothing for another service": [[{ service: "spare" }], ["fail", [], ["availability", "latency"]]],
    "is nothing once it has ended": [[expired], ["fail", [], ["availability", "latency"]]],
    "is nothing without a valid approver": [[{ approver: "amy" }], ["fail", [], ["availability", "latency"]]],
    "is what a later one does where an earlier one has ended": [
      [expired, {}],
      ["waived", ["availability", "latency"], []],
    ],
  };
  for (const [name, [waivers, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(told(await findingOf(waivers)), expected));

  it("holds for a service by its earlier name", async () => {
    const input = given.service().facts({ aliases: ["basket"] });
    assert.equal((await findingOf([{ service: "basket" }], { input })).outcome, "waived");
  });
  it("belongs to the service of that name where it is another's earlier name as well", async () => {
    const input = given.service().other("cart", { aliases: ["checkout"] });
    assert.equal((await findingOf([{ service: "checkout" }], { input })).outcome, "waived");
  });
  it("is undone by a change to a tier at which the rule cannot be waived", async () => {
    const rule = { unwaivableAt: [1] } as const;
    assert.equal((await findingOf([{}], { rule, input: given.service({ tier: 2 }) })).outcome, "waived");
    const finding = await findingOf([{}], { rule });
    assert.equal(finding.enforcement, "mandatory");
    assert.equal(
      finding.violations[0]?.text,
      "The thing a must be strong. Its waiver does not count, as this rule cannot be waived.",
    );
  });
  it("is told in the failure's text where it has ended or does not count", async () => {
    const { violations } = await findingOf([expired, { approver: "ben", subject: "latency" }]);
    assert.deepEqual(
      violations.map(({ text }) => text),
      [
        "The thing a must be strong. Its waiver ended on 2026-10-31.",
        "The thing b must be strong. Its waiver ended on 2026-10-31. Its waiver does not count, as its approver ben is a member of orders.",
      ],
    );
  });
  it("is told by the last of those that followed each other alone", async () => {
    const waivers = ["2026-08-20", "2026-10-20", "2026-09-20"].map((expires) => ({
      ...expired,
      requested: "2026-08-01",
      expires,
    }));
    const { violations } = await findingOf(waivers);
    assert.equal(violations[0]?.text, "The thing a must be strong. Its waiver ended on 2026-10-20.");
  });
  it("is the same for a subject that has spaces around it, as files cannot hold those", async () => {
    const check = ({ fail }: SampleContext): void => fail("missing", {}, { subject: " main " });
    assert.equal((await findingOf([{ subject: "main" }], { check })).outcome, "waived");
  });
  it("is nothing where the rule could not judge", async () => {
    const check = (): void => {
      throw new Error("boom");
    };
    const finding = await findingOf([{}], { check });
    assert.deepEqual([finding.outcome, finding.enforcement, finding.waived], ["error", "mandatory", []]);
  });
  it("is nothing for what is unknown", async () => {
    const check = ({ unknown }: SampleContext): void => unknown("partial", "it is hidden");
    const finding = await findingOf([{}], { check });
    assert.deepEqual([finding.outcome, finding.enforcement, finding.waived], ["unknown", "mandatory", []]);
  });
});
