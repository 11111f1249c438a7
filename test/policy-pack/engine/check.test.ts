import assert from "node:assert/strict";
import { type CheckResult, checkRule } from "../../../policy-pack/engine/check";
import { buildInventory, type InventoryService } from "../../../policy-pack/engine/inventory";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { MalformedValue, UnknownValue } from "../../../policy-pack/engine/value";
import { type Given, given } from "../given";
import { returningRule, type SampleContext, sampleRule } from "./sample-rule";

function check(
  rule: AnyRule,
  input: Given = given.service(),
  patch: Partial<InventoryService> = {},
): CheckResult {
  const { services, surroundings } = buildInventory(input.resources());
  const service = services.find(({ subject }) => subject.name === "checkout");
  if (service === undefined) throw new Error("the stack has no service checkout");
  return checkRule({ ...service, ...patch }, rule, { most: 3 }, surroundings, "2026-11-23");
}

const weak = (thing: string) => ({ message: "weak", data: { thing }, site: {} });
const planned = (): never => {
  throw new UnknownValue("planned", "a.b is not known");
};

describe("what comes of a check", () => {
  const cases: Readonly<Record<string, readonly [(context: SampleContext) => void, CheckResult]>> = {
    "is a pass where it says nothing": [() => {}, { outcome: "pass", failures: [] }],
    "is a failure with each thing that it names": [
      ({ fail }) => {
        fail("weak", { thing: "a" });
        fail("weak", { thing: "b" });
      },
      { outcome: "fail", failures: [weak("a"), weak("b")] },
    ],
    "is not applicable for the reason that it gives": [
      ({ notApplicable }) => notApplicable("no SLO is declared"),
      { outcome: "not-applicable", failures: [], reason: "no SLO is declared" },
    ],
    "is unknown for the cause that it gives": [
      ({ unknown }) => unknown("unobserved", "nobody answered"),
      { outcome: "unknown", failures: [], cause: "unobserved", reason: "nobody answered" },
    ],
    "is unknown where it reads what is not known": [
      planned,
      { outcome: "unknown", failures: [], cause: "planned", reason: "a.b is not known" },
    ],
    "is a failure where a fact was left computed": [
      ({ unknown }) => unknown("authored", "the owner is computed"),
      { outcome: "fail", failures: [], cause: "authored", reason: "the owner is computed" },
    ],
    "is a failure that was found before something unknown": [
      ({ fail }) => {
        fail("weak", { thing: "a" });
        planned();
      },
      {
        outcome: "fail",
        failures: [weak("a")],
        beside: { cause: "planned", reason: "a.b is not known" },
      },
    ],
    "is a failure that was found before the rule says that it does not apply": [
      ({ fail, notApplicable }) => {
        fail("weak", { thing: "a" });
        notApplicable("there is nothing to judge");
      },
      { outcome: "fail", failures: [weak("a")] },
    ],
    "is unknown where an item was, though the rule then says that it does not apply": [
      ({ each, notApplicable }) => {
        each([1], planned);
        notApplicable("no item counts");
      },
      { outcome: "unknown", failures: [], cause: "planned", reason: "a.b is not known" },
    ],
    "has all failures of a list, whatever is unknown in between": [
      ({ each, fail, unknown }) =>
        each(["a", "unknown", "b"], (thing) =>
          thing === "unknown" ? unknown("partial", "it is hidden") : fail("weak", { thing }),
        ),
      {
        outcome: "fail",
        failures: [weak("a"), weak("b")],
        beside: { cause: "partial", reason: "it is hidden" },
      },
    ],
    "is unknown where one of a list is and the others are met": [
      ({ each }) => each([1, 2, 3], (item) => (item === 2 ? planned() : undefined)),
      { outcome: "unknown", failures: [], cause: "planned", reason: "a.b is not known" },
    ],
    "has the cause that blocks most, whichever came first": [
      ({ each, unknown }) =>
        each(["no-collector", "planned", "partial", "unobserved"] as const, (cause) =>
          unknown(cause, `is ${cause}`),
        ),
      { outcome: "unknown", failures: [], cause: "partial", reason: "is partial" },
    ],
    "is unknown since the longest time of several, where that is on record": [
      ({ each }) =>
        each([undefined, "2026-11-20T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-10T00:00:00Z"], (since) => {
          throw new UnknownValue("unobserved", `since ${since}`, since);
        }),
      {
        outcome: "unknown",
        failures: [],
        cause: "unobserved",
        reason: "since 2026-11-02T00:00:00Z",
        since: "2026-11-02T00:00:00Z",
      },
    ],
    "is what it says of a list within a list": [
      ({ each, fail }) => each([["a"], ["b"]], (inner) => each(inner, (thing) => fail("weak", { thing }))),
      { outcome: "fail", failures: [weak("a"), weak("b")] },
    ],
    "is given parameters, day and the service": [
      ({ parameters, today, service, fail }) =>
        fail("weak", {
          thing: `${JSON.stringify(parameters)} ${today} ${service.name} ${service.team?.name}`,
        }),
      { outcome: "fail", failures: [weak('{"most":3} 2026-11-23 checkout orders')] },
    ],
  };
  for (const [name, [judge, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(check(sampleRule(judge)), expected));
});

describe("a check that goes wrong", () => {
  const error = (why: string): CheckResult => ({
    outcome: "error",
    failures: [],
    reason: `The rule could not judge: ${why}.`,
  });
  const throwing = (thrown: unknown): AnyRule =>
    sampleRule(() => {
      throw thrown;
    });
  const cases: Readonly<Record<string, readonly [AnyRule, CheckResult]>> = {
    "throws an error": [throwing(new Error("boom")), error("boom")],
    "throws text": [throwing("boom"), error("boom")],
    "throws nothing": [throwing(undefined), error("undefined")],
    "throws a symbol": [throwing(Symbol("boom")), error("Symbol(boom)")],
    "throws what cannot be text": [
      throwing(Object.create(null)),
      error("something that cannot be shown as text"),
    ],
    "throws an error that refuses to be read": [
      throwing(
        Object.defineProperty(new Error(), "message", {
          get() {
            throw new Error("no");
          },
        }),
      ),
      error("something that cannot be shown as text"),
    ],
    "throws text that would forge lines": [
      throwing(new Error("a\nb\u001b[2K")),
      error("a\\u000ab\\u001b[2K"),
    ],
    "throws ten megabytes": [throwing(new Error("x".repeat(10_000_000))), error(`${"x".repeat(300)}…`)],
    "reads a wrong type": [throwing(new MalformedValue("a of b must be text")), error("a of b must be text")],
    "never ends its recursion": [
      sampleRule(function deeper(): void {
        deeper();
      }),
      error("Maximum call stack size exceeded"),
    ],
    "throws after it found a failure": [
      sampleRule(({ fail }) => {
        fail("weak", { thing: "a" });
        throw new Error("boom");
      }),
      error("boom"),
    ],
    "returns a promise": [
      returningRule(() => Promise.resolve()),
      error("it returned a promise; checks must be synchronous"),
    ],
    "returns what can be awaited": [
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what this case is about.
      returningRule(() => ({ then: () => {} })),
      error("it returned a promise; checks must be synchronous"),
    ],
    "judges items asynchronously": [
      sampleRule(({ each }) => each([1], (async () => {}) as unknown as () => void)),
      error("each was given an asynchronous function"),
    ],
    "fails with a message that it does not have": [
      sampleRule(({ fail }) => fail("wek" as "weak", { thing: "a" })),
      error("it has no message wek"),
    ],
    "fails with a message that every object inherits": [
      sampleRule(({ fail }) => fail("constructor" as "weak", { thing: "a" })),
      error("it has no message constructor"),
    ],
  };
  for (const [name, [rule, expected]] of Object.entries(cases))
    it(`is an error where it ${name}`, () => assert.deepEqual(check(rule), expected));

  it("cannot report a failure after it has returned, as nobody would see it", async () => {
    let late: Promise<void> | undefined;
    const result = check(
      sampleRule(({ fail }) => {
        late = Promise.resolve().then(() => fail("missing", {}));
      }),
    );
    assert.equal(result.outcome, "pass");
    await assert.rejects(late ?? Promise.resolve(), /reported after the check had returned/);
  });
});

describe("a check that is not made", () => {
  const never = (patch: Partial<AnyRule>): AnyRule =>
    sampleRule(() => {
      throw new Error("it was made");
    }, patch);
  it("does not apply at a tier that the rule leaves out", () => {
    assert.deepEqual(check(never({ tiers: [1, 2] }), given.service({ tier: 3 })), {
      outcome: "not-applicable",
      failures: [],
      reason: "tier 3 does not ask for it",
    });
  });
  it("does not apply to a service outside the catalog, where it rests on catalog facts alone", () => {
    const input = given.service().withoutComponent();
    assert.equal(check(never({ evidence: ["catalog"] }), input).outcome, "not-applicable");
    assert.equal(check(never({ evidence: ["catalog", "declared"] }), input).outcome, "error");
  });
  for (const outcome of ["fail", "error"] as const) {
    it(`is ${outcome} for a service whose component says so, at whatever tier the rule applies`, () => {
      const broken = { outcome, reason: "The facts cannot be read." };
      assert.deepEqual(check(never({ tiers: [3] }), given.service(), { broken }), {
        outcome,
        failures: [],
        reason: "The facts cannot be read.",
      });
    });
  }
});
