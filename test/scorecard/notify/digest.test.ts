import assert from "node:assert/strict";
import { newsKinds } from "../../../catalog/notifications";
import { digestOf } from "../../../scorecard/notify/digest";
import { plainTextOf } from "../../../scorecard/notify/plain-text";
import { teamsMessageOf } from "../../../scorecard/notify/teams";
import type { Scorecard } from "../../../scorecard/schema";
import { card, finding, level, service, violation } from "../cards";

const central = { name: "central", news: newsKinds };
const failing = finding({ violations: [violation()] });
const below = (stack: string): Scorecard =>
  card([service({ levels: [level("bronze")], findings: [failing] })], { stack });
const wasNone = (stack: string): Scorecard => ({
  ...card([service({ levels: [level("none")], findings: [failing] })], { stack }),
  judgedFor: "2026-11-16",
});

const linesOf = (...stacks: readonly string[]): readonly string[] => {
  const pairs = stacks.map((stack) => ({ earlier: wasNone(stack), later: below(stack) }));
  const message = digestOf(central, pairs, undefined);
  return message === undefined ? [] : plainTextOf(message).split("\n").slice(2);
};

describe("a weekly digest", () => {
  it("names a service by itself where all are of one stack", () => {
    assert.deepEqual(
      linesOf("prod").filter((line) => line.includes("cart")),
      ["    cart (tier 1)", "    cart (tier 1)", "      Fails for cart; lifts 1 service by itself."],
    );
  });

  it("says of which stack a service is where they are of several", () => {
    assert.deepEqual(
      linesOf("dev", "prod").filter((line) => line.includes("cart")),
      [
        "    cart (tier 1) in shop/dev",
        "    cart (tier 1) in shop/prod",
        "    cart (tier 1) in shop/dev",
        "    cart (tier 1) in shop/prod",
        "      Fails for cart in shop/dev, cart in shop/prod; lifts 2 services by itself.",
      ],
    );
  });

  it("tells of very many stacks together, so that it fits into a message for Teams", () => {
    const pairs = Array.from({ length: 300 }, (_, index) => ({
      earlier: wasNone(`production-${index}`),
      later: below(`production-${index}`),
    }));
    const message = digestOf(central, pairs, undefined);
    assert.deepEqual(message?.intro, [
      "300 stacks together: 300 services: 0 gold, 0 silver, 300 bronze, 0 without a level. 0 of 300 at their must-level (0 of 300 on 2026-11-16). Coverage 0 % (0 %).",
    ]);
    assert.ok(message && teamsMessageOf(message));
  });
});
