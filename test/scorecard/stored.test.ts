import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { organizationOf } from "../../scorecard/organization";
import { findingSchema, type Scorecard, scorecardSchema } from "../../scorecard/schema";
import { storedScorecards } from "../../scorecard/stored";
import { card, finding, service, violation, waiver } from "./cards";

const failing = card([
  service({ name: "cart" }),
  service({ name: "quote", findings: [finding(), finding({ rule: "other", violations: [violation()] })] }),
]);

/** A finding with all that one may have. */
const everything = finding({
  outcome: "unknown",
  cause: "unobserved",
  reason: "No answer.",
  violations: [
    violation({
      subject: "availability",
      due: "2026-12-01",
      gateAfterEmergency: "mandatory",
      chain: [{ step: "tier", enforcement: "mandatory", because: "tier 1 must be gold" }],
    }),
  ],
  waived: [{ message: "missing", text: "An SLO must be defined.", subject: "latency", waiver }],
  lookedAt: ["catalog"],
});

/** Places in a value, its own parts' included, and one that is not there in each object. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const own = Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
  return [...(path.length === 0 ? [] : [path]), [...path, "unheard-of"], ...own];
}

function put(target: object, [key = "", ...rest]: readonly string[], value: unknown): void {
  const part: unknown = Reflect.get(target, key);
  if (rest.length === 0) Reflect.set(target, key, value);
  else if (typeof part === "object" && part !== null) put(part, rest, value);
}

/** What is said of a text in which one finding was changed. */
function problemOf(changed: object, of: (card: Scorecard) => object = (one) => one): string {
  const [cart, quote] = failing.services;
  assert.ok(cart && quote);
  const [first, second] = quote.findings;
  const findings = [first, { ...second, ...changed }] as Scorecard["services"][number]["findings"]; // as somebody else wrote it
  const stored = storedScorecards(
    JSON.stringify(of({ ...failing, services: [cart, { ...quote, findings }] })),
  );
  return "problem" in stored ? stored.problem : "none";
}

describe("a stored scorecard", () => {
  it("is read as its schema reads it, one or several", () => {
    const { observed: _, ...older } = failing.services[0] ?? assert.fail();
    const text = JSON.stringify({ ...failing, services: [older, ...failing.services.slice(1)] });
    assert.deepEqual(storedScorecards(text), { cards: [scorecardSchema.parse(JSON.parse(text))] });
    const other = { ...failing, stack: "dev" };
    assert.deepEqual(storedScorecards(JSON.stringify(organizationOf([failing, other]))), {
      cards: [other, failing],
    });
  });

  it("has findings that their schema changes in nothing, as they are kept as they were written", () => {
    // Blanks around a waiver's texts do not show here: the catalog has cut them off before anything is judged.
    const shape = (io: "input" | "output") => z.toJSONSchema(findingSchema, { io });
    assert.deepEqual(shape("input"), shape("output"));
  });

  it("is refused for a finding that is something else, which is named by its place", () => {
    const place = "services.1.findings.1.";
    assert.ok(problemOf({ outcome: "good" }).includes(`: ${place}outcome: Invalid option`));
    assert.ok(problemOf({ own: 1 }).includes("services.1.findings.1: Unrecognized key"));
    assert.ok(
      problemOf({ violations: [{ ...violation(), gate: 1 }] }).includes(`: ${place}violations.0.gate: `),
    );
    const several = (one: Scorecard) => organizationOf([one]);
    assert.ok(problemOf({ level: "" }, several).includes(`: scorecards.0.${place}level: Invalid option`));
    assert.equal(problemOf({}), "none");
  });

  it("is taken or refused as its schema does, whatever is changed in a finding", () => {
    const { services } = card([service({ findings: [everything] })]);
    const values = [undefined, null, 0, "", "gold", "pass", [], {}, [""], [{}], "2026-11-23"];
    const change = fc.record({
      path: fc.constantFrom(...pathsIn(everything)),
      value: fc.constantFrom(...values),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        const content = structuredClone({ ...failing, services });
        const finding = content.services[0]?.findings[0] ?? assert.fail();
        for (const { path, value } of changes) put(finding, path, value);
        const text = JSON.stringify(content);
        const isRight = scorecardSchema.safeParse(JSON.parse(text)).success;
        assert.equal("cards" in storedScorecards(text), isRight, text);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused in a sentence where very much of it is something else", () => {
    const [cart] = failing.services;
    const problem = (parts: object): string => {
      const stored = storedScorecards(JSON.stringify({ ...failing, services: [{ ...cart, ...parts }] }));
      return "problem" in stored ? stored.problem : "none";
    };
    const many = Array.from({ length: 200_000 }, () => 0);
    assert.match(problem({ findings: many }), /: services\.0\.findings\.0: Invalid input: .{1,60}\.$/);
    assert.match(
      problem({ findings: 1 }),
      /: services\.0\.findings: Invalid input: expected array, .{1,60}\.$/,
    );
    assert.match(problem({ observed: many }), /: too many faults to name one\.$/);
  });
});
