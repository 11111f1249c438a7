import assert from "node:assert/strict";
import { z } from "zod";
import { loadPack, rulesOf } from "../../cli/judging/pack";
import { readRuleConfig } from "../../policy-pack/engine/rule-config";
import { explainDiff } from "../../scorecard/causes";
import { type Scorecard, scorecardSchema } from "../../scorecard/schema";
import { outcomes } from "../../tiers/attainment";
import { enforcements } from "../../tiers/enforcement";
import { given } from "../policy-pack/given";
import { temporaryFolder } from "../sandbox/temporary";
import { judgedCard } from "./judged";

function scored(resources: Parameters<typeof judgedCard>[0], only?: string): Promise<Scorecard> {
  const rules = rulesOf(loadPack({ packFolder: temporaryFolder() })).map(({ rule, set }) => ({
    rule,
    set,
    parameters: readRuleConfig(rule, {}).parameters,
  }));
  return judgedCard(resources, rules, "2026-11-23", only);
}

describe("a scorecard", () => {
  it("is what its schema describes, before and after it was a file", async () => {
    const card = await scored(given.service().catalog({ mode: "enforce" }).resources());
    assert.deepEqual(scorecardSchema.parse(card), card);
    assert.deepEqual(scorecardSchema.parse(JSON.parse(JSON.stringify(card))), card);
  });

  it("has every service with every rule's outcome, in the order of the rules", async () => {
    const card = await scored(given.service().resources());
    const ids = rulesOf(loadPack({ packFolder: temporaryFolder() })).map(({ rule }) => rule.id);
    assert.ok(card.services.length >= 2);
    for (const { findings } of card.services)
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ids,
      );
  });

  it("says of every finding what was looked at, and how many of it the service has", async () => {
    const { services, ruleSets } = await scored(given.service().resources());
    const checkout = services.find(({ name }) => name === "checkout");
    const slos = "datadog:index/serviceLevelObjective:ServiceLevelObjective";
    const seen = (rule: string) => checkout?.findings.find((one) => one.rule === rule)?.lookedAt;
    assert.deepEqual(seen("slo-target-meets-tier"), [slos]);
    assert.deepEqual(seen("owner-assigned"), []);
    assert.deepEqual(checkout?.resources[slos], { declared: 2, observed: 0 });
    const fromCatalog = ruleSets.flatMap(({ definitions }) =>
      definitions.filter(({ evidence }) => evidence.every((one) => one === "catalog")),
    );
    assert.ok(fromCatalog.length > 5);
    // Trainings stand in the catalog; whose are asked for is the rotation's business.
    const looking = fromCatalog.filter(({ rule }) => seen(rule)?.length !== 0).map(({ rule }) => rule);
    assert.deepEqual(looking, ["responders-trained"]);
  });

  it("tells a change of what neighbouring stacks tell from time that passed", async () => {
    const told = async (tier: number) => {
      const payment = { tier, lifecycle: "production", aliases: [], promises: {} };
      const neighbours = [{ stack: "acme/payments/prod", services: { payment } }];
      const needing = given.service().facts({ dependencies: [{ service: "payment", kind: "hard" }] });
      return scored(needing.catalog({ neighbours }).resources());
    };
    const [then, now] = [await told(1), await told(3)];
    const of = ({ services }: Scorecard) =>
      services
        .find(({ name }) => name === "checkout")
        ?.findings.find(({ rule }) => rule === "dependencies-hold");
    assert.deepEqual([of(then)?.outcome, of(now)?.outcome], ["pass", "fail"]);
    assert.deepEqual(of(now)?.lookedAt.includes("neighbours"), true);
    const causes = explainDiff(then, now).findings.map(({ change, cause }) => [change.rule, cause.because]);
    assert.deepEqual(causes, [["dependencies-hold", "changed: what neighbouring stacks tell"]]);
  });

  it("counts resources whose type is called like what every object has", async () => {
    const resources = given.service().resources();
    const parent = resources.find(({ urn }) => urn.endsWith("::checkout"))?.urn;
    assert.ok(parent);
    const odd = (type: string, name: string) => {
      const urn = `urn:pulumi:prod::shop::${type}::${name}`;
      return { urn, type, name, props: {}, parent, dependencies: [], propertyDependencies: {} };
    };
    const more = [odd("constructor", "a"), odd("constructor", "b"), odd("toString", "c")];
    const checkout = (await scored([...resources, ...more])).services.find(({ name }) => name === "checkout");
    const { constructor: first, toString: second } = checkout?.resources ?? {};
    assert.deepEqual(
      [first, second],
      [
        { declared: 2, observed: 0 },
        { declared: 1, observed: 0 },
      ],
    );
    assert.ok(Object.hasOwn(checkout?.digests ?? {}, "constructor"));
  });

  it("has a version of each rule set, another where a parameter is another, and the same otherwise", async () => {
    const rules = rulesOf(loadPack({ packFolder: temporaryFolder() }));
    const versionWith = async (config: Readonly<Record<string, unknown>>) => {
      const active = rules.map(({ rule, set }) => {
        const own = rule.id === "architecture-documented" ? config : {};
        return { rule, set, parameters: readRuleConfig(rule, own).parameters };
      });
      const { ruleSets } = await judgedCard(given.service().resources(), active, "2026-11-23");
      return ruleSets.map(({ version }) => version);
    };
    const shipped = await versionWith({});
    assert.match(shipped.join(), /^[0-9a-f]{16}$/);
    assert.deepEqual(await versionWith({}), shipped);
    assert.notDeepEqual(await versionWith({ days: 30 }), shipped);
  });

  it("says of a failure what it means, for the run and for the gate, and through which steps", async () => {
    const card = await scored(
      given.service().facts({ owner: "nobody" }).catalog({ mode: "advise" }).resources(),
    );
    const service = card.services.find(({ name }) => name === "checkout");
    const finding = service?.findings.find(({ rule }) => rule === "owner-assigned");
    assert.equal(finding?.outcome, "fail");
    assert.deepEqual(
      finding?.violations.map(({ enforcement, gate, chain }) => [
        enforcement,
        gate,
        chain.map(({ step }) => step),
      ]),
      [["advisory", "mandatory", ["tier", "mode"]]],
    );
    assert.deepEqual(
      service?.levels.map(({ set, must, asJudged, withWaivers }) => [set, must, asJudged, withWaivers]),
      [["production-readiness", "gold", "none", "none"]],
    );
    assert.equal(service?.owner, undefined);
    assert.deepEqual([card.summary.blockingServices, card.summary.gatedServices], [[], ["checkout"]]);
  });

  it("adds up", async () => {
    const card = await scored(
      given.service().facts({ owner: "nobody", lifecycle: "deprecated" }).resources(),
    );
    const { summary, services } = card;
    const findings = services.flatMap((service) => service.findings);
    const total = Object.values(summary.findings).reduce((sum, count) => sum + count, 0);
    assert.equal(total, findings.length);
    const violations = findings.flatMap((finding) => finding.violations);
    assert.equal(
      summary.violations.mandatory + summary.violations.advisory + summary.violations.off,
      violations.length,
    );
    for (const level of summary.levels)
      assert.equal(level.gold + level.silver + level.bronze + level.none, services.length);
    assert.deepEqual(
      services.find(({ name }) => name === "checkout")?.levels,
      [],
      "deprecated services have no level",
    );
  });

  it("can keep one service, and says so", async () => {
    const card = await scored(given.service().resources(), "checkout");
    assert.deepEqual(
      [card.only, card.services.map(({ name }) => name), card.summary.services],
      ["checkout", ["checkout"], 1],
    );
  });

  it("knows the outcomes and enforcements that the judge knows", () => {
    const { outcome, enforcement } = scorecardSchema.shape.services.element.shape.findings.element.shape;
    assert.deepEqual(outcome.options, outcomes);
    assert.deepEqual(enforcement.options, enforcements);
    assert.ok(z.toJSONSchema(scorecardSchema));
  });
});
