import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { loadCatalog } from "../../../catalog/load";
import { importFormats } from "../../../cli/importing/formats";
import { projectWith, readiness } from "../command";

const entity = (name: string, more = ""): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { owner: sellers${more} }\n`;
/** A folder of catalogs that others published, a folder a format, where somebody names one. */
const realInput = process.env.READINESS_REAL_INPUT ?? "";

describe("readiness import", () => {
  it("writes files that the catalog reads, and leaves those alone that exist", async () => {
    const folder = projectWith({
      "a.yaml": `${entity("gift")}---\n${entity("cart")}---\n${entity("rates")}`,
    });
    const before = fs.readFileSync(path.join(folder, "catalog/services/cart.yaml"), "utf8");
    const { code, out, err } = await readiness(folder, ["import", "backstage", "a.yaml"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^catalog\/services\/gift\.yaml: written\.$/m);
    assert.match(out, /^catalog\/services\/cart\.yaml: exists already, left alone\.$/m);
    assert.match(out, /^catalog\/services\/rates\.yaml: exists already, left alone\.$/m); // an alias
    assert.equal(fs.readFileSync(path.join(folder, "catalog/services/cart.yaml"), "utf8"), before);
    assert.equal(
      fs.readFileSync(path.join(folder, "catalog/services/gift.yaml"), "utf8"),
      "# yaml-language-server: $schema=../service.schema.json\nname: gift\nowner: sellers\n",
    );
    const loaded = loadCatalog(folder);
    assert.ok(loaded.ok);
    assert.deepEqual(
      loaded.value.teams.map(({ name }) => name),
      ["orders", "platform", "sellers"],
    );
  });

  it("only prints with --dry-run", async () => {
    const folder = projectWith({ "a.yaml": entity("gift") });
    const { out } = await readiness(folder, ["import", "backstage", "a.yaml", "--dry-run"]);
    assert.match(out, /--- catalog\/services\/gift\.yaml\n# yaml-language-server.+\nname: gift\n/);
    assert.equal(fs.existsSync(path.join(folder, "catalog/services/gift.yaml")), false);
    assert.equal(fs.existsSync(path.join(folder, "catalog/teams/sellers.yaml")), false);
  });

  it("names a broken file with its place, ends with 2, and imports the others", async () => {
    const folder = projectWith({ "a.yaml": entity("gift"), "b.yaml": `${entity("gone")}---\na: [\n` });
    const args = ["import", "backstage", "b.yaml", "a.yaml", "absent.yaml", "--json"];
    const { code, out } = await readiness(folder, args);
    const report = JSON.parse(out);
    assert.equal(code, 2);
    assert.deepEqual(report.written, ["catalog/services/gift.yaml", "catalog/teams/sellers.yaml"]);
    assert.equal(report.files, 3);
    assert.deepEqual(
      report.errors
        .map(({ file }: { file: string }) => file)
        .sort()
        .at(0),
      "absent.yaml",
    );
    assert.ok(
      report.errors.some(({ file, line }: { file: string; line: number }) => file === "b.yaml" && line >= 6),
    );
  });

  it("follows the locations beside a file, and lists those that lead elsewhere", async () => {
    const location = "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: { name: all }\nspec:\n";
    const folder = projectWith({
      "here/a.yaml": `${location}  targets: [./b.yaml, ../c.yaml, "https://x.example/d.yaml", gone.yaml]\n`,
      "here/b.yaml": entity("gift"),
      "c.yaml": entity("outside"),
    });
    const { out } = await readiness(folder, ["import", "backstage", "here/a.yaml", "--json"]);
    const report = JSON.parse(out);
    assert.deepEqual(report.written, ["catalog/services/gift.yaml", "catalog/teams/sellers.yaml"]);
    const paths = report.notMapped.map((one: { path: string }) => one.path);
    for (const one of ["../c.yaml", "gone.yaml", "spec.targets.2"]) assert.ok(paths.includes(one), one);
  });

  it("proposes owners of services from CODEOWNERS without changing them", async () => {
    const folder = projectWith({ CODEOWNERS: "* @acme/shop\n" });
    const { code, out } = await readiness(folder, ["import", "codeowners", "CODEOWNERS"]);
    assert.equal(code, 0);
    assert.match(
      out,
      /CODEOWNERS:1:1: catalog\/services\/cart\.yaml: the owner would be shop; orders is stated\./,
    );
  });

  it("refuses a format that it does not know", async () => {
    assert.equal((await readiness(projectWith(), ["import", "compass", "a.yaml"])).code, 2);
  });

  for (const format of importFormats) {
    it(`reads real files of ${format}, and the catalog reads what came of them`, async function () {
      const from = path.join(realInput, format);
      if (!fs.existsSync(from)) this.skip(); // Public data is no part of the project.
      const folder = projectWith();
      const files = fs.readdirSync(from).map((name) => path.join(from, name));
      const { out } = await readiness(folder, ["import", format, ...files, "--json"]);
      const report = JSON.parse(out);
      assert.equal(report.files, files.length);
      assert.ok(report.written.length > 0);
      assert.equal(loadCatalog(folder).ok, true);
    });
  }
});

describe("readiness export backstage", () => {
  it("gives entities that import reads back", async () => {
    const folder = projectWith();
    const { code, out } = await readiness(folder, ["export", "backstage"]);
    assert.equal(code, 0);
    const other = projectWith({
      "catalog/services/cart.yaml": undefined,
      "catalog/teams/orders.yaml": undefined,
      "catalog/services/quote.yaml": "name: quote\n",
      "all.yaml": `${out}\n`,
    });
    const read = await readiness(other, ["import", "backstage", "all.yaml"]);
    assert.equal(read.code, 0);
    const loaded = loadCatalog(other);
    assert.ok(loaded.ok);
    const cart = loaded.value.services.find(({ name }) => name === "cart");
    assert.deepEqual([cart?.owner, cart?.lifecycle], ["orders", "production"]);
    const orders = loaded.value.teams.find(({ name }) => name === "orders");
    assert.deepEqual(
      orders?.members.map(({ login }) => login),
      ["amy"],
    );
  });

  it("puts tier and level in from a scorecard, and refuses what is none", async () => {
    const folder = projectWith({ "no.json": "{}" });
    await readiness(folder, ["judge", "--stack", "prod", "-o", "card.json"]);
    const args = ["export", "backstage", "--scorecard", "card.json", "-o", "info.yaml"];
    assert.equal((await readiness(folder, args)).code, 0);
    const text = fs.readFileSync(path.join(folder, "info.yaml"), "utf8");
    assert.match(text, /readiness\/tier: "3"\n {4}readiness\/level: none\n/);
    assert.equal((await readiness(folder, ["export", "backstage", "--scorecard", "no.json"])).code, 2);
  });
});
