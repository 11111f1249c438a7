import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { loadCatalog } from "../../../catalog/load";
import { scanSchema } from "../../../cli/scanning/result";
import { temporaryFolder, writeFiles } from "../../sandbox/temporary";
import { readiness } from "../command";
import { acme } from "./acme";
import { type StoodInOrganisation, startOrganisation } from "./organisation";

/** A project without a catalog. */
function emptyProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  writeFiles(folder, { "Pulumi.yaml": "name: acme\nruntime: nodejs\n", ...files });
  return folder;
}

function envOf(origin: string): NodeJS.ProcessEnv {
  return { READINESS_SIMULATORS: origin, READINESS_CACHE: "off", GITHUB_OWNER: "acme" };
}

async function scanned(folder: string, origin: string, ...args: string[]) {
  const ran = await readiness(folder, ["scan", "--json", ...args], { env: envOf(origin) });
  return { ...ran, result: scanSchema.parse(JSON.parse(ran.out)) };
}

const read = (folder: string, file: string): string => fs.readFileSync(path.join(folder, file), "utf8");

describe("readiness scan", function () {
  this.timeout(30_000);

  it("writes a catalog that is right, with confidence and reason in each file", async () => {
    const folder = emptyProject();
    const { code, result } = await scanned(folder, await startOrganisation(acme));
    assert.equal(code, 0);
    assert.deepEqual(
      result.services.map(({ name, confidence, owner }) => `${name} ${confidence} ${owner?.team ?? "-"}`),
      ["cart high orders", "fax low -", "ledger low orders", "mail high platform", "quote medium orders"],
    );
    assert.equal(
      read(folder, "catalog/services/cart.yaml"),
      `# yaml-language-server: $schema=../service.schema.json
# Proposed by readiness scan, high confidence. Datadog's service cart: it has the name of the repository cart.
# PagerDuty's service Cart Service (prod): its name means the same as that of the repository cart.
# Owner orders, high confidence: CODEOWNERS:1 gives the repository to it.
name: cart
description: Keeps what a customer is about to buy.
owner: orders
repository: acme/cart
onCall:
  existing:
    service: Cart Service (prod)
slos:
  - name: cart-available
    target: 99.5
    window: 30d
    existing: slo-cart-available
    kind: availability
    good: sum:hits{service:cart,ok}
    total: sum:hits{service:cart}
`,
    );
    const loaded = loadCatalog(folder);
    assert.ok(loaded.ok, JSON.stringify(loaded));
    assert.deepEqual(
      loaded.value.teams.map(({ name, github, members }) => [
        name,
        github.team,
        members.map(({ login }) => login),
      ]),
      [
        ["orders", "orders", ["amy", "ben"]],
        ["platform", "platform", ["pia"]],
      ],
    );
    assert.equal((await readiness(folder, ["check"])).code, 0);
  });

  it("lists what it does not propose, and why", async () => {
    const { result } = await scanned(emptyProject(), await startOrganisation(acme), "--dry-run");
    assert.deepEqual(result.leftOut, [
      { what: "Repository shop", reason: "its folders are services" },
      {
        what: "Folder shop/src/shared",
        reason: "CODEOWNERS gives it to no team, and no service at PagerDuty or Datadog is called like it",
      },
      { what: "Repository notes", reason: "GitHub sees no code in it" },
      { what: "Repository copied", reason: "it is a fork" },
    ]);
    assert.deepEqual(result.notMapped, [
      {
        what: "SLO Cart by monitors (slo-Cart by monitors)",
        reason: "it is made of monitors, or of formulas that the catalog has no words for",
      },
    ]);
    const unread = result.parts.filter(({ reason }) => reason !== undefined).map(({ part }) => part);
    assert.deepEqual(unread, ["service definitions", "services that monitors name"]);
  });

  it("prints the first scorecard and what to do next, and what each vendor told beside it", async () => {
    const env = envOf(await startOrganisation(acme));
    const { code, out, err } = await readiness(emptyProject(), ["scan"], { env });
    assert.equal(code, 0);
    assert.match(err, /^GitHub: repositories 5, teams 3, repositories' CODEOWNERS and folders 5\.$/m);
    assert.match(err, /^PagerDuty: services 3\.$/m);
    assert.match(
      out,
      /^First scorecard: 5 services, each as of tier 3\n {2}Levels: 0 gold, 0 silver, 0 bronze, 5 below bronze$/m,
    );
    assert.match(out, /^ownership +\d+ % +\d+ of \d+/m);
    assert.match(
      out,
      /^ +1\. lifecycle-declared \(bronze\): .+5 services\s+lack it; it lifts 0\s+by itself\.$/m,
    );
    assert.match(
      out,
      /^5 new services, 4 with an owner, 2 new teams; 7 files written, 0 not guessed, 4 not proposed\.$/m,
    );
    const steps = out.split("\n").filter((line) => /^ +\d+\. /.test(line));
    assert.ok(steps.length >= 5, out);
  });

  it("proposes nothing again, and leaves alone what people edited", async () => {
    const folder = emptyProject();
    const origin = await startOrganisation(acme);
    await scanned(folder, origin);
    const edited = read(folder, "catalog/services/cart.yaml").replace("owner: orders", "owner: platform");
    fs.writeFileSync(path.join(folder, "catalog/services/cart.yaml"), edited);
    // A service by another name is the same one by its folder, or by its name at PagerDuty.
    for (const [from, to] of [
      ["quote", "prices"],
      ["fax", "telefax"],
    ] as const) {
      const text = read(folder, `catalog/services/${from}.yaml`).replace(`name: ${from}`, `name: ${to}`);
      fs.rmSync(path.join(folder, `catalog/services/${from}.yaml`));
      fs.writeFileSync(path.join(folder, `catalog/services/${to}.yaml`), text);
    }
    const before = fs.readdirSync(path.join(folder, "catalog/services"));
    const { result } = await scanned(folder, origin);
    assert.deepEqual([result.services, result.teams], [[], []]);
    assert.deepEqual(fs.readdirSync(path.join(folder, "catalog/services")), before);
    assert.equal(read(folder, "catalog/services/cart.yaml"), edited);
  });

  it("proposes only what is new, and knows a team of the catalog by its slug", async () => {
    const folder = emptyProject({
      "catalog/services/ledger.yaml": "name: ledger\nrepository: ledger\n",
      "catalog/teams/sellers.yaml": "name: sellers\ngithub: { team: orders }\n",
    });
    const { result } = await scanned(folder, await startOrganisation(acme));
    assert.deepEqual(
      result.services.map(({ name, owner }) => `${name} ${owner?.team ?? "-"}`),
      ["cart sellers", "fax -", "mail platform", "quote sellers"],
    );
    assert.deepEqual(
      result.teams.map(({ name }) => name),
      ["platform"],
    );
    assert.equal(result.scorecard?.services, 5);
  });

  it("does not propose again what people refused, by any of its names", async () => {
    const folder = emptyProject({
      "catalog/scan-ignore.yaml": "services: [Ledger, shop/src/quote, fax]\nteams: [orders]\n",
    });
    const { result } = await scanned(folder, await startOrganisation(acme));
    assert.deepEqual(
      result.services.map(({ name, owner, nobody }) => `${name}: ${owner?.team ?? nobody}`),
      ["cart: the team orders would own it, which is not in the catalog or refused", "mail: platform"],
    );
    const wrong = emptyProject({ "catalog/scan-ignore.yaml": "servces: [a]\n" });
    const env = envOf("http://127.0.0.1:1");
    const { code, err } = await readiness(wrong, ["scan"], { env });
    assert.equal(code, 2);
    assert.match(err, /^catalog\/scan-ignore\.yaml:1:1: /m);
  });

  it("lists a service whose file is another's", async () => {
    const folder = emptyProject({ "catalog/services/cart.yaml": "name: cart\nrepository: other\n" });
    const { result } = await scanned(folder, await startOrganisation(acme));
    assert.ok(!result.services.some(({ name }) => name === "cart"));
    assert.deepEqual(
      result.leftOut.find(({ what }) => what === "cart"),
      { what: "cart", reason: "catalog/services/cart.yaml is that of another service" },
    );
    assert.equal(read(folder, "catalog/services/cart.yaml"), "name: cart\nrepository: other\n");
  });

  it("only prints with --dry-run", async () => {
    const folder = emptyProject();
    const env = envOf(await startOrganisation(acme));
    const { out } = await readiness(folder, ["scan", "--dry-run"], { env });
    assert.match(out, /^\+\+\+ catalog\/services\/cart\.yaml\n\+# yaml-language-server/m);
    assert.match(out, /^\+ {4}service: Cart Service \(prod\)$/m);
    assert.match(out, /7 files would be written/);
    assert.equal(fs.existsSync(path.join(folder, "catalog")), false);
  });

  it("goes on where a vendor is hidden, and says so", async () => {
    const { pagers } = acme;
    const { code, result, err } = await scanned(emptyProject(), await startOrganisation({ pagers }));
    assert.equal(code, 0);
    assert.deepEqual(
      result.services.map(({ name }) => name),
      ["cart", "fax", "mail"],
    );
    assert.match(
      err,
      /^GitHub: repositories not read \(these credentials need Metadata: read of this organisation\)/m,
    );
    assert.ok(
      result.parts.some(({ vendor, reason }) => vendor === "datadog" && /slos_read/.test(reason ?? "")),
    );
  });

  it("ends with 3 where no vendor tells anything, and with 2 without credentials", async () => {
    const folder = emptyProject();
    const hidden = await readiness(folder, ["scan"], { env: envOf(await startOrganisation({})) });
    assert.equal(hidden.code, 3);
    assert.match(hidden.err, /^No vendor told anything\.\ngithub: repositories: these credentials need/m);
    const without = await readiness(folder, ["scan"], { env: { READINESS_CACHE: "off" } });
    assert.equal(without.code, 2);
    for (const name of [
      "GITHUB_TOKEN",
      "GITHUB_OWNER",
      "PAGERDUTY_TOKEN",
      "DATADOG_API_KEY",
      "DATADOG_APP_KEY",
    ])
      assert.ok(without.err.includes(name), name);
    assert.equal(fs.existsSync(path.join(folder, "catalog")), false);
  });

  it("refuses a catalog that is wrong, as what it holds would be proposed again", async () => {
    const folder = emptyProject({ "catalog/services/cart.yaml": "name: [\n" });
    const { code, err } = await readiness(folder, ["scan"], { env: envOf(await startOrganisation(acme)) });
    assert.equal(code, 2);
    assert.match(err, /^catalog\/services\/cart\.yaml:/m);
  });

  it("takes hostile names for names: nothing leaves the catalog's folders, no field or escape gets in", async () => {
    const folder = emptyProject();
    const red = "\u001b[31mred\u001b[0m";
    const hostile: StoodInOrganisation = {
      repositories: [
        { name: "../../etc/passwd", description: "a\nowner: evil" },
        { name: red, description: red },
        { name: "..", owners: `* @acme/../x\n` },
        { name: "a: [b", description: "- {x: &a !!js} # \"' |\u200b" },
        { name: "-", language: "Go" },
        { name: "safe", owners: "* @acme/team\n", description: "x\u202ey" },
      ],
      teams: [{ slug: "team", name: "*a: !!x\n- b", members: ["amy", "../x", "a b", red] }],
      pagers: ["safe", `x\nowner: evil`, red, "../up"],
      entities: ["__proto__", "constructor", "../../y"],
    };
    const origin = await startOrganisation(hostile);
    const { code, out, err } = await readiness(folder, ["scan", "--dry-run"], { env: envOf(origin) });
    assert.equal(code, 0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
    assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    const { result } = await scanned(folder, origin);
    for (const { file } of [...result.services, ...result.teams])
      assert.match(file, /^catalog\/(services|teams)\/[a-z0-9][a-z0-9-]*\.yaml$/);
    assert.deepEqual(fs.readdirSync(folder).sort(), ["Pulumi.yaml", "catalog"]);
    const loaded = loadCatalog(folder);
    assert.ok(loaded.ok, JSON.stringify(loaded));
    for (const { owner, name } of loaded.value.services)
      assert.equal(owner, name === "safe" ? "team" : undefined);
    const [team] = loaded.value.teams;
    assert.deepEqual(
      team?.members.map(({ login }) => login),
      ["amy"],
    );
    assert.deepEqual((await scanned(folder, origin)).result.services, []);
  });
});
