import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import { cart, changedCases, stack } from "./changed-cases";
import { projectWith, readiness, smallProject } from "./command";
import { committed, git, write } from "./committed";

const scopeSince = async (folder: string, ...args: readonly string[]): Promise<unknown> => {
  const { code, out, err } = await readiness(folder, ["changed", "--base", "HEAD", "--json", ...args]);
  assert.equal(code, 0, err);
  const { readiness: own, ...others } = JSON.parse(out);
  assert.deepEqual(others, {});
  return own.scope;
};

describe("readiness changed", function () {
  this.timeout(30_000);

  for (const [name, [base, change, expected]] of Object.entries(changedCases))
    it(`finds that ${name}`, async () => {
      const folder = committed(base);
      write(folder, change);
      assert.deepEqual(await scopeSince(folder), expected);
    });

  it("sees what is committed since as what is not", async () => {
    const folder = committed();
    write(folder, { "catalog/services/cart.yaml": `${cart}tags: [x]\n` });
    git(folder, "commit", "-qam", "change");
    assert.deepEqual(await scopeSince(folder), []);
    const { out } = await readiness(folder, ["changed", "--base", "HEAD~1"]);
    assert.equal(out, "1 service differs:\ncart  its file changed");
  });

  it("looks at one stack only where one is named", async () => {
    const folder = committed({ "stacks/Pulumi.dev.yaml": stack.replace("true", "false") });
    write(folder, { "stacks/Pulumi.dev.yaml": stack.replace("true", "false").replace("cart: 3", "cart: 1") });
    assert.deepEqual(await scopeSince(folder, "--stack", "prod"), []);
    assert.deepEqual(await scopeSince(folder, "--stack", "dev"), ["cart"]);
  });

  it("says why, for each service and for all", async () => {
    const folder = committed();
    write(folder, {
      "catalog/services/quote.yaml": "name: quote\naliases: [rates]\nowner: platform\n",
      "stacks/Pulumi.prod.yaml": stack.replace("quote: 3", "quote: 1"),
      "tiers/levels.ts": "export {};\n",
    });
    const { out } = await readiness(folder, ["changed", "--base", "HEAD"]);
    assert.deepEqual(out.split("\n"), [
      "Every service is touched: the tier tables changed (tiers/levels.ts).",
      "1 service differs:",
      "quote  its file changed, its team changed, its tier in prod changed",
    ]);
  });

  it("takes every service for touched where the base cannot be read", async () => {
    const broken = committed({ "catalog/services/cart.yaml": "name: [" });
    write(broken, { "catalog/services/cart.yaml": cart });
    assert.equal(await scopeSince(broken), "all");
    const linked = projectWith();
    fs.symlinkSync("cart.yaml", path.join(linked, "catalog/services/wish.yaml"));
    git(linked, "init", "-q");
    git(linked, "add", "-A");
    git(linked, "commit", "-qm", "base");
    fs.rmSync(path.join(linked, "catalog/services/wish.yaml"));
    assert.equal(await scopeSince(linked), "all");
  });

  it("works in a project that is a folder of its repository", async () => {
    const outer = temporaryFolder();
    const folder = path.join(outer, "readiness");
    writeFiles(folder, smallProject);
    writeFiles(outer, { "tiers/unrelated.ts": "" });
    git(outer, "init", "-q");
    git(outer, "add", "-A");
    git(outer, "commit", "-qm", "base");
    write(folder, { "catalog/services/cart.yaml": `${cart}tags: [x]\n` });
    write(outer, { "tiers/unrelated.ts": "changed" });
    assert.deepEqual(await scopeSince(folder), ["cart"]);
  });

  it("lays the scope over a policy config that is given", async () => {
    const folder = committed();
    write(folder, {
      "catalog/services/cart.yaml": `${cart}tags: [x]\n`,
      "ops.json": '{ "slo-defined": "disabled", "readiness": "advisory" }',
    });
    const args = ["changed", "--base", "HEAD", "--json", "--policy-config", "ops.json"];
    assert.deepEqual(JSON.parse((await readiness(folder, args)).out), {
      "slo-defined": "disabled",
      readiness: { enforcementLevel: "advisory", scope: ["cart"] },
    });
  });

  it("sees rules of the organisation that lie in the project as part of the pack", async () => {
    const folder = committed({
      "policy-pack/PulumiPolicy.yaml": "description: ours\nruntime: nodejs\n",
      "policy-pack/readiness.config.json": '{ "extensions": ["../our-rules"] }',
      "our-rules/index.cjs": "exports.extension = {};",
      "our-rules-not/index.cjs": "",
    });
    write(folder, { "our-rules-not/index.cjs": "x" });
    assert.deepEqual(await scopeSince(folder), []);
    write(folder, { "our-rules/index.cjs": "exports.extension = { };" });
    assert.equal(await scopeSince(folder), "all");
  });

  it("ends with exit code 2 for a revision that is not here, no repository, and files that are wrong now", async () => {
    const folder = committed();
    for (const base of ["origin/main", "--output=x", "HEAD:catalog"]) {
      const { code, err } = await readiness(folder, ["changed", `--base=${base}`]);
      assert.equal(code, 2, base);
      assert.match(
        err,
        /is not a revision that is here\. Correct it, or fetch it first: git fetch origin\.$/,
      );
    }
    const { code, err } = await readiness(projectWith(), ["changed", "--base", "HEAD"]);
    assert.equal(code, 2);
    assert.match(err, /not a git repository/);
    write(folder, { "catalog/services/cart.yaml": "name: cart\nowner: 5\n" });
    const now = await readiness(folder, ["changed", "--base", "HEAD"]);
    assert.deepEqual([now.code, now.err.slice(0, 30)], [2, "catalog/services/cart.yaml:2:8"]);
  });

  it("is what judge --changed goes by", async () => {
    const folder = committed();
    const judge = ["judge", "--stack", "prod", "--changed", "HEAD"];
    const clean = await readiness(folder, judge);
    assert.equal(clean.code, 0, clean.out);
    assert.match(clean.out, /; may block: no service\.$/m);
    write(folder, {
      "catalog/services/quote.yaml": "name: quote\naliases: [rates]\nowner: orders\ntags: [x]\n",
    });
    const changed = await readiness(folder, judge);
    assert.equal(changed.code, 1);
    assert.match(changed.out, /; may block: quote\.$/m);
    write(folder, { "package.json": "{}" });
    const all = await readiness(folder, judge);
    assert.equal(all.err, "Every service may block: the program changed (package.json).");
    const unnamed = await readiness(folder, ["judge", "--stack", "prod", "--changed"]);
    assert.deepEqual(
      [unnamed.code, unnamed.err],
      [2, "Name the revision that the change started from, such as --changed origin/main."],
    );
  });
});
