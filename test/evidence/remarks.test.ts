import assert from "node:assert/strict";
import type { ObservedFact } from "../../evidence/facts";
import { remarksOn } from "../../evidence/remarks";

const now = new Date("2026-11-26T12:00:00Z");

function fact(
  answer: ObservedFact["answer"],
  at = "2026-11-26T11:30:00.000Z",
  source = "github",
): ObservedFact {
  return { kind: "pages", subject: "cart", source, at, answer } as ObservedFact; // the kind is of no matter here
}
const value: ObservedFact["answer"] = {
  state: "value",
  value: { since: "2026-10-29T00:00:00.000Z", policies: [] },
};
const unanswered = (reason: string) => fact({ state: "unanswered", reason });
const hidden = (permission: string) => fact({ state: "not-visible", permission });

const cases: Readonly<Record<string, readonly [readonly ObservedFact[], readonly string[]]>> = {
  "nothing where all was answered of late": [[fact(value), fact({ state: "absent" })], []],
  "nothing where nothing was asked": [[], []],
  "what was not answered, the commonest cause first": [
    [
      unanswered("it answered 500"),
      unanswered("it did not answer in time"),
      unanswered("it did not answer in time"),
      fact({ state: "absent" }),
    ],
    ["GitHub did not answer 3 of 4 questions: it did not answer in time (2); it answered 500 (1)."],
  ],
  "three causes at most by name": [
    ["a", "b", "c", "d", "e"].map(unanswered),
    ["GitHub did not answer 5 of 5 questions: a (1); b (1); c (1); and 2 causes more."],
  ],
  "what is hidden, and what would show it": [
    [hidden("Administration: read"), fact({ state: "absent" })],
    ["GitHub hides the answers to 1 of 2 questions: Administration: read (1)."],
  ],
  "that answers are old, by the oldest": [
    [fact({ state: "absent" }), fact({ state: "absent" }, "2026-11-26T09:59:30.000Z")],
    ["GitHub's answers are up to 120 minutes old."],
  ],
  "nothing of the age of what is no answer": [
    [fact({ state: "unanswered", reason: "a" }, "2026-11-20T00:00:00.000Z")],
    ["GitHub did not answer 1 of 1 questions: a (1)."],
  ],
  "nothing of what another vendor told": [
    [fact({ state: "unanswered", reason: "a" }, now.toISOString(), "datadog")],
    [],
  ],
};

describe("what is said of a vendor's answers", () => {
  for (const [name, [facts, expected]] of Object.entries(cases))
    it(`is ${name}`, () => assert.deepEqual(remarksOn("github", facts, now), expected));
});
