import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { seenBy } from "../../../scorecard/notify/news";
import {
  dedupKeyOf,
  failingRules,
  type Page,
  type Paged,
  pagerdutyEventOf,
  pagesOf,
} from "../../../scorecard/notify/pages";
import type { Scorecard, ScoredFinding, ScoredService } from "../../../scorecard/schema";
import { cappedAtAdvisory } from "../../../tiers/levels";
import { card, finding, level, service, violation } from "../cards";
import { hostileText } from "./hostile";

const down: Partial<ScoredService> = {
  levels: [level("silver")],
  findings: [finding({ level: "gold", violations: [violation()] })],
};
const before = (parts: Partial<ScoredService> = {}): Scorecard =>
  card([service(parts)], { judgedFor: "2026-11-22" });
const after = (parts: Partial<ScoredService>, more: Partial<Scorecard> = {}): Scorecard =>
  card([service(parts)], more);
const cart: Paged = { project: "shop", stack: "prod", service: "cart" };

type Case = readonly [Scorecard | undefined, Scorecard, readonly Paged[], readonly string[]];
const cases: Readonly<Record<string, Case>> = {
  "a service of tier 1 that falls below its must-level": [
    before(),
    after(down),
    [],
    ["trigger cart: cart (tier 1) fell to silver, must be gold: fails slo-defined."],
  ],
  "a fall whose waiver has ended": [
    before({ levels: [level("silver", "gold")] }),
    after(down),
    [],
    ["trigger cart: cart (tier 1) fell to silver, must be gold: fails slo-defined."],
  ],
  "none where a waiver accepts it": [before(), after({ ...down, levels: [level("silver", "gold")] }), [], []],
  "none of a lesser tier": [before({ tier: 2 }), after({ ...down, tier: 2 }), [], []],
  "none that was below before": [before(down), after(down), [], []],
  "none without an earlier scorecard": [undefined, after(down), [], []],
  "none for what only could not be judged": [
    before(),
    after({ levels: [level("silver")], findings: [finding({ level: "gold", outcome: "unknown" })] }),
    [],
    [],
  ],
  "a fall that could not be judged first": [
    before({ levels: [level("silver")], findings: [finding({ level: "gold", outcome: "unknown" })] }),
    after(down),
    [],
    ["trigger cart: cart (tier 1) fell to silver, must be gold: fails slo-defined."],
  ],
  "none that is open already": [before(), after(down), [cart], []],
  "the end of one that is at its must-level again": [
    before(down),
    after({}),
    [cart],
    ["resolve cart: cart is at its must-level."],
  ],
  "the end of one whose service has another tier": [
    before(down),
    after({ ...down, tier: 2 }),
    [cart],
    ["resolve cart: cart is of tier 2 now."],
  ],
  "the end of one whose service is gone": [before(down), card([]), [cart], ["resolve cart: cart is gone."]],
  "the end of one whose service was renamed": [
    undefined,
    after({ name: "basket", aliases: ["cart"] }),
    [cart],
    ["resolve cart: cart is at its must-level."],
  ],
  "no end of others where one service was asked for": [
    undefined,
    card([service({ name: "pay" })], { only: "pay" }),
    [cart],
    [],
  ],
  "no end of what could not be judged meanwhile": [
    before(down),
    after({ levels: [level("silver")], findings: [finding({ level: "gold", outcome: "unknown" })] }),
    [cart],
    [],
  ],
  "one that falls where another stack's is open": [
    before(),
    after(down),
    [{ ...cart, stack: "dev" }],
    ["trigger cart: cart (tier 1) fell to silver, must be gold: fails slo-defined."],
  ],
  "none again for one that is renamed meanwhile": [
    before(),
    after({ ...down, name: "basket", aliases: ["cart"] }),
    [cart],
    [],
  ],
  "the end of one whose service need have no level now": [
    before(down),
    after({ ...down, levels: [] }),
    [cart],
    ["resolve cart: cart need have no level any more."],
  ],
  "no end of another project's": [undefined, after({}), [{ ...cart, project: "depot" }], []],
  "no end of another stack's": [undefined, after({}), [{ ...cart, stack: "dev" }], []],
};

