import assert from "node:assert/strict";
import { formatProblem } from "../../../catalog/reading/problems";
import { type AssessedFacts, withAssessedFacts } from "../../../cli/assessment/edit";

const file = "catalog/services/cart.yaml";

const edits: Readonly<Record<string, readonly [string, AssessedFacts, string]>> = {
  "in their places, comments kept": [
    "# Ours.\nname: cart\ncriticality: low # was asked in May\nrisk:   low\nowner: orders\n",
    { criticality: "high", risk: "medium" },
    "# Ours.\nname: cart\ncriticality: high # was asked in May\nrisk:   medium\nowner: orders\n",
  ],
  "behind what stands before them in most files": [
    "name: cart\nowner: orders # a team\nrepository: shop\n",
    { criticality: "high", risk: "low", exposure: "public", dataClass: "restricted" },
    "name: cart\nowner: orders # a team\ncriticality: high\nrisk: low\nexposure: public\ndataClass: restricted\nrepository: shop\n",
  ],
  "beside one that is there": [
    "name: cart\nrisk: low\nslos: []\n",
    { exposure: "partner" },
    "name: cart\nrisk: low\nexposure: partner\nslos: []\n",
  ],
  "in a file without a last line feed": ["name: cart", { risk: "high" }, "name: cart\nrisk: high\n"],
  "in a file with Windows line feeds": [
    "name: cart\r\nowner: orders\r\n",
    { criticality: "low" },
    "name: cart\r\nowner: orders\r\ncriticality: low\r\n",
  ],
};

describe("the assessed facts of a service's file", () => {
  for (const [name, [before, facts, after]] of Object.entries(edits))
    it(`are written ${name}`, () =>
      assert.deepEqual(withAssessedFacts(file, before, facts), { ok: true, value: after }));

  it("are not written into a file that is wrong, or on one line", () => {
    const problems = (text: string): readonly string[] => {
      const edited = withAssessedFacts(file, text, { risk: "high" });
      return edited.ok ? [] : edited.problems.map(formatProblem);
    };
    assert.match(problems("name: cart\nrisk: hihg\n").join("\n"), /^catalog\/services\/cart\.yaml:2:7: /);
    assert.deepEqual(problems("{ name: cart }\n"), [
      `${file}: risk cannot be changed without changing more. Edit the file by hand.`,
    ]);
  });
});
