import assert from "node:assert/strict";
import { type CheckResult, checkRule } from "../../policy-pack/engine/check";
import { buildInventory } from "../../policy-pack/engine/inventory";
import type { RawResource } from "../../policy-pack/engine/resource";
import type { AnyRule } from "../../policy-pack/engine/rule";
import { readRuleConfig } from "../../policy-pack/engine/rule-config";
import { fill } from "../../policy-pack/engine/text";
import type { Given } from "./given";

/** A failure as a test expects it: message id, its data, and what it is about. */
export interface ExpectedFailure {
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly subject?: string;
  /** Name of the resource that the violation names; the service itself when absent. */
  readonly on?: string;
  /** Whether it rests on what a vendor said, so that it blocks no run; told where the case is about that. */
  readonly observed?: boolean;
}

/** Cases by outcome. A reason or cause given as text must be part of what the rule says. */
export interface RuleCases {
  readonly pass: Readonly<Record<string, Given>>;
  readonly fail: Readonly<Record<string, readonly [Given, readonly ExpectedFailure[]]>>;
  readonly notApplicable?: Readonly<Record<string, Given>>;
  readonly unknown?: Readonly<Record<string, Given | readonly [Given, string]>>;
}

const today = "2026-11-23";

/** Every test table that has been declared, for the test that shows each to the real SDK. */
export const declaredTables: { readonly rule: AnyRule; readonly cases: RuleCases }[] = [];

/** Declares the test table of one rule and holds what authors need not remember. */
export function testRule(rule: AnyRule, cases: RuleCases): void {
  declaredTables.push({ rule, cases });
  describe(rule.id, () => {
    for (const [name, input] of Object.entries(cases.pass))
      it(`passes ${name}`, () => expectOutcome(rule, input, "pass"));
    for (const [name, [input, failures]] of Object.entries(cases.fail)) {
      it(`fails ${name}`, () => {
        const result = expectOutcome(rule, input, "fail");
        assert.deepEqual(result.failures.map(simplified).sort(byText), failures.map(normalised).sort(byText));
        for (const { observed, ...failure } of failures)
          if (observed !== undefined) holdBasis(result, failure, observed);
      });
    }
    for (const [name, input] of Object.entries(cases.notApplicable ?? {}))
      it(`does not apply to ${name}`, () => expectOutcome(rule, input, "not-applicable"));
    for (const [name, entry] of Object.entries(cases.unknown ?? {})) {
      it(`cannot tell ${name}`, () => {
        const [input, part] = Array.isArray(entry) ? entry : [entry, ""];
        const result = expectOutcome(rule, input, "unknown");
        assert.ok(
          `${result.cause}: ${result.reason}`.includes(part),
          `${result.cause}: ${result.reason} must say ${part}`,
        );
      });
    }
    it("has a complete test table", () => holdTable(rule, cases));
  });
}

function holdBasis({ failures }: CheckResult, expected: ExpectedFailure, observed: boolean): void {
  const text = JSON.stringify(normalised(expected));
  for (const { site } of failures.filter((one) => JSON.stringify(simplified(one)) === text))
    assert.equal(site.observed ?? site.resource?.observed ?? false, observed, `whether ${text} is observed`);
}

function holdTable(rule: AnyRule, cases: RuleCases): void {
  assert.ok(Object.keys(cases.pass).length > 0, "a rule needs a case that passes");
  const seen = new Set(
    Object.values(cases.fail).flatMap(([, failures]) => failures.map(({ message }) => message)),
  );
  assert.deepEqual(
    [...seen].sort(),
    Object.keys(rule.messages).sort(),
    "every message needs a case that fails with it",
  );
  if (rule.tiers)
    assert.ok(Object.keys(cases.notApplicable ?? {}).length > 0, "a tier without the rule needs a case");
  const all = [cases.pass, cases.notApplicable, cases.unknown]
    .flatMap((group) => Object.values(group ?? {}))
    .map((entry) => (Array.isArray(entry) ? entry[0] : entry));
  const inputs = [...all, ...Object.values(cases.fail).map(([input]) => input)].map((input: Given) =>
    JSON.stringify([input.resources(), input.overrides]),
  );
  assert.equal(new Set(inputs).size, inputs.length, "two cases have the same input");
}

function expectOutcome(rule: AnyRule, input: Given, outcome: CheckResult["outcome"]): CheckResult {
  const resources = deepFreeze(input.resources());
  const result = run(rule, resources, "checkout", input);
  const said = JSON.stringify(
    result.reason ?? result.failures.map(({ message, data }) => ({ message, data })),
  );
  assert.equal(result.outcome, outcome, `${rule.id} must be ${outcome}; it is ${result.outcome}: ${said}`);
  assert.deepEqual(
    plainResult(run(rule, [...resources].reverse(), "checkout", input)),
    plainResult(result),
    "the order of resources must not matter",
  );
  const spare = run(rule, resources, "spare", undefined);
  assert.ok(
    spare.outcome === "pass" || spare.outcome === "not-applicable",
    `the perfect second service must stay clean; it is ${spare.outcome}: ${JSON.stringify(spare)}`,
  );
  for (const { message, data } of result.failures) {
    const text = fill(rule.messages[message] ?? "{missing}", data);
    assert.ok(!/\{\w+\}/.test(text), `${text} has a placeholder that nothing fills`);
  }
  return result;
}

function run(
  rule: AnyRule,
  resources: readonly RawResource[],
  name: string,
  input: Given | undefined,
): CheckResult {
  const inventory = buildInventory(resources);
  assert.equal(inventory.brokenCatalog, undefined);
  const service = inventory.services.find(({ subject }) => subject.name === name);
  assert.ok(service, `no resource names the service ${name}`);
  assert.equal(service.broken, undefined, service.broken?.reason);
  const { parameters, problems } = readRuleConfig(rule, input?.overrides ?? {});
  assert.deepEqual(problems, []);
  return checkRule(service, rule, parameters(service.subject.tier), inventory.surroundings, today);
}

function simplified({ message, data, site }: CheckResult["failures"][number]): ExpectedFailure {
  return normalised({
    message,
    data,
    ...(site.subject === undefined ? {} : { subject: site.subject }),
    ...(site.resource === undefined ? {} : { on: site.resource.name }),
  });
}

function normalised({ message, data = {}, observed: _, ...site }: ExpectedFailure): ExpectedFailure {
  return { message, data: { ...data }, ...site };
}

function plainResult({ failures, ...rest }: CheckResult): unknown {
  return { ...rest, failures: failures.map(simplified).sort(byText) };
}

function byText(a: ExpectedFailure, b: ExpectedFailure): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
