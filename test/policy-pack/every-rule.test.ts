import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fill } from "../../policy-pack/engine/text";
import { rules } from "../../policy-pack/rules/index";
import type { Given } from "./given";
import { type Diagnostic, type ServedPack, servePack } from "./pack-client";
import { declaredTables, type ExpectedFailure, type RuleCases } from "./rule-tester";

const root = join(__dirname, "..", "..", "..");
const tables = join(__dirname, "rules");

// Alone, this file declares the rules' tables itself; among all tests they are declared once.
for (const file of readdirSync(tables, { recursive: true, encoding: "utf8" }))
  if (file.endsWith(".test.js")) require(join(tables, file));

/** The first case that fails where a run shows it: at tier 1, and by what is declared. */
function shownFailure({ fail }: RuleCases): readonly [string, Given, readonly ExpectedFailure[]] | undefined {
  const entries = Object.entries(fail).map(([name, [input, failures]]) => [name, input, failures] as const);
  return entries.find(([, input]) => tierOf(input) === 1) ?? entries[0];
}

function tierOf(input: Given): unknown {
  const service = input.resources().find(({ urn }) => urn.endsWith("readiness:index:Service::checkout"));
  return (service?.props.facts as { tier?: unknown } | undefined)?.tier; // a Service component has facts
}

describe("every rule, served by the real SDK", function () {
  this.timeout(60_000);
  let pack: ServedPack;
  before(async () => {
    pack = await servePack(join(root, "test", "policy-pack", "fixtures", "dated-pack"));
  });
  after(() => pack.stop());

  async function saidOfCheckout(id: string, input: Given): Promise<readonly Diagnostic[]> {
    await pack.configure({ [id]: { ...input.overrides } });
    const diagnostics = await pack.analyzeStack(input.resources());
    return diagnostics.filter(({ policy, message }) => policy === id && /\bcheckout\b/.test(message));
  }

  for (const rule of rules) {
    const cases = declaredTables.find((table) => table.rule === rule)?.cases;
    it(`${rule.id} has a table`, () => assert.ok(cases));
    if (cases === undefined) continue;
    for (const [name, input] of Object.entries(cases.pass).slice(0, 1))
      it(`${rule.id} says nothing of ${name}`, async () => {
        assert.deepEqual(await saidOfCheckout(rule.id, input), []);
      });
    const failure = shownFailure(cases);
    if (failure === undefined) continue;
    const [name, input, expected] = failure;
    it(`${rule.id} shows ${name}`, async () => {
      const said = (await saidOfCheckout(rule.id, input)).map(({ message }) => message);
      for (const { message, data = {} } of expected) {
        const text = fill(rule.messages[message] ?? "", data);
        assert.ok(
          said.some((one) => one.includes(text)),
          `${text} must be among ${JSON.stringify(said)}`,
        );
      }
    });
  }
});
