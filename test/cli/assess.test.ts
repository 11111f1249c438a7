import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectWith, readiness, smallProject } from "./command";

const cart = smallProject["catalog/services/cart.yaml"] ?? "";
const textOf = (folder: string, name: string): string =>
  fs.readFileSync(path.join(folder, `catalog/services/${name}.yaml`), "utf8");
const need = (name: string): string => `name: ${name}\nowner: orders\ndependencies: [{ service: cart }]\n`;
const assess = (folder: string, ...args: readonly string[]) => readiness(folder, ["assess", ...args]);

describe("readiness assess", function () {
  this.timeout(30_000);

  it("suggests a tier from answers, with reasons and what is not known, and writes nothing", async () => {
    const folder = projectWith();
    const answers = ["--revenue", "direct", "--changes", "daily", "--exposure", "public"];
    const { code, out, err } = await assess(folder, "cart", ...answers);
    assert.deepEqual(
      [code, out.split("\n"), err],
      [
        0,
        [
          "cart: tier 1 fits; it has 3 in prod",
          "  criticality  high       revenue rests on it directly",
          "  risk         medium     it changes daily",
          "  exposure     public",
          "  data class   not known",
          "  Because of criticality high with risk medium.",
          "  Not known: who notices (--users), incidents of 90 days (--incidents).",
          "Too weak in prod: `readiness promote cart` shows what that takes.",
        ],
        "--write puts criticality high, risk medium, exposure public into catalog/services/cart.yaml.",
      ],
    );
    assert.equal(textOf(folder, "cart"), cart);
  });

  it("writes what was found into the service's file, and says what changed", async () => {
    const folder = projectWith();
    const answers = ["--users", "most", "--incidents", "3", "--data-class", "restricted", "--write"];
    const { code, err } = await assess(folder, "cart", ...answers);
    assert.deepEqual(
      [code, err],
      [
        0,
        "catalog/services/cart.yaml: criticality low -> high, risk low -> high, dataClass restricted. Have it reviewed.",
      ],
    );
    const after = cart.replace(
      "criticality: low\nrisk: low\n",
      "criticality: high\nrisk: high\ndataClass: restricted\n",
    );
    assert.equal(textOf(folder, "cart"), after);
    const again = await assess(folder, "cart", ...answers);
    assert.equal(again.err, "catalog/services/cart.yaml says so already; nothing was written.");
    assert.equal(textOf(folder, "cart"), after);
  });

  it("asks whoever sits at the terminal, and asks again where an answer is none", async () => {
    const folder = projectWith();
    const answers = ["dirct", "direct", "", "Weekly", "", "internal", "many", "2"];
    const { code, out, err } = await readiness(folder, ["assess", "rates"], { answers });
    assert.equal(code, 0);
    assert.deepEqual(out.split("\n").slice(0, 5), [
      "quote: tier 1 fits; it has 3 in prod",
      "  criticality  high       revenue rests on it directly",
      "  risk         medium     2 incidents in 90 days",
      "  exposure     not known",
      "  data class   internal",
    ]);
    assert.deepEqual(err.split("\n").slice(0, 4), [
      "Does revenue rest on it? (none, indirect, direct) ",
      '"dirct" is none of them. Did you mean "direct"? Leave it empty where you do not know.',
      "Does revenue rest on it? (none, indirect, direct) ",
      "Who notices when it is down? (staff, some, most) ",
    ]);
    assert.match(err, /\n"many" is no number\. Leave it empty where you do not know\.\n/);
  });

  it("finds services whose tier no longer fits, since more services need them", async () => {
    const others = ["a", "b", "c", "d", "e"].map((name) => [`catalog/services/${name}.yaml`, need(name)]);
    const folder = projectWith(Object.fromEntries(others));
    const { code, out } = await assess(folder, "--stack", "prod");
    assert.deepEqual(
      [code, out.split("\n")],
      [
        1,
        [
          "1 service in prod has a tier that is too weak",
          "  cart  tier 3, 2 fits",
          "    criticality high with risk low; 5 services need it",
          "No criticality or risk is stated for a, b, c, d, e, quote: `readiness assess SERVICE --write`.",
          "No vendor told of incidents, so they count for nothing here.",
        ],
      ],
    );
    const { weak } = JSON.parse((await assess(folder, "--stack", "prod", "--json")).out);
    assert.deepEqual(weak, [
      {
        service: "cart",
        tier: 3,
        suggested: 2,
        reasons: ["criticality high with risk low", "5 services need it"],
      },
    ]);
  });

  it("says so where every tier fits, and where most services are at tier 1", async () => {
    const text = smallProject["stacks/Pulumi.prod.yaml"]?.replace("cart: 3", "cart: 1");
    const { code, out } = await assess(projectWith({ "stacks/Pulumi.prod.yaml": text }), "--stack", "prod");
    assert.deepEqual(
      [code, out.split("\n").slice(0, 4)],
      [
        0,
        [
          "Every tier in prod is as strict as it should be.",
          "Stricter than their facts ask for, which is nobody's mistake: cart (1, not 3).",
          "No criticality or risk is stated for quote: `readiness assess SERVICE --write`.",
          "1 of 2 services (50 %) are at tier 1: where most is critical, nothing is.",
        ],
      ],
    );
  });

  const refused: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    "a service that does not exist": [["crat"], /^"crat" is not a service .+ Did you mean "cart"\?$/],
    "an answer that is none": [["cart", "--revenue", "lots"], /Allowed choices are none, indirect, direct\./],
    "a count that is none": [["cart", "--incidents", "-1"], /^--incidents must be a number; it is "-1"\.$/],
    "answers without a service": [
      ["--stack", "prod", "--revenue", "none"],
      /^Name the service that the answers are about, or that is to be written\.$/,
    ],
    "neither service nor stack": [[], /^Name the stack with --stack\. There are prod\.$/],
    "a state without its stack": [["cart", "--from-state", "s.json"], /^Name the stack with --stack\.$/],
    "a stack that does not exist": [["cart", "--stack", "prdo"], /^There is no stack "prdo"\./],
  };
  for (const [name, [args, message]] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      const folder = projectWith();
      const { code, err } = await assess(folder, ...args);
      assert.equal(code, 2);
      assert.match(err, message);
      assert.equal(textOf(folder, "cart"), cart);
    });
});
