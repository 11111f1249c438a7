import assert from "node:assert/strict";
import { UnknownValue } from "../../../policy-pack/engine/value";
import { attempt } from "../../../policy-pack/views/attempt";
import { allAgree, allHold, anyHolds } from "../../../policy-pack/views/decide";

type Answer = "yes" | "no" | "unknown";

function ask(answer: Answer): () => boolean {
  return () => {
    if (answer === "unknown") throw new UnknownValue("planned", "the first");
    return answer === "yes";
  };
}

function told(decide: () => boolean): Answer | string {
  const answer = attempt(decide);
  if ("unknown" in answer) return answer.unknown.reason === "the first" ? "unknown" : answer.unknown.reason;
  return answer.value ? "yes" : "no";
}

describe("a decision over answers", () => {
  const cases: readonly (readonly [readonly Answer[], Answer, Answer, string])[] = [
    [[], "no", "yes", "they differ"],
    [["yes"], "yes", "yes", "yes"],
    [["no"], "no", "no", "no"],
    [["unknown"], "unknown", "unknown", "unknown"],
    [["yes", "yes"], "yes", "yes", "yes"],
    [["no", "no"], "no", "no", "no"],
    [["yes", "no"], "yes", "no", "they differ"],
    [["unknown", "yes"], "yes", "unknown", "unknown"],
    [["yes", "unknown"], "yes", "unknown", "unknown"],
    [["unknown", "no"], "unknown", "no", "unknown"],
    [["no", "unknown"], "unknown", "no", "unknown"],
    [["no", "unknown", "yes"], "yes", "no", "unknown"],
  ];
  for (const [answers, any, all, agreed] of cases) {
    const said = answers.join(", ") || "nothing";
    it(`of ${said} is ${any} for any and ${all} for all`, () => {
      assert.equal(
        told(() => anyHolds(answers.map(ask))),
        any,
      );
      assert.equal(
        told(() => allHold(answers.map(ask))),
        all,
      );
    });
    it(`of ${said} that must agree is ${agreed}`, () => {
      const differ = (): UnknownValue => new UnknownValue("authored", "they differ");
      assert.equal(
        told(() =>
          allAgree(
            answers.map((answer) => attempt(ask(answer))),
            differ,
          ),
        ),
        agreed,
      );
    });
  }

  it("passes on whatever else is thrown", () => {
    const broken = (): boolean => {
      throw new TypeError("broken");
    };
    assert.throws(() => anyHolds([broken]), TypeError);
  });
});
