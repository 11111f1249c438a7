import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectWith, readiness } from "./command";

/** Writes the scorecard of a project of its own into a folder. */
async function keep(folder: string, file: string, changes: Readonly<Record<string, string>>): Promise<void> {
  const { out, code } = await readiness(projectWith(changes), ["scorecard", "--stack", "prod"]);
  assert.equal(code, 0);
  fs.writeFileSync(path.join(folder, file), out);
}

const stackFile = "stacks/Pulumi.prod.yaml";
const stack = (tier: number): string =>
  `config:\n  github:owner: astronomy-shop\n  readiness:mode: enforce\n  readiness:owns: true\n  readiness:tiers: { cart: ${tier}, quote: 3 }\n`;

describe("readiness diff", () => {
  it("says what changed, and what caused it", async () => {
    const folder = projectWith();
    await keep(folder, "a.json", {});
    await keep(folder, "b.json", {
      "catalog/services/quote.yaml": "name: quote\naliases: [rates]\nowner: orders\nlifecycle: production\n",
    });
    const { code, out } = await readiness(folder, ["diff", "a.json", "b.json"]);
    assert.equal(code, 0);
    assert.match(out, /^shop, stack prod, from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/m);
    assert.match(
      out,
      /^ {2}coverage in production-readiness: \d+ % -> \d+ %\n {4}service: changed: its catalog facts \(\d+ of quote\)$/m,
    );
    assert.match(out, /^ {2}mandatory failures: \d+ -> \d+$/m);
    assert.match(
      out,
      /^ {2}quote, lifecycle-declared: fail -> pass\n {4}service: changed: its catalog facts$/m,
    );
    const { out: json } = await readiness(folder, ["diff", "a.json", "b.json", "--json"]);
    const {
      stacks: [one],
      onlyEarlier,
      onlyLater,
    } = JSON.parse(json);
    assert.deepEqual([onlyEarlier, onlyLater], [[], []]);
    assert.deepEqual([one.project, one.stack, one.newServices], ["shop", "prod", []]);
  });

  it("tells a tier's change from a service's", async () => {
    const folder = projectWith();
    await keep(folder, "a.json", { [stackFile]: stack(3) });
    await keep(folder, "b.json", { [stackFile]: stack(2) });
    const { out } = await readiness(folder, ["diff", "a.json", "b.json"]);
    assert.match(out, / {4}tier: the tier went from 3 to 2/);
    assert.doesNotMatch(out, /^ {4}setting:/m);
  });

  it("says that nothing changed, and refuses what it cannot compare", async () => {
    const folder = projectWith();
    await keep(folder, "a.json", {});
    const same = await readiness(folder, ["diff", "a.json", "a.json"]);
    assert.match(same.out, /\n\nNothing changed\.$/);
    await keep(folder, "c.json", {
      "Pulumi.yaml": "name: depot\nruntime: nodejs\nmain: catalog\nstackConfigDir: stacks\n",
    });
    const other = await readiness(folder, ["diff", "a.json", "c.json"]);
    assert.deepEqual([other.code, other.err], [2, "a.json and c.json have no stack in common."]);
    const both = await readiness(folder, ["scorecard", "--merge", "a.json", "c.json", "-o", "both.json"]);
    assert.equal(both.code, 0);
    const wider = await readiness(folder, ["diff", "a.json", "both.json"]);
    assert.match(wider.out, /\n\nNothing changed\.\n\nOnly the later file has: depot\/prod\.$/);
    assert.equal((await readiness(folder, ["diff", "a.json", "missing.json"])).code, 2);
  });
});
