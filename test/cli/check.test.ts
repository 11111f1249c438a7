import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { projectWith, readiness } from "./command";

/** What check says about the small project with some files changed: every line but the count. */
type Case = readonly [Readonly<Record<string, string | undefined>>, readonly string[]];

const waiver = (rule: string, service: string): string =>
  `waivers:\n  - { rule: ${rule}, service: ${service}, reason: migration, note: Soon., approver: pia, requested: 2026-11-01, expires: 2026-12-01 }\n`;
const initiative = (rest: string): string =>
  `id: push\ntitle: A push\nstart: 2026-11-01\ndeadline: 2026-12-01\n${rest}\n`;
const baseline = (stack: string, ...entries: readonly object[]): string =>
  JSON.stringify({ schemaVersion: 1, stack, recordedAt: "2026-11-01", entries });
const stack = (rest: string): string => `config:\n  github:owner: astronomy-shop\n${rest}`;

const cases: Readonly<Record<string, Case>> = {
  "a service file, with line and column": [
    { "catalog/services/cart.yaml": "name: cart\nlifecycle: productive\n" },
    [
      'catalog/services/cart.yaml:2:12: lifecycle must be one of experimental, production, deprecated, retired; it is "productive". Did you mean "production"?',
    ],
  ],
  "a stack that gives a tier to a service that does not exist": [
    { "stacks/Pulumi.prod.yaml": stack("  readiness:tiers: { carts: 1 }\n") },
    [
      'stacks/Pulumi.prod.yaml:3:22: readiness:tiers: "carts" is not a service in catalog/services. Did you mean "cart"?',
    ],
  ],
  "all files at once, and takes no service of a broken file for a misspelt one": [
    {
      "catalog/services/cart.yaml": "name: cart\nowner: [",
      "catalog/teams/orders.yaml": "name: order\n",
      "stacks/Pulumi.prod.yaml": stack("  readiness:mode: strict\n  readiness:tiers: { cart: 1, qote: 3 }\n"),
      "catalog/waivers.yaml": waiver("owner-asigned", "cart"),
    },
    [
      "catalog/services/cart.yaml:2:9: The YAML is not well formed: Flow sequence in block collection must be sufficiently indented and end with a ]. Mend the indentation or close the bracket.",
      'catalog/teams/orders.yaml:1:7: name must equal the file\'s name "orders"; it is "order". Rename the file or change the name.',
      'catalog/waivers.yaml:2:13: "owner-asigned" is not a rule. Did you mean "owner-assigned"? `readiness rules` lists them.',
      'stacks/Pulumi.prod.yaml:3:19: config.readiness:mode must be one of advise, ratchet, enforce; it is "strict".',
      'stacks/Pulumi.prod.yaml:4:31: readiness:tiers: "qote" is not a service in catalog/services. Did you mean "quote"?',
    ],
  ],
  "a waiver of a rule and of a service that do not exist": [
    { "catalog/waivers.yaml": waiver("slo-define", "carts") },
    [
      'catalog/waivers.yaml:2:13: "slo-define" is not a rule. Did you mean "slo-defined"? `readiness rules` lists them.',
      'catalog/waivers.yaml:2:34: "carts" is not a service in catalog/services. Did you mean "cart"?',
    ],
  ],
  "a team to be told that does not exist": [
    {
      "catalog/notifications.yaml": `hosts: [hooks.slack.com]
teams:
  order: { to: [{ kind: slack, urlFrom: A }] }
`,
    },
    ['catalog/notifications.yaml:3:3: "order" is not a team in catalog/teams. Did you mean "orders"?'],
  ],
  "a destination that is named twice": [
    {
      "catalog/notifications.yaml": `central: { to: [{ kind: slack, urlFrom: A }, { kind: teams, urlFrom: A }] }
`,
    },
    ["catalog/notifications.yaml:1:46: A must be named once here. Remove one of them."],
  ],
  "an initiative over rules that do not exist": [
    { "catalog/initiatives/push.yaml": initiative("rules: [slo-defined, runbook-presents]") },
    [
      'catalog/initiatives/push.yaml:5:22: "runbook-presents" is not a rule. Did you mean "runbook-present"? `readiness rules` lists them.',
    ],
  ],
  "an initiative over a rule set that does not exist": [
    { "catalog/initiatives/push.yaml": initiative("level: silver\nruleSet: production-ready") },
    [
      'catalog/initiatives/push.yaml:6:10: "production-ready" is not a rule set. Did you mean "production-readiness"? There are production-readiness.',
    ],
  ],
  "a baseline of rules and services that do not exist": [
    {
      "stacks/baseline.prod.json": baseline(
        "prod",
        { service: "rates", rule: "slo-defined", message: "none", tier: 3 },
        { service: "cartt", rule: "slo-definde", message: "none", tier: 3 },
      ),
    },
    [
      'stacks/baseline.prod.json:1:150: "cartt" is not a service in catalog/services. Did you mean "cart"? Remove the entry, or let `readiness baseline --stack prod` do it.',
      'stacks/baseline.prod.json:1:165: "slo-definde" is not a rule. Did you mean "slo-defined"? `readiness rules` lists them. Remove the entry, or let `readiness baseline --stack prod` do it.',
    ],
  ],
  "a baseline of another stack, and one of none": [
    { "stacks/baseline.prod.json": baseline("dev"), "stacks/baseline.prd.json": baseline("prd") },
    [
      'stacks/baseline.prd.json: "prd" must be a stack; stacks/Pulumi.prd.yaml does not exist. Did you mean "prod"? Delete the baseline or rename it.',
      'stacks/baseline.prod.json:1:28: The baseline must be of the stack "prod"; it is of "dev". Record one for this stack.',
    ],
  ],
  "a baseline that is cut off": [
    { "stacks/baseline.prod.json": baseline("prod").slice(0, -2) },
    [
      "stacks/baseline.prod.json:1:72: The YAML is not well formed: Flow sequence in block collection must be sufficiently indented and end with a ]. Mend the indentation or close the bracket.",
      "stacks/baseline.prod.json:1:72: The YAML is not well formed: Flow map must end with a }. Close the quote or bracket, or put a space after the colon.",
    ],
  ],
  "two stacks that own one account": [
    {
      "stacks/Pulumi.dev.yaml": stack("  readiness:owns: true\n").replace("astronomy", "Astronomy"),
      "stacks/Pulumi.test.yaml": "config: { github:owner: other, readiness:owns: true }\n",
    },
    [
      'stacks/Pulumi.prod.yaml:4:3: readiness:owns must be true in one stack of an account only; stacks/Pulumi.dev.yaml owns the account "astronomy-shop" already. Set it to false here or there.',
    ],
  ],
  "two stacks that own whatever account the environment names": [
    {
      "stacks/Pulumi.prod.yaml": "config: { readiness:owns: true }\n",
      "stacks/Pulumi.dev.yaml": "config: { readiness:owns: true }\n",
    },
    [
      "stacks/Pulumi.prod.yaml:1:11: readiness:owns must be true in one stack of an account only; stacks/Pulumi.dev.yaml owns the account that no github:owner names already. Set it to false here or there.",
    ],
  ],
  "ids to adopt that would take nothing over": [
    { "catalog/services/quote.yaml": "name: quote\nadopt: { schedule: PX1 }\n" },
    [
      "catalog/services/quote.yaml: adopt.schedule needs onCall, without existing, to be stated. State it, or remove the id.",
    ],
  ],
  "services that disagree about the repository that they share": [
    {
      "catalog/services/cart.yaml": "name: cart\nrepository: shop\nbranch: main\n",
      "catalog/services/quote.yaml": "name: quote\nrepository: shop\nbranch: trunk\n",
    },
    [
      'catalog/services/quote.yaml: branch must be "main" as in cart.yaml, since both are in the repository shop; it is "trunk".',
    ],
  ],
  "how tasks are kept, with a team that does not exist": [
    { "catalog/tasks.yaml": "per: team\nassign: { order: [amy] }\n" },
    [
      'catalog/tasks.yaml:1:6: per must be one of rule, service; it is "team".',
      'catalog/tasks.yaml:2:11: "order" is not a team in catalog/teams. Did you mean "orders"?',
    ],
  ],
  "an extension of the pack that cannot be loaded": [
    {
      "policy-pack/PulumiPolicy.yaml": "description: ours\nruntime: nodejs\n",
      "policy-pack/readiness.config.json": '{ "extensions": ["./own.cjs"] }',
      "policy-pack/own.cjs": "throw new Error('half written');",
    },
    ["policy-pack/readiness.config.json: The extension ./own.cjs cannot be used: half written."],
  ],
};

