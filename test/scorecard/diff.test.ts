import assert from "node:assert/strict";
import fc from "fast-check";
import { cutTo, diffOf } from "../../scorecard/diff";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "../../scorecard/schema";
import * as cards from "./cards";

const failure = (message: string, subject?: string): ScoredViolation => ({
  message,
  text: `${message} of ${subject}, 3 days ago`,
  ...(subject === undefined ? {} : { subject }),
  urn: "urn:x",
  enforcement: "advisory",
  gate: "advisory",
  chain: [],
});

const finding = (
  outcome: ScoredFinding["outcome"],
  ...violations: readonly ScoredViolation[]
): ScoredFinding => cards.finding({ outcome, enforcement: "advisory", violations: [...violations] });

type Level = ScoredService["levels"][number]["asJudged"];

const service = (
  name: string,
  findings: readonly ScoredFinding[],
  level: Level = "none",
  aliases: string[] = [],
): ScoredService =>
  cards.service({ name, aliases, levels: [cards.level(level, "gold")], findings: [...findings] });

/** What a comparison looks at of a scorecard. */
const card = (...services: readonly ScoredService[]): Scorecard =>
  ({ services: [...services] }) as Partial<Scorecard> as Scorecard; // nothing else is read

const cases: Readonly<
  Record<string, readonly [readonly ScoredFinding[], readonly ScoredFinding[], string | undefined]>
> = {
  "nothing, where nothing changed but a figure in a text": [
    [finding("fail", failure("missing", "a"))],
    [finding("fail", { ...failure("missing", "a"), text: "missing of a, 4 days ago" })],
    undefined,
  ],
  "a rule that was met and fails": [
    [finding("pass")],
    [finding("fail", failure("missing"))],
    "degraded +1 -0",
  ],
  "a rule that was met and cannot be judged": [[finding("pass")], [finding("unknown")], "degraded +0 -0"],
  "a rule that was met and needs a waiver": [[finding("pass")], [finding("waived")], "degraded +0 -0"],
  "a waiver that has ended": [[finding("waived")], [finding("fail", failure("missing"))], "degraded +1 -0"],
  "a rule that could not be judged and fails": [[finding("unknown")], [finding("error")], "degraded +0 -0"],
  "one failure more": [
    [finding("fail", failure("missing", "a"))],
    [finding("fail", failure("missing", "a"), failure("missing", "b"))],
    "degraded +1 -0",
  ],
  "one failure for another": [
    [finding("fail", failure("missing", "a"))],
    [finding("fail", failure("missing", "b"))],
    "degraded +1 -1",
  ],
  "one failure less": [
    [finding("fail", failure("missing", "a"), failure("missing", "b"))],
    [finding("fail", failure("missing", "a"))],
    "improved +0 -1",
  ],
  "a rule that is met again": [[finding("fail", failure("missing"))], [finding("pass")], "improved +0 -1"],
  "a rule that does not apply any more": [[finding("pass")], [finding("not-applicable")], "changed +0 -0"],
  "a rule that did not apply and fails": [
    [finding("not-applicable")],
    [finding("fail", failure("missing"))],
    "degraded +1 -0",
  ],
  "a rule that did not apply and is met": [[finding("not-applicable")], [finding("pass")], "changed +0 -0"],
  "a rule that did not apply and cannot be judged": [
    [finding("not-applicable")],
    [finding("unknown")],
    "changed +0 -0",
  ],
  "a failure that does not apply any more": [
    [finding("fail", failure("missing"))],
    [finding("not-applicable")],
    "improved +0 -1",
  ],
  "a rule that is new": [[], [finding("fail", failure("missing"))], "changed +1 -0"],
  "a rule that is retired": [[finding("fail", failure("missing"))], [], "changed +0 -1"],
};