describe("the rules that a page names", () => {
  it("fail up to the must-level of production readiness, went wrong or not, and may block at all", () => {
    const failing = (parts: Partial<ScoredFinding>) => finding({ violations: [violation()], ...parts });
    const one = service({
      levels: [{ ...level("none"), must: "silver" }],
      findings: [
        failing({ rule: "advised", violations: [violation({ enforcement: "advisory", gate: "advisory" })] }),
        failing({ rule: "went-wrong", outcome: "error" }),
        failing({ rule: "beyond", level: "gold" }),
        failing({ rule: "elsewhere", set: "house-rules" }),
        failing({ rule: cappedAtAdvisory[0] ?? "" }),
      ],
    });
    assert.deepEqual(failingRules(one), ["went-wrong", "advised"]);
  });
});

describe("a page to a team", () => {
  it("comes for a service that is handed to it below its must-level, and goes for one that is handed on", () => {
    const earlier = before({ ...down, owner: "web" });
    const told = (team: string, open: readonly Paged[]) =>
      pagesOf({ earlier, later: seenBy({ name: team, news: [], team }, after(down)) }, open, team).map(
        ({ action, paged }) => `${action} ${paged.service}`,
      );
    assert.deepEqual(told("orders", []), ["trigger cart"]);
    assert.deepEqual(told("orders", [cart]), []);
    assert.deepEqual(told("web", [cart]), ["resolve cart"]);
  });
});

describe("alerts", () => {
  for (const [name, [earlier, later, open, expected]] of Object.entries(cases))
    it(`are ${name}`, () => {
      const told = pagesOf({ earlier, later }, open).map(
        ({ action, paged, summary }) => `${action} ${paged.service}: ${summary}`,
      );
      assert.deepEqual(told, expected);
    });

  it("have the same key for their end as for their beginning, of at most 255 letters", () => {
    assert.equal(dedupKeyOf(cart), "readiness/shop/prod/cart");
    assert.match(dedupKeyOf({ ...cart, service: "x".repeat(300) }), /^readiness\/[0-9a-f]{64}$/);
    assert.match(dedupKeyOf({ ...cart, stack: "a/b" }), /^readiness\/[0-9a-f]{64}$/);
  });

  it("keep PagerDuty's limits, whatever they are of", () => {
    const page = fc.record({
      paged: fc.record({ project: hostileText, stack: hostileText, service: hostileText }),
      action: fc.constantFrom("trigger", "resolve"),
      summary: hostileText,
      rules: fc.array(hostileText, { maxLength: 100 }),
    });
    fc.assert(
      fc.property(page, (one: Page) => {
        const event = pagerdutyEventOf(one, "https://readiness.shop.example/");
        assert.ok(event.dedup_key.length <= 255);
        assert.ok((event.payload?.summary.length ?? 0) <= 1024);
        assert.ok(Buffer.byteLength(JSON.stringify(event)) < 512 * 1024);
        assert.equal(event.payload === undefined, one.action === "resolve");
      }),
      { numRuns: 60 },
    );
  });

  it("follow PagerDuty's own description, where it is there", function () {
    const folder = process.env.API_DESCRIPTIONS;
    if (!folder) return this.skip();
    const description = JSON.parse(
      fs.readFileSync(path.join(folder, "pagerduty/openapi-events-v2.json"), "utf8"),
    );
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(description, "events");
    const validate = ajv.compile({
      $ref: "events#/paths/~1enqueue/post/requestBody/content/application~1json/schema",
    });
    for (const page of pagesOf({ earlier: before(), later: after(down) }, []))
      assert.ok(
        validate({ routing_key: "k".repeat(32), ...pagerdutyEventOf(page, "https://r.example/") }),
        JSON.stringify(validate.errors),
      );
  });
});
