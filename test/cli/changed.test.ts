import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import { projectWith, readiness, smallProject } from "./command";

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync(
    "git",
    ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
    {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    },
  );

/** The small project, with some more files, committed. */
function committed(files: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = projectWith(files);
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "base");
  return folder;
}

function write(folder: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(files))
    if (text === undefined) fs.rmSync(path.join(folder, name));
    else writeFiles(folder, { [name]: text });
}

const scopeSince = async (folder: string, ...args: readonly string[]): Promise<unknown> => {
  const { code, out, err } = await readiness(folder, ["changed", "--base", "HEAD", "--json", ...args]);
  assert.equal(code, 0, err);
  const { readiness: own, ...others } = JSON.parse(out);
  assert.deepEqual(others, {});
  return own.scope;
};

const stack = smallProject["stacks/Pulumi.prod.yaml"] ?? "";
const cart = smallProject["catalog/services/cart.yaml"] ?? "";
const orders = smallProject["catalog/teams/orders.yaml"] ?? "";
const platform = smallProject["catalog/teams/platform.yaml"] ?? "";
const waiver = (service: string): string =>
  `waivers:\n  - { rule: slo-defined, service: ${service}, reason: migration, note: Soon., approver: pia, requested: 2026-11-01, expires: 2026-12-01 }\n`;
const initiative = (scope: string, deadline = "2026-12-01"): string =>
  `id: push\ntitle: A push\nlevel: silver\nscope: ${scope}\nstart: 2026-11-01\ndeadline: ${deadline}\n`;
const baseline = (...services: readonly string[]): string =>
  JSON.stringify({
    schemaVersion: 1,
    stack: "prod",
    recordedAt: "2026-11-01",
    entries: services.map((service) => ({ service, rule: "slo-defined", message: "x", tier: 3 })),
  });

/** What a base has besides the small project, what changes then, and which services that touches. */
type Case = readonly [
  Readonly<Record<string, string>>,
  Readonly<Record<string, string | undefined>>,
  "all" | readonly string[],
];

const cases: Readonly<Record<string, Case>> = {
  "nothing touches none": [{}, {}, []],
  "a service's file touches it": [
    {},
    { "catalog/services/cart.yaml": `${cart}risk: high\n`.replace("risk: low\n", "") },
    ["cart"],
  ],
  "a comment in a service's file touches none": [
    {},
    { "catalog/services/cart.yaml": `# Ours.\n${cart}` },
    [],
  ],
  "a new service is touched": [{}, { "catalog/services/ad.yaml": "name: ad\n" }, ["ad"]],
  "a service that is gone touches none": [
    {},
    { "catalog/services/quote.yaml": undefined, "stacks/Pulumi.prod.yaml": stack.replace(", quote: 3", "") },
    [],
  ],
  "a rename touches the service, by its new name": [
    {},
    {
      "catalog/services/quote.yaml": undefined,
      "catalog/services/price.yaml": "name: price\naliases: [quote, rates]\nowner: orders\n",
      "stacks/Pulumi.prod.yaml": stack.replace("quote: 3", "price: 3"),
    },
    ["price"],
  ],
  "a team's file touches the services that it owns": [
    { "catalog/services/ad.yaml": "name: ad\nowner: platform\n" },
    { "catalog/teams/orders.yaml": orders.replace("#orders", "#shop") },
    ["cart", "quote"],
  ],
  "another team's member touches whom a service pages by name": [
    { "catalog/services/ad.yaml": "name: ad\nowner: orders\nonCall: { rotation: [amy, pia] }\n" },
    { "catalog/teams/platform.yaml": platform.replace("pia@", "pia2@") },
    ["ad"],
  ],
  "a tier touches its service": [
    {},
    { "stacks/Pulumi.prod.yaml": stack.replace("cart: 3", "cart: 2") },
    ["cart"],
  ],
  "a tier that is listed as it was by default touches its service": [
    { "catalog/services/ad.yaml": "name: ad\n" },
    { "stacks/Pulumi.prod.yaml": stack.replace("quote: 3", "quote: 3, ad: 3") },
    ["ad"],
  ],
  "a promotion on record touches its service": [
    {},
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:promotions: { cart: [{ to: 3, by: pia, at: "2026-01-01" }] }\n`,
    },
    ["cart"],
  ],
  "who may approve touches the services that they approved": [
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:approvers: { 2: [pia] }\n  readiness:promotions: { cart: [{ to: 2, by: pia, at: "2026-01-01" }] }\n`,
    },
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:approvers: { 2: [amy] }\n  readiness:promotions: { cart: [{ to: 2, by: pia, at: "2026-01-01" }] }\n`,
    },
    ["cart"],
  ],
  "who is a member of a team that may approve touches the services that they approved": [
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:approvers: { 2: [platform] }\n  readiness:promotions: { cart: [{ to: 2, by: pia, at: "2026-01-01" }] }\n`,
    },
    { "catalog/teams/platform.yaml": platform.replace("login: pia", "login: pim") },
    ["cart"],
  ],
  "a waiver touches its service": [{}, { "catalog/waivers.yaml": waiver("cart") }, ["cart"]],
  "a waiver under an earlier name touches its service": [
    { "catalog/waivers.yaml": waiver("rates") },
    { "catalog/waivers.yaml": "waivers: []\n" },
    ["quote"],
  ],
  "a waiver that is written under the present name touches none": [
    { "catalog/waivers.yaml": waiver("rates") },
    { "catalog/waivers.yaml": waiver("quote") },
    [],
  ],
  "a baseline touches the services whose entries differ": [
    { "stacks/baseline.prod.json": baseline("cart", "quote") },
    { "stacks/baseline.prod.json": baseline("quote") },
    ["cart"],
  ],
  "an initiative touches the services that it covers, or did": [
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }") },
    { "catalog/initiatives/push.yaml": initiative("{ services: [quote] }") },
    ["cart", "quote"],
  ],
  "an initiative's deadline touches the services that it covers": [
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }") },
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }", "2026-12-24") },
    ["cart"],
  ],
  "an initiative's title touches none": [
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }") },
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }").replace("A push", "The push") },
    [],
  ],
  "a stack's mode touches all": [
    {},
    { "stacks/Pulumi.prod.yaml": stack.replace("enforce", "advise") },
    "all",
  ],
  "a stack's account touches all": [
    {},
    { "stacks/Pulumi.prod.yaml": stack.replace("astronomy-shop", "other") },
    "all",
  ],
  "a new stack touches all": [{}, { "stacks/Pulumi.dev.yaml": "config: {}\n" }, "all"],
  "an emergency for a service touches it": [
    {},
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:breakGlass: { service: cart, by: pia, reason: Fire., until: "${new Date(Date.now() + 3_600_000).toISOString()}" }\n`,
    },
    ["cart"],
  ],
  "the program touches all": [{}, { "catalog/program.ts": "export {};\n" }, "all"],
  "the pack touches all": [{}, { "policy-pack/rules/x.ts": "export {};\n" }, "all"],
  "a tier table touches all": [{}, { "tiers/levels.ts": "export {};\n" }, "all"],
  "packages touch all": [{}, { "package-lock.json": "{}" }, "all"],
  "pages and tests touch none": [{}, { "docs/rules.md": "x", "test/a.test.ts": "x", "README.md": "x" }, []],
};

describe("readiness changed", function () {
  this.timeout(30_000);

  for (const [name, [base, change, expected]] of Object.entries(cases))
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
