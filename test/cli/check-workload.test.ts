import assert from "node:assert/strict";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import { projectWith, readiness } from "./command";

const absent =
  "catalog/services: The folder must exist, with one YAML file for each service. Create it, or run from the project's root.";
const fine = "Nothing is wrong with gate.json. There is no catalog here, and so nothing else to check.";

/** A project that deploys services, with its policy config. */
async function checked(config: string) {
  const folder = temporaryFolder();
  writeFiles(folder, { "Pulumi.yaml": "name: cart\nruntime: nodejs\n", "gate.json": config });
  const { code, out } = await readiness(folder, ["check", "--policy-config", "gate.json"]);
  return [code, ...out.split("\n")];
}

const gate = { scorecard: "now.json", service: "cart" };

describe("readiness check of a project that deploys services", () => {
  const cases: Readonly<Record<string, readonly [object, readonly (string | number)[]]>> = {
    "finds nothing wrong with a gate, though there is no catalog": [{ readiness: { gate } }, [0, fine]],
    "lets a gate be advisory, to try it": [{ readiness: { enforcementLevel: "advisory", gate } }, [0, fine]],
    "tells what is wrong with the gate": [
      { readiness: { gate: { ...gate, service: "Cart", max: 1 } } },
      [
        2,
        'gate.json:1:56: readiness.gate.service must be lower-case letters, digits and dashes, at most 63 characters; it is "Cart".',
        'gate.json:1:63: "max" is not a field of readiness.gate. Did you mean "maxAge"? Allowed: service, scorecard, maxAge, stack, project, tokenVariable.',
        "2 problems.",
      ],
    ],
    "tells of a gate that is switched off": [
      { readiness: { enforcementLevel: "disabled", gate } },
      [
        2,
        "gate.json: readiness.gate stops nothing, as the policy readiness is disabled. Remove one of them.",
        "1 problem.",
      ],
    ],
    "tells of one that is switched off with all policies": [
      { all: "disabled", readiness: { gate } },
      [
        2,
        "gate.json: readiness.gate stops nothing, as the policy readiness is disabled. Remove one of them.",
        "1 problem.",
      ],
    ],
    "asks for a catalog where there is no gate": [{ readiness: { scope: [] } }, [2, absent, "1 problem."]],
  };
  for (const [name, [config, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(await checked(JSON.stringify(config)), expected));

  it("asks for a catalog too where the config cannot be read", async () => {
    const [code, ...lines] = await checked("{");
    assert.deepEqual([code, lines[0], lines.at(-1)], [2, absent, "2 problems."]);
  });

  it("checks the catalog as well where there is one", async () => {
    const config = JSON.stringify({ readiness: { gate } });
    const folder = projectWith({ "gate.json": config, "catalog/services/cart.yaml": "name: kart\n" });
    const { code, out } = await readiness(folder, ["check", "--policy-config", "gate.json"]);
    assert.deepEqual([code, out.split("\n").at(-1)], [2, "1 problem."]);
  });
});
