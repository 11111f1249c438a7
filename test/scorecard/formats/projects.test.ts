import assert from "node:assert/strict";
import { annotationsOf } from "../../../scorecard/formats/annotations";
import { csvOf } from "../../../scorecard/formats/csv";
import { junitOf } from "../../../scorecard/formats/junit";
import { markdownOf } from "../../../scorecard/formats/markdown";
import { sarifOf } from "../../../scorecard/formats/sarif";
import { card, finding, service, violation } from "./cards";

/** The same service in stacks of the same name, of two projects. */
const cards = ["shop", "depot"].map((project) =>
  card([service("cart", [finding({ violations: [violation()] })])], { project }),
);

const wordsIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([word]) => word).sort();

describe("stacks of one name in two projects", () => {
  it("are two in every format", () => {
    assert.deepEqual(wordsIn(sarifOf(cards), /"readiness\/[^"]*"/g), [
      '"readiness/depot/prod/"',
      '"readiness/shop/prod/"',
    ]);
    assert.deepEqual(wordsIn(junitOf(cards), /suite name="[^"]*"/g), [
      'suite name="depot/prod/cart"',
      'suite name="shop/prod/cart"',
    ]);
    assert.deepEqual(wordsIn(annotationsOf(cards), /title=[^:]*/g), [
      "title=cart (depot/prod)%3A slo-defined",
      "title=cart (shop/prod)%3A slo-defined",
    ]);
    assert.deepEqual(wordsIn(csvOf(cards), /^"(shop|depot)","prod"/gm), ['"depot","prod"', '"shop","prod"']);
    assert.deepEqual(cards.map((one) => markdownOf(one).split("\n")[0]).sort(), [
      "<!-- readiness:depot/prod -->",
      "<!-- readiness:shop/prod -->",
    ]);
  });
});

describe("a what-if", () => {
  it("is told as one where a format has no other place for it", () => {
    const whatIf = cards.map((one) => ({ ...one, whatIf: true }));
    assert.match(
      annotationsOf(whatIf),
      /^::notice title=readiness::A what-if, judged for 2026-11-23\.\n::error/,
    );
    assert.match(junitOf(whatIf), /suite name="shop\/prod \(what if\)\/cart"/);
    assert.match(csvOf(whatIf), /"2026-11-23 \(what if\)"/);
    assert.match(whatIf.map((one) => markdownOf(one)).join(), /judged for 2026-11-23 \(what if\)/);
  });
});
