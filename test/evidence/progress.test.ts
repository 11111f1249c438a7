import assert from "node:assert/strict";
import { tellingProgress } from "../../evidence/progress";

describe("progress of observing", () => {
  /** What is said of answers at these seconds. */
  function said(answers: readonly (readonly [number, "github" | "datadog", number])[]): readonly string[] {
    let seconds = 0;
    const lines: string[] = [];
    const progress = tellingProgress(
      (line) => lines.push(line),
      () => seconds * 1000,
    );
    for (const [at, vendor, answered] of answers) {
      seconds = at;
      progress(vendor, answered, 100);
    }
    return lines;
  }

  it("is silent where observing is quick", () => {
    assert.deepEqual(
      said([
        [1, "github", 1],
        [4.9, "github", 99],
      ]),
      [],
    );
  });

  it("is one sentence every five seconds, of the vendors that are under way", () => {
    assert.deepEqual(
      said([
        [1, "github", 10],
        [2, "datadog", 20],
        [5, "github", 30],
        [6, "github", 31],
        [9.9, "datadog", 100],
        [10, "github", 40],
        [16, "github", 100],
      ]),
      [
        "Observing, facts so far: GitHub 30 of 100, Datadog 20 of 100.",
        "Observing, facts so far: GitHub 40 of 100.",
      ],
    );
  });
});
