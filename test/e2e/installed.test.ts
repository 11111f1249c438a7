import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { servePack } from "../policy-pack/pack-client";
import { temporaryFolder } from "../sandbox/temporary";
import { openRepository, packedPackage, type Repository } from "./installed";

const program = (main: string): string =>
  `name: ${main === "." ? "cart" : "shop"}\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: ${main}\n`;

/** A catalog of one service in a repository that is none of ours. */
const catalog = {
  "package.json": `{ "name": "shop", "private": true }\n`,
  "Pulumi.yaml": `${program("node_modules/readiness")}stackConfigDir: stacks\n`,
  "catalog/services/cart.yaml":
    "name: cart\nowner: orders\ndescription: Holds what a customer is about to buy.\n",
  "catalog/teams/orders.yaml": `name: orders\ncontacts: { chat: "#orders", email: orders@shop.example }\n`,
  "stacks/Pulumi.prod.yaml": "config:\n  readiness:mode: enforce\n  readiness:tiers: { cart: 3 }\n",
};
const mended = {
  "catalog/services/cart.yaml": `${catalog["catalog/services/cart.yaml"]}lifecycle: production\nrepository: shop/cart\n`,
};

/** An application of that organisation: a stack with resources, and no catalog. */
const workload = {
  "package.json": `{ "name": "cart", "private": true, "main": "index.js" }\n`,
  "Pulumi.yaml": program("."),
  "index.js": `const datadog = require("@pulumi/datadog");
new datadog.Monitor("cart-errors", {
  name: "cart-errors", type: "query alert", message: "The cart fails.",
  query: "sum(last_5m):sum:errors{service:cart}.as_count() > 5", monitorThresholds: { critical: "5" },
});
`,
};
/** How docs/packaging.md adds rules to the installed pack. */
const ownRules = {
  "policy-pack/PulumiPolicy.yaml": "runtime: { name: nodejs, options: { typescript: false } }\n",
  "policy-pack/package.json": `{ "name": "shop-readiness", "version": "1.0.0", "private": true, "main": "index.js" }\n`,
  "policy-pack/index.js": `require("readiness/policy-pack/start.cjs");\n`,
  "policy-pack/readiness.config.json": `{ "extensions": ["../rules"] }\n`,
  "rules/index.js": `const { defineRule } = require("readiness/bin/policy-pack/engine/rule");
exports.extension = {
  rules: [
    defineRule({
      id: "name-short", area: "ownership", level: "bronze", evidence: ["catalog"],
      title: "Every service has a short name", why: "Long names are cut on pages.",
      fix: "Rename {service}.", whenNot: "Never.",
      messages: { long: "The name must be shorter than three letters." },
      check: ({ service, fail }) => void (service.name.length > 2 && fail("long", {})),
    }),
  ],
};
`,
};
const pack = ["--policy-pack", "node_modules/readiness/policy-pack"] as const;

/** The lines below a policy that blocked, without their indentation. */
function blocked(out: string): readonly string[] {
  const lines = out.split("\n").map((line) => line.trim());
  const first = lines.findIndex((line) => line.startsWith("- [mandatory]"));
  return first < 0 ? [] : lines.slice(first, first + 2);
}

