import assert from "node:assert/strict";
import type { Log } from "sarif";
import { sarifOf } from "../../../scorecard/formats/sarif";
import { card, finding, service, violation, waivedFinding } from "./cards";
import { assertTakenByGitHub, readSarif } from "./read-sarif";

const printsOf = (log: Log): readonly (string | undefined)[] =>
  log.runs.flatMap(({ results = [] }) =>
    results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash),
  );

const notesOf = (log: Log): readonly (string | undefined)[] =>
  log.runs.flatMap(({ invocations = [] }) =>
    invocations.flatMap(({ toolExecutionNotifications = [] }) =>
      toolExecutionNotifications.map(({ message }) => message.text),
    ),
  );

describe("the fingerprint of a SARIF result", () => {
  const base = {
    project: "shop",
    stack: "prod",
    name: "cart",
    rule: "slo-defined",
    message: "missing",
    subject: "a",
  };
  const printOf = (given: Partial<typeof base> = {}, text = "3 days ago") => {
    const { project, stack, name, rule, message, subject } = { ...base, ...given };
    const one = finding({ rule, violations: [violation({ message, subject, text })] });
    return printsOf(readSarif([card([service(name, [one])], { project, stack })]))[0];
  };

  it("is the same whatever the text, the day, the weight and the version", () => {
    const later = finding({
      violations: [violation({ subject: "a", text: "4 days ago", fix: "Now.", enforcement: "off" })],
    });
    const given = { judgedFor: "2026-12-24", packVersion: "2.0.0" };
    assert.deepEqual(printsOf(readSarif([card([service("cart", [later])], given)])), [printOf()]);
  });

  it("is another for another project, stack, service, rule, message or subject", () => {
    const prints = [
      printOf(),
      ...Object.keys(base).map((key) => printOf({ [key]: "other" })),
      printOf({ name: "cartslo", rule: "-defined" }),
    ];
    assert.equal(new Set(prints).size, 8);
  });

  it("tells apart what looks alike, by its place", () => {
    const alike = finding({ violations: [violation(), violation({ enforcement: "advisory" })] });
    const log = readSarif([card([service("cart", [alike]), service("checkout", [alike])])]);
    assert.equal(new Set(printsOf(log)).size, 4);
  });

  it("stays when the failure is waived", () => {
    const failing = readSarif([card([service("cart", [finding({ violations: [violation()] })])])]);
    const waived = readSarif([card([service("cart", [waivedFinding()])])]);
    assert.deepEqual(printsOf(waived), printsOf(failing));
  });
});

describe("the SARIF of a scorecard that is too large for GitHub", () => {
  const many = (count: number, given: Parameters<typeof violation>[0]) =>
    finding({ violations: Array.from({ length: count }, () => violation(given)) });

  it("leaves out the least important results, and says so", () => {
    const log = readSarif([
      card([
        service("off", [many(10, { enforcement: "off" })]),
        service("second", [many(2500, { enforcement: "advisory" })], { tier: 2 }),
        service("first", [many(2500, { enforcement: "advisory" }), many(10, {})]),
      ]),
    ]);
    assertTakenByGitHub(log);
    const named = (log.runs[0]?.results ?? []).map(
      ({ level, message }) => `${level} ${message.text?.split(":")[0]}`,
    );
    const counts = [...new Set(named)].map((one) => [one, named.filter((other) => other === one).length]);
    assert.deepEqual(counts, [
      ["error first", 10],
      ["warning first", 2500],
      ["warning second", 2490],
    ]);
    assert.deepEqual(notesOf(log), [
      "Left out are the 20 least important of 5020 results, as GitHub keeps 5000: 0 errors, 10 warnings, the rest notes. The scorecard has them all.",
    ]);
  });

  it("says nothing where nothing is left out, and how much could not be judged where that is", () => {
    assert.deepEqual(notesOf(readSarif([card([service("cart", [many(3, {})])])])), []);
    const unknown = finding({ outcome: "unknown", violations: [violation({ enforcement: "off" })] });
    assert.deepEqual(notesOf(readSarif([card([service("cart", [unknown, unknown])])])), [
      "Left out is what cannot be judged yet and counts nowhere: 2. The scorecard says why.",
    ]);
  });

  it("is refused where there are more stacks than runs in a file", () => {
    const cards = (count: number) => Array.from({ length: count }, (_, at) => card([], { stack: `s${at}` }));
    assertTakenByGitHub(readSarif(cards(20)));
    assert.throws(() => sarifOf(cards(21)), {
      name: "TooManyStacksError",
      message: "There are 21 stacks, and GitHub takes 20 in one SARIF file. Write a file for each stack.",
    });
  });
});
