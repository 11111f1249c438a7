import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { asksGate, deployersTo } from "../../../../policy-pack/views/deployments/workflows";
import { given } from "../../given";
import { withFile, withFolder } from "../../repository-files";

/** A service whose repository has one workflow. */
function withWorkflow(text: string) {
  const folder = ".github/workflows";
  const input = withFile(withFolder(given.service(), folder, "one.yml"), `${folder}/one.yml`, text);
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  assert.ok(found);
  return found;
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
      "jobs: { a: { environment: [a] }, b: { environment: '' }, c: environment }",
      [],
      false,
    ],
    "is no YAML": ["jobs: { a: { environment: production", [], false],
  };
  for (const [name, [text, expected, isOpaque]] of Object.entries(environments)) {
    it(name, () => {
      const { subject, evidence } = withWorkflow(text);
      const isNamed = (environment: string): boolean =>
        deployersTo(environment, subject, evidence).paths.length > 0;
      assert.deepEqual(["a", "b", "c", "d", "3", "test", "production"].filter(isNamed), expected);
      const { opaque, unread } = deployersTo("production", subject, evidence);
      assert.deepEqual([opaque.length > 0, unread.length > 0], [isOpaque, name === "is no YAML"]);
    });
  }

  const gates: Readonly<Record<string, boolean>> = {
    "run: datadog-ci deployment gate --service checkout": true,
    "run: curl -X POST https://api.datadoghq.com/api/v2/deployments/gates/evaluation": true,
    "uses: DataDog/deployment-gate-github-action@v1": true,
    "run: datadog-ci deployment mark": false,
    "run: make gate": false,
    "name: datadog-ci deployment gate": false,
  };
  for (const [step, asks] of Object.entries(gates)) {
    it(`${asks ? "asks" : "does not ask"} a gate by ${step}`, () => {
      const { subject, evidence } = withWorkflow(
        `jobs: { a: { steps: [{ ${JSON.stringify(step.slice(0, step.indexOf(":")))}: ${JSON.stringify(step.slice(step.indexOf(":") + 2))} }] } }`,
      );
      assert.equal(asksGate(subject, evidence), asks);
    });
  }
});
