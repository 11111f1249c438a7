import assert from "node:assert/strict";
import fc from "fast-check";
import { junitOf } from "../../../scorecard/formats/junit";
import type { ScoredFinding } from "../../../scorecard/schema";
import { card, finding, service, violation, waivedFinding } from "./cards";
import { hostileText } from "./hostile";
import { readXml, type XmlElement } from "./strict-xml";

/** What the schema of Jenkins allows of each element that we write: attributes, those that must be there, children. */
const schema: Readonly<Record<string, Record<"may" | "must" | "children", readonly string[]>>> = {
  testsuites: { may: ["name", "time", "tests", "failures", "errors"], must: [], children: ["testsuite"] },
  testsuite: {
    may: ["name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname", "id", "package"],
    must: ["name", "tests", "failures", "errors"],
    children: ["testcase"],
  },
  testcase: {
    may: ["name", "time", "classname"],
    must: ["name", "classname", "time"],
    children: ["skipped", "error", "failure", "system-out"],
  },
  failure: { may: ["type", "message"], must: ["type"], children: [] },
  error: { may: ["type", "message"], must: ["type"], children: [] },
  skipped: { may: ["type", "message"], must: [], children: [] },
  "system-out": { may: [], must: [], children: [] },
};

function assertValid({ name, attributes, children, text }: XmlElement): void {
  const allowed = schema[name];
  assert.ok(allowed, `${name} is no element of the schema`);
  const given = Object.keys(attributes);
  assert.deepEqual(
    given.filter((one) => !allowed.may.includes(one)),
    [],
    `attributes of ${name}`,
  );
  assert.deepEqual(
    allowed.must.filter((one) => !given.includes(one)),
    [],
    `attributes missing of ${name}`,
  );
  for (const count of ["tests", "failures", "errors", "skipped"])
    if (attributes[count] !== undefined) assert.match(attributes[count], /^\d+$/);
  if (attributes.timestamp !== undefined)
    assert.match(attributes.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  if (allowed.children.length > 0) assert.equal(text.trim(), "", `${name} has text`);
  for (const child of children) {
    assert.ok(allowed.children.includes(child.name), `${child.name} in ${name}`);
    assertValid(child);
  }
  if (name === "testsuites")
    for (const count of ["tests", "failures", "errors"])
      assert.equal(
        Number(attributes[count]),
        children.reduce((sum, suite) => sum + Number(suite.attributes[count]), 0),
      );
  if (name === "testsuite") assertCounted(attributes, children);
  if (name === "testcase")
    assert.ok(children.filter((child) => child.name !== "system-out").length <= 1, "one result a case");
}

function assertCounted(attributes: XmlElement["attributes"], cases: readonly XmlElement[]): void {
  const having = (result: string) =>
    String(cases.filter(({ children }) => children.some(({ name }) => name === result)).length);
  assert.deepEqual(
    [attributes.tests, attributes.failures, attributes.errors, attributes.skipped],
    [String(cases.length), having("failure"), having("error"), having("skipped")],
  );
}

/** The result of the only case: what it is, its attributes, and what is said of it. */
function resultOf(one: ScoredFinding): readonly [string, string, string] | undefined {
  const root = readXml(junitOf([card([service("cart", [one])])]));
  assertValid(root);
  const results = root.children[0]?.children[0]?.children ?? [];
  const [first] = results;
  if (first === undefined) return undefined;
  return [first.name, first.attributes.type ?? "", results.map(({ text }) => text).join("")];
}

const advisory = violation({ enforcement: "advisory", text: "It should be there." });

const cases: Readonly<
  Record<string, readonly [ScoredFinding, readonly [string, string, string] | undefined]>
> = {
  "nothing for a rule that is met": [finding(), undefined],
  "a failure for what blocks, gravest first, with how to mend it": [
    finding({ violations: [advisory, violation({ fix: "Add one." })] }),
    [
      "failure",
      "fail",
      "Blocks: An availability SLO must be there.\nFix: Add one.\nAdvisory: It should be there.",
    ],
  ],
  "skipped for what is advisory": [
    finding({ violations: [advisory] }),
    ["skipped", "", "Advisory: It should be there."],
  ],
  "skipped for what is kept to the scorecard": [
    finding({ violations: [violation({ enforcement: "off" })] }),
    ["skipped", "", "Noted: An availability SLO must be there."],
  ],
  "skipped for what is waived, with the waiver": [
    waivedFinding(),
    ["skipped", "", "Waived until 2027-01-31 (migration, by dana): An availability SLO must be there."],
  ],
  "skipped for what does not apply, with the reason": [
    finding({ outcome: "not-applicable", reason: "no SLO is declared" }),
    ["skipped", "", "not-applicable: no SLO is declared"],
  ],
  "skipped for what does not apply without a reason": [
    finding({ outcome: "not-applicable" }),
    ["skipped", "", "not-applicable."],
  ],
  "skipped for what cannot be judged and does not block": [
    finding({ outcome: "unknown", cause: "unobserved", violations: [advisory], reason: "no answer" }),
    ["skipped", "", "Advisory: It should be there.\nunknown: no answer"],
  ],
  "an error for what cannot be judged and blocks": [
    finding({ outcome: "unknown", cause: "unobserved", violations: [violation({ text: "No answer." })] }),
    ["error", "unknown", "Blocks: No answer."],
  ],
  "an error for a rule that went wrong, also where it does not block": [
    finding({ outcome: "error", violations: [advisory], reason: "It threw." }),
    ["error", "error", "Advisory: It should be there.\nerror: It threw."],
  ],
};

describe("the JUnit report of a scorecard", () => {
  for (const [name, [one, expected]] of Object.entries(cases))
    it(`has ${name}`, () => assert.deepEqual(resultOf(one), expected));

  it("has a suite for each stack and service, and a case for each rule", () => {
    const services = [
      service("cart", [finding(), finding({ rule: "slo-alerts-on-burn" })]),
      service("checkout", [finding()]),
    ];
    const root = readXml(junitOf([card(services), card(services.slice(1), { stack: "staging" })]));
    assertValid(root);
    const suites = root.children.map(({ attributes, children }) => [
      attributes.name,
      attributes.timestamp,
      children.map((one) => `${one.attributes.classname} ${one.attributes.name}`),
    ]);
    assert.deepEqual(suites, [
      [
        "shop/prod/cart",
        "2026-11-23T00:00:00",
        ["shop/prod.cart slo-defined", "shop/prod.cart slo-alerts-on-burn"],
      ],
      ["shop/prod/checkout", "2026-11-23T00:00:00", ["shop/prod.checkout slo-defined"]],
      ["shop/staging/checkout", "2026-11-23T00:00:00", ["shop/staging.checkout slo-defined"]],
    ]);
  });

  it("is a valid document without suites where there is nothing", () => {
    const root = readXml(junitOf([]));
    assertValid(root);
    assert.deepEqual(root.children, []);
  });

  it("says in the attribute what stands first in the text", () => {
    const xml = junitOf([
      card([service("cart", [finding({ violations: [violation({ text: '"a" < b & c' })] })])]),
    ]);
    const failure = readXml(xml).children[0]?.children[0]?.children[0];
    assert.deepEqual(
      [failure?.attributes.message, failure?.text],
      ['Blocks: "a" < b & c', 'Blocks: "a" < b & c'],
    );
  });

  it("leaves no end of a section in a text, however many there are and whatever stands between", () => {
    const text = "]]>]]> ]]\u0000> ]]>";
    const [, , said] = resultOf(finding({ violations: [violation({ text })] })) ?? [];
    assert.equal(said, "Blocks: ]] >]] > ]] > ]] >");
  });

  it("is well-formed and valid whatever texts it holds", () => {
    const outcome = fc.constantFrom("pass", "fail", "unknown", "waived", "error", "not-applicable");
    const enforcement = fc.constantFrom("off", "advisory", "mandatory");
    fc.assert(
      fc.property(hostileText, hostileText, outcome, enforcement, (text, other, came, means) => {
        const said = finding({
          rule: text,
          outcome: came,
          reason: other,
          violations: [violation({ text, fix: other, enforcement: means })],
        });
        const cards = [card([service(other, [said, waivedFinding(text)])], { stack: text })];
        assertValid(readXml(junitOf(cards)));
      }),
      { numRuns: 300 },
    );
  });
});

const malformed: Readonly<Record<string, string>> = {
  "a control character": "<a>\u0000</a>",
  "a control character as a reference": "<a>&#x0;</a>",
  "half a character": "<a>\ud800</a>",
  "a bare ampersand": "<a>& </a>",
  "an unknown entity": "<a>&nbsp;</a>",
  "the end of a section in text": "<a>]]></a>",
  "a bare < in an attribute": '<a b="<"/>',
  "an attribute that is there twice": '<a b="1" b="2"/>',
  "an element that is not closed": "<a><b></a>",
  "a second root": "<a/><b/>",
  "text beside the root": "<a/>text",
  "a section that is not closed": "<a><![CDATA[x</a>",
};

describe("the strict reader of XML in these tests", () => {
  for (const [name, xml] of Object.entries(malformed))
    it(`refuses ${name}`, () =>
      assert.throws(() => readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`), Error));
});