describe("the package in repositories of others", function () {
  this.timeout(300_000);
  let packed: string;
  let shop: Repository;
  const cards = temporaryFolder();
  const card = path.join(cards, "now.json");

  before(async () => {
    packed = await packedPackage();
    shop = await openRepository(packed, catalog);
  });

  it("holds what runs and what editors read, and nothing of the demo, the tests and the benchmark", async () => {
    const { stdout } = await promisify(execFile)("tar", ["-tzf", packed]);
    const files = stdout.trim().split("\n");
    const wanted =
      /^package\/(bin\/(catalog|cli|evidence|policy-pack|reporting|sandbox|scorecard|stacks|tiers)\/.+\.(js|json|css|d\.ts)|(catalog|scorecard)\/[a-z-]+\.schema\.json|docs\/[a-z-]+\.md|templates\/.+|policy-pack\/(PulumiPolicy\.yaml|(package|readiness\.config)\.json|start\.cjs)|package\.json|[A-Z]+(\.md)?)$/;
    assert.deepEqual(
      files.filter((file) => !wanted.test(file)),
      [],
    );
    assert.ok(fs.statSync(packed).size < 2_000_000, `${fs.statSync(packed).size} bytes`);
  });

  it("has what init writes", async () => {
    const flags = ["--org", "acme", "--team", "orders", "--service", "cart", "--dry-run"];
    const { code, out } = await shop.readiness("init", ...flags);
    assert.equal(code, 1, "some files are there and differ");
    assert.match(out, /^\.github\/workflows\/readiness-merge\.yml: would be written\.$/m);
    assert.match(out, /^package\.json: exists and differs, would be left alone\.$/m);
  });

  it("checks their catalog, and says by the gate what its service lacks", async () => {
    assert.deepEqual(await shop.readiness("check"), {
      code: 0,
      out: "Nothing is wrong: 1 service, 1 team, 0 waivers, 0 initiatives, 70 rules.\n",
    });
    const { code, out } = await shop.readiness("gate", "cart", "--stack", "prod");
    assert.deepEqual(
      [code, out.split("\n")[0]],
      [1, "Denied: cart in shop/prod (tier 3, no level yet, must be bronze, mode enforce)"],
    );
  });

  it("blocks a preview of that catalog", async () => {
    await shop.pulumi("stack", "init", "prod");
    const { code, stdout } = await shop.pulumi("preview", "--stack", "prod", ...pack);
    assert.equal(code, 1, stdout);
    assert.deepEqual(blocked(stdout), [
      "- [mandatory] [severity: critical]  lifecycle-declared  (readiness:index:Service: cart)",
      "cart (tier 3, no level yet, must be bronze): The service must state its lifecycle.",
    ]);
  });

  it("lets it through once it is mended", async () => {
    shop.write(mended);
    const { code, stdout } = await shop.pulumi("preview", "--stack", "prod", ...pack);
    assert.deepEqual([code, blocked(stdout)], [0, []], stdout);
    const scorecard = await shop.readiness("scorecard", "--stack", "prod", "-o", card);
    assert.deepEqual(scorecard, { code: 0, out: `${card}: 1 service of 1 stack.\n` });
  });

  it("is judged by rules of their own as well, where a folder of theirs starts the pack", async () => {
    const own = await openRepository(packed, { ...catalog, ...mended, ...ownRules });
    assert.match((await own.readiness("rules")).out, /^ *name-short /m);
    const { out } = await own.readiness("gate", "cart", "--stack", "prod");
    assert.match(out, /^Denied: cart .*\n\nWhy\n.*\n\nBlocks\n {2}name-short {2}bronze$/m);
    const served = await servePack(path.join(own.folder, "policy-pack"));
    served.stop();
    assert.deepEqual(
      served.policies.filter((name) => ["name-short", "owner-assigned", "readiness"].includes(name)),
      ["name-short", "owner-assigned", "readiness"],
    );
  });

  describe("in a workload stack", () => {
    let cart: Repository;
    const up = async (gate: object) => {
      cart.write({ "policy.json": JSON.stringify({ readiness: { gate } }) });
      const flags = [...pack, "--policy-pack-config", "policy.json"];
      const { code, stdout } = await cart.pulumi(
        "up",
        "--yes",
        "--skip-preview",
        "--stack",
        "prod",
        ...flags,
      );
      return { code, stdout, blocked: blocked(stdout) };
    };
    const head = "- [mandatory]  readiness  (pulumi:pulumi:Stack: cart-prod)";

    before(async () => {
      cart = await openRepository(packed, workload);
      await cart.pulumi("stack", "init", "prod");
    });

    it("stops an update before the first resource where the scorecard does not know the service", async () => {
      const run = await up({ service: "quote", scorecard: path.relative(cart.folder, card) });
      assert.deepEqual(run.blocked, [
        head,
        "The gate denies quote (prod). There is no service quote in shop/prod.",
      ]);
      assert.deepEqual([run.code, await cart.resources("prod")], [1, []], run.stdout);
    });

    it("stops it where the scorecard is too old", async () => {
      const old = path.join(cards, "old.json");
      const now = fs.readFileSync(card, "utf8");
      fs.writeFileSync(old, now.replace(/"statedAt": ?"[^"]+"/, `"statedAt": "2026-01-01T00:00:00.000Z"`));
      const run = await up({ service: "cart", scorecard: old });
      assert.match(
        run.blocked[1] ?? "",
        /^Nobody can tell whether cart may be deployed, so it may not\. Its facts are too old: they are of 2026-01-01T00:00Z, \d+ h ago, and at most 26 h count\.$/,
      );
      assert.deepEqual([run.code, await cart.resources("prod")], [1, []], run.stdout);
    });

    it("stops it while the service is locked", async () => {
      const reason = "Stock is counted.";
      const lock = ["--reason", reason, "--until", "2099-12-31", "--by", "pia"] as const;
      assert.equal((await shop.readiness("lock", "cart", "--stack", "prod", ...lock)).code, 0);
      const locked = path.join(cards, "locked.json");
      await shop.readiness("scorecard", "--stack", "prod", "-o", locked);
      const run = await up({ service: "cart", scorecard: locked });
      assert.deepEqual(run.blocked, [
        head,
        `The gate denies cart (shop/prod, tier 3, bronze, must be bronze). It is locked by pia until the end of 2099-12-31: ${reason}`,
      ]);
      assert.deepEqual([run.code, await cart.resources("prod")], [1, []], run.stdout);
    });

    it("lets the service of the stack's tag through, and judges no rule", async () => {
      await cart.pulumi("stack", "tag", "set", "readiness:service", "cart", "--stack", "prod");
      const run = await up({ scorecard: card });
      assert.equal(run.code, 0, run.stdout);
      const made = (await cart.resources("prod")).filter((name) => !name.startsWith("default_"));
      assert.deepEqual(made, ["cart-errors", "cart-prod"]);
      assert.match(
        run.stdout,
        /The gate lets cart \(shop\/prod, tier 3, bronze, must be bronze\) through until \S+ \S+ UTC\.\n\s+Rules were not judged here/,
      );
    });
  });
});
