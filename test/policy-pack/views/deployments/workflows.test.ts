import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { workflowsOf } from "../../../../policy-pack/views/deployments/workflows";
import { given } from "../../given";
import { withFile, withFolder } from "../../repository-files";

/** What is read of one workflow. */
function read(text: string) {
  const folder = ".github/workflows";
  const input = withFile(withFolder(given.service(), folder, "one.yml"), `${folder}/one.yml`, text);
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  assert.ok(found);
  return workflowsOf(found.subject, found.evidence)[0]?.read();
}

const open = (name: string): string => ["$", `{{ ${name} }}`].join("");

describe("a workflow", () => {
  const environments: Readonly<Record<string, readonly [string, readonly string[], boolean]>> = {
    "names the environments of its jobs": [
      "jobs:\n  a: { environment: Test }\n  b:\n    environment:\n      name: production\n",
      ["test", "production"],
      false,
    ],
    "names none on its steps, in its text or outside its jobs": [
      "environment: a\njobs:\n  x:\n    steps: [{ environment: b, run: 'environment: c' }] # environment: d\n",
      [],
      false,
    ],
    "computes one": [`jobs: { a: { environment: "${open("inputs.to")}" } }`, [], true],
    "computes a part of one": [`jobs: { a: { environment: { name: "${open("inputs.to")}-eu" } } }`, [], true],
    "runs one of another repository": [
      "jobs:\n  a:\n    uses: shop/flows/.github/workflows/a.yml@v1\n",
      [],
      true,
    ],
    "runs one of its own repository": ["jobs:\n  a:\n    uses: ./.github/workflows/a.yml\n", [], false],
    "uses an action": ["jobs:\n  a:\n    steps: [{ uses: actions/checkout@v4 }]\n", [], false],
    "is a list": ["- environment: a\n", [], false],
    "has jobs that are no jobs": ["jobs: [environment]\n", [], false],
    "has an environment that is none": [
      "jobs: { a: { environment: 3 }, b: { environment: '' }, c: environment }",
      [],
      false,
    ],
    "is no YAML": ["jobs: { a: { environment: production", [], false],
  };
  for (const [name, [text, expected, isOpaque]] of Object.entries(environments)) {
    it(name, () => {
      const found = read(text);
      assert.deepEqual([found?.environments, found?.isOpaque], [expected, isOpaque]);
    });
  }

  const gates: Readonly<Record<string, boolean>> = {
    "run: datadog-ci deployment gate --service checkout": true,
    "run: curl -X POST https://api.datadoghq.com/api/v2/deployments/gates/evaluation": true,
    "run: datadog-ci deployment mark": false,
    "run: make gate": false,
  };
  for (const [text, asks] of Object.entries(gates))
    it(`${asks ? "asks" : "does not ask"} a gate by ${text}`, () => assert.equal(read(text)?.asksGate, asks));

  it("is read once a stack, whichever services share it", () => {
    const text = "jobs: { a: { environment: production } }\n";
    const folder = ".github/workflows";
    const input = withFile(withFolder(given.service(), folder, "a.yml", "b.yml"), `${folder}/a.yml`, text);
    const both = withFile(input, `${folder}/b.yml`, text);
    const found = buildInventory(both.resources()).services.find(
      ({ subject }) => subject.name === "checkout",
    );
    assert.ok(found);
    const [one, other] = workflowsOf(found.subject, found.evidence);
    assert.equal(one?.read(), other?.read());
  });
});