describe("readiness check", () => {
  it("finds nothing wrong in the shipped project", async () => {
    const { code, out } = await readiness(projectDir, ["check"]);
    assert.equal(code, 0, out);
    assert.match(out, /^Nothing is wrong: \d+ services, \d+ teams, /);
  });

  it("finds nothing wrong in the small project, nor in one with every kind of file", async () => {
    assert.equal((await readiness(projectWith(), ["check"])).code, 0);
    const full = projectWith({
      "catalog/waivers.yaml": waiver("slo-defined", "rates"),
      "catalog/initiatives/push.yaml": initiative("level: silver"),
      "stacks/baseline.prod.json": baseline("prod", {
        service: "cart",
        rule: "slo-defined",
        message: "x",
        tier: 3,
      }),
    });
    const { code, out } = await readiness(full, ["check"]);
    assert.deepEqual([code, out.split(", ").slice(2, 4)], [0, ["1 waiver", "1 initiative"]], out);
  });

  for (const [name, [files, expected]] of Object.entries(cases)) {
    it(`tells of ${name}`, async () => {
      const { code, out } = await readiness(projectWith(files), ["check"]);
      const lines = out.split("\n");
      assert.deepEqual(lines.slice(0, -1), expected);
      assert.equal(lines.at(-1), expected.length === 1 ? "1 problem." : `${expected.length} problems.`);
      assert.equal(code, 2);
    });
  }

  it("gives the problems as JSON, with the place in parts", async () => {
    const folder = projectWith({ "catalog/services/cart.yaml": "name: cart\nowner: 5\n" });
    const { code, out } = await readiness(folder, ["check", "--json"]);
    assert.equal(code, 2);
    assert.deepEqual(JSON.parse(out), {
      ok: false,
      problems: [
        {
          file: "catalog/services/cart.yaml",
          line: 2,
          column: 8,
          message: "owner must be text; it is the number 5. Put it in quotes.",
        },
      ],
    });
    const fine = await readiness(projectWith(), ["check", "--json"]);
    assert.deepEqual([fine.code, JSON.parse(fine.out)], [0, { ok: true, problems: [] }]);
  });

  it("works from a folder inside the project, and on one that --project names", async () => {
    const folder = projectWith();
    assert.equal((await readiness(path.join(folder, "catalog"), ["check"])).code, 0);
    assert.equal((await readiness("/", ["check", "-C", folder])).code, 0);
    const nowhere = fs.mkdtempSync(path.join(folder, ".."));
    const { code, err } = await readiness(nowhere, ["check"]);
    fs.rmdirSync(nowhere);
    assert.equal(code, 2);
    assert.match(
      err,
      /^There is no Pulumi\.yaml in .* or above it\. Change to the project's folder, or name it with --project\.$/,
    );
  });
});