describe("what lies between two scorecards", () => {
  for (const [name, [then, now, expected]] of Object.entries(cases)) {
    it(`is ${name}`, () => {
      const { findings } = diffOf(card(service("cart", then)), card(service("cart", now)));
      const shown = findings.map(
        ({ direction, appeared, gone }) => `${direction} +${appeared.length} -${gone.length}`,
      );
      assert.deepEqual(shown, expected === undefined ? [] : [expected]);
    });
  }

  it("is a level that fell or rose, as judged", () => {
    const levels = ["none", "bronze", "silver", "gold"] as const;
    for (const [low, from] of levels.entries()) {
      for (const [high, to] of levels.entries()) {
        const { levels: changes } = diffOf(card(service("cart", [], from)), card(service("cart", [], to)));
        const expected = low === high ? [] : [high < low ? "degraded" : "improved"];
        assert.deepEqual(
          changes.map(({ direction }) => direction),
          expected,
        );
      }
    }
  });

  it("knows a renamed service by its earlier name, and what came and went", () => {
    const earlier = card(service("cashier", [finding("pass")]), service("old", []));
    const later = card(service("checkout", [finding("unknown")], "none", ["cashier"]), service("young", []));
    const { findings, newServices, lostServices } = diffOf(earlier, later);
    assert.deepEqual(
      findings.map((one) => [one.service, one.owner, one.rule, one.from, one.to]),
      [["checkout", "orders", "slo-defined", "pass", "unknown"]],
    );
    assert.deepEqual([newServices, lostServices], [["young"], ["old"]]);
  });

  it("is turned round when the scorecards are, and nothing between one and itself", () => {
    const outcome = fc.constantFrom("pass", "fail", "unknown", "waived", "error", "not-applicable");
    const opposite = { degraded: "improved", improved: "degraded", changed: "changed" } as const;
    fc.assert(
      fc.property(outcome, outcome, (from, to) => {
        const [one, other] = [card(service("a", [finding(from)])), card(service("a", [finding(to)]))];
        const directions = (a: Scorecard, b: Scorecard) =>
          diffOf(a, b).findings.map(({ direction }) => direction);
        assert.deepEqual(
          directions(other, one),
          directions(one, other).map((direction) => opposite[direction]),
        );
        assert.deepEqual(directions(one, one), []);
      }),
    );
  });

  it("tells rules of one name apart by their sets, wherever they stand", () => {
    const [passes, fails] = [finding("pass"), { ...finding("fail"), set: "house-rules" }];
    const diff = diffOf(card(service("cart", [passes, fails])), card(service("cart", [fails, passes])));
    assert.deepEqual([diff.findings, diff.enforcements], [[], []]);
  });

  it("tells failures of one subject apart by what they are", () => {
    const of = (message: string) => card(service("cart", [finding("fail", failure(message, "a"))]));
    const [change] = diffOf(of("missing"), of("loose")).findings;
    assert.deepEqual(
      [change?.appeared, change?.gone].map((all) => all?.map(({ message }) => message)),
      [["loose"], ["missing"]],
    );
  });

  it("is of the one service that was asked for, also by its earlier name", () => {
    const before = card(service("basket", [finding("pass")]), service("quote", []));
    const after = { ...card(service("cart", [finding("fail")], "none", ["basket"])), only: "cart" };
    const { findings, newServices, lostServices } = diffOf(cutTo(after, before), after);
    assert.deepEqual([findings.length, newServices, lostServices], [1, [], []]);
  });

  it("is the same in whatever order rules and failures stand", () => {
    const about = fc.constantFrom("a", "b", "c");
    const failures = fc.array(about, { maxLength: 3 });
    const rules = fc.dictionary(fc.constantFrom("one", "two", "three"), failures, { noNullPrototype: true });
    const scored = (found: Readonly<Record<string, readonly string[]>>): readonly ScoredFinding[] =>
      Object.entries(found).map(([rule, subjects]) => ({
        ...finding(subjects.length > 0 ? "fail" : "pass", ...subjects.map((one) => failure("missing", one))),
        rule,
      }));
    const turned = (findings: readonly ScoredFinding[]): readonly ScoredFinding[] =>
      findings.map((one) => ({ ...one, violations: one.violations.toReversed() })).reverse();
    const changes = (then: readonly ScoredFinding[], now: readonly ScoredFinding[]) =>
      diffOf(card(service("cart", then)), card(service("cart", now)))
        .findings.map(({ rule, from, to, direction, appeared, gone }) => {
          const [more, less] = [appeared, gone].map((all) => all.map(({ subject }) => subject).sort());
          return { rule, from, to, direction, more, less };
        })
        .sort((a, b) => (a.rule < b.rule ? -1 : 1));
    fc.assert(
      fc.property(rules, rules, (then, now) => {
        const [before, after] = [scored(then), scored(now)];
        assert.deepEqual(changes(turned(before), after), changes(before, after));
        assert.deepEqual(changes(before, turned(before)), []);
        for (const { rule, more, less } of changes(before, after))
          assert.equal((more?.length ?? 0) - (less?.length ?? 0), count(now[rule]) - count(then[rule]));
      }),
    );
  });
});

function count(all: readonly string[] | undefined): number {
  return all?.length ?? 0;
}
