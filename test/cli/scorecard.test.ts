import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Organization, organizationSchema } from "../../scorecard/organization";
import { type Scorecard, scorecardSchema } from "../../scorecard/schema";
import { projectWith, readiness } from "./command";

const dev = {
  "stacks/Pulumi.dev.yaml":
    "config:\n  github:owner: astronomy-shop-dev\n  readiness:mode: advise\n  readiness:tiers: { cart: 3, quote: 3 }\n",
};

async function written(folder: string, ...args: readonly string[]): Promise<unknown> {
  const { code, out, err } = await readiness(folder, ["scorecard", ...args]);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

const one = async (folder: string, stack: string): Promise<Scorecard> =>
  scorecardSchema.parse(await written(folder, "--stack", stack));
const several = async (folder: string, ...args: readonly string[]): Promise<Organization> =>
  organizationSchema.parse(await written(folder, ...args));

const refusal = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const { code, err } = await readiness(folder, ["scorecard", ...args]);
  assert.equal(code, 2);
  return err;
};

describe("readiness scorecard", () => {
  it("writes what judge says of a stack", async () => {
    const folder = projectWith();
    const card = await one(folder, "prod");
    const judged = scorecardSchema.parse(
      JSON.parse((await readiness(folder, ["judge", "--stack", "prod", "--json"])).out),
    );
    const at = { statedAt: undefined };
    assert.deepEqual(
      { ...card, source: { ...card.source, ...at } },
      { ...judged, source: { ...judged.source, ...at } },
    );
    assert.deepEqual([card.project, card.stack, card.revision], ["shop", "prod", undefined]);
  });

  it("says of which commit it is, and whether files differ from it", async () => {
    const folder = projectWith();
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@shop.example", ...args], {
        cwd: folder,
        encoding: "utf8",
      }).trim();
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Begin");
    const head = git("rev-parse", "HEAD");
    assert.equal((await one(folder, "prod")).revision, head);
    fs.appendFileSync(path.join(folder, "catalog/services/cart.yaml"), "# later\n");
    assert.equal((await one(folder, "prod")).revision, `${head}-dirty`);
  });

  it("knows the same catalog again, and another as such", async () => {
    const versions = await Promise.all(
      [
        projectWith(),
        projectWith(),
        projectWith({ "catalog/services/quote.yaml": "name: quote\nowner: orders\n" }),
      ].map(async (folder) => (await one(folder, "prod")).catalogVersion),
    );
    assert.equal(versions[0], versions[1]);
    assert.notEqual(versions[0], versions[2]);
  });

  it("puts all stacks of a project together, and those of other repositories", async () => {
    const folder = projectWith(dev);
    const all = await several(folder, "--all-stacks");
    assert.deepEqual(
      all.scorecards.map(({ stack }) => stack),
      ["dev", "prod"],
    );
    assert.equal(all.summary.services, 4);
    const [cards] = [all.scorecards.map(({ summary }) => summary.findings)];
    assert.equal(
      all.summary.findings.fail,
      cards.reduce((sum, { fail }) => sum + fail, 0),
    );
    const other = projectWith({
      "Pulumi.yaml": "name: depot\nruntime: nodejs\nmain: catalog\nstackConfigDir: stacks\n",
    });
    fs.writeFileSync(path.join(folder, "all.json"), JSON.stringify(all));
    fs.writeFileSync(path.join(folder, "depot.json"), JSON.stringify(await one(other, "prod")));
    const merged = await several(folder, "--merge", "all.json", "depot.json");
    assert.deepEqual(
      merged.scorecards.map(({ project, stack }) => `${project}/${stack}`),
      ["depot/prod", "shop/dev", "shop/prod"],
    );
    assert.deepEqual(await several(folder, "--merge", "depot.json", "all.json"), merged);
    const [all6] = merged.summary.coverage.filter(({ by }) => by === "all");
    const each = merged.scorecards.flatMap(({ summary }) =>
      summary.coverage.filter(({ by }) => by === "all"),
    );
    assert.equal(
      all6?.met,
      each.reduce((sum, { met }) => sum + met, 0),
    );
  });

  it("writes a file, and says what is in it", async () => {
    const folder = projectWith();
    const { code, out, err } = await readiness(folder, ["scorecard", "--stack", "prod", "-o", "card.json"]);
    assert.deepEqual([code, out, err], [0, "", "card.json: 2 services of 1 stack."]);
    scorecardSchema.parse(JSON.parse(fs.readFileSync(path.join(folder, "card.json"), "utf8")));
  });

  const formats = {
    markdown: /^<!-- readiness:shop\/prod -->\n\nStack \*\*shop\/prod\*\*/,
    sarif: /^\{\s*"(\$schema|version)"/,
    junit: /^<\?xml version="1.0"/,
    annotations: /^::error file=catalog\/services\/quote\.yaml,line=1,title=/,
    csv: /^"project","stack","service","tier",/,
  } as const;
  for (const [format, pattern] of Object.entries(formats))
    it(`writes it as ${format}`, async () => {
      const { code, out } = await readiness(projectWith(), ["scorecard", "--stack", "prod", "-f", format]);
      assert.equal(code, 0);
      assert.match(out, pattern);
      assert.match(out, /lifecycle-declared/);
    });

  it("says in a comment what changed since an earlier scorecard", async () => {
    const folder = projectWith();
    const mended = projectWith({
      "catalog/services/quote.yaml": "name: quote\naliases: [rates]\nowner: orders\nlifecycle: production\n",
    });
    fs.writeFileSync(path.join(mended, "before.json"), JSON.stringify(await one(folder, "prod")));
    const args = ["scorecard", "--stack", "prod", "-f", "markdown", "--since", "before.json"];
    const { out } = await readiness(mended, args);
    assert.match(out, /Better/);
    assert.match(out, /lifecycle-declared/);
  });

  it("writes badges into a folder, of several stacks into one for each", async () => {
    const folder = projectWith(dev);
    const badges = async (...args: readonly string[]) =>
      (await readiness(folder, ["scorecard", "-f", "badges", ...args])).code;
    assert.equal(await badges("--stack", "prod", "-o", "one"), 0);
    assert.deepEqual(fs.readdirSync(path.join(folder, "one")).sort(), [
      "cart.json",
      "cart.svg",
      "overall.json",
      "overall.svg",
      "quote.json",
      "quote.svg",
    ]);
    assert.equal(await badges("--all-stacks", "-o", "all"), 0);
    assert.ok(fs.existsSync(path.join(folder, "all/shop/dev/cart.svg")));
    assert.ok(fs.existsSync(path.join(folder, "all/shop/prod/cart.svg")));
    const odd = { ...(await one(folder, "prod")), project: "../../..", stack: "../out" };
    fs.writeFileSync(path.join(folder, "odd.json"), JSON.stringify(odd));
    assert.equal(await badges("--stack", "prod", "--merge", "odd.json", "-o", "deep/in/side"), 0);
    assert.deepEqual(fs.readdirSync(path.join(folder, "deep")), ["in"]);
    assert.deepEqual(fs.readdirSync(path.join(folder, "deep/in/side")).length, 2);
    assert.match(await refusal(folder, "--stack", "prod", "-f", "badges"), /^Badges are many files/);
    assert.match(
      await refusal(folder, "--stack", "prod", "--since", "x.json"),
      /^--since goes with --format markdown/,
    );
  });

  it("refuses what it cannot make one of", async () => {
    const folder = projectWith(dev);
    fs.writeFileSync(path.join(folder, "prod.json"), JSON.stringify(await one(folder, "prod")));
    fs.writeFileSync(path.join(folder, "all.json"), JSON.stringify(await several(folder, "--all-stacks")));
    fs.writeFileSync(
      path.join(folder, "odd.json"),
      JSON.stringify({ kind: "organization", schemaVersion: 7 }),
    );
    assert.match(await refusal(folder), /^Say of what: --stack, --all-stacks, or --merge /);
    assert.match(
      await refusal(folder, "--stack", "prod", "--merge", "prod.json"),
      /more than one of "shop\/prod"\.$/,
    );
    assert.match(
      await refusal(folder, "--all-stacks", "--stack", "prod"),
      /^--all-stacks goes with neither /,
    );
    assert.match(await refusal(folder, "--merge", "odd.json"), /"odd.json" must be a scorecard of version 1/);
    assert.match(await refusal(folder, "--stack", "prdo"), /Did you mean/i);
    const { out: cartOnly } = await readiness(folder, [
      "judge",
      "--stack",
      "dev",
      "--service",
      "cart",
      "--json",
    ]);
    fs.writeFileSync(path.join(folder, "cart.json"), cartOnly);
    const part = '"shop/dev" is a scorecard of cart only; it must be of all services here.';
    assert.equal(await refusal(folder, "--stack", "prod", "--merge", "cart.json"), part);
    assert.equal(await refusal(folder, "--merge", "cart.json", "-f", "sarif"), part);
    fs.writeFileSync(
      path.join(folder, "later.json"),
      JSON.stringify({ ...(await one(folder, "prod")), whatIf: true, judgedFor: "2027-01-01" }),
    );
    for (const format of ["sarif", "badges"])
      assert.equal(
        await refusal(folder, "--merge", "later.json", "-f", format, "-o", "out"),
        `"shop/prod" is a what-if for 2027-01-01, which ${format} cannot say.`,
      );
    const { code, err } = await readiness(folder, ["drift", "--since", "all.json", "--stack", "prod"]);
    assert.deepEqual([code, err], [2, '"all.json" must be a scorecard of one stack; it is of 2.']);
  });

  it("refuses more stacks than GitHub takes in one file, in a sentence", async () => {
    const folder = projectWith();
    const card = await one(folder, "prod");
    const cards = Array.from({ length: 21 }, (_, index) => ({ ...card, stack: `prod-${index}` }));
    const files = cards.map((each) => {
      fs.writeFileSync(path.join(folder, `${each.stack}.json`), JSON.stringify(each));
      return `${each.stack}.json`;
    });
    assert.equal(
      await refusal(folder, "--merge", ...files, "-f", "sarif"),
      "There are 21 stacks, and GitHub takes 20 in one SARIF file. Write a file for each stack.",
    );
  });

  it("says of which stack there is nothing to compare with", async () => {
    const folder = projectWith(dev);
    for (const stack of ["dev", "prod"])
      fs.writeFileSync(path.join(folder, `${stack}.json`), JSON.stringify(await one(folder, stack)));
    const args = ["scorecard", "--merge", "dev.json", "prod.json", "--since", "dev.json", "-f", "markdown"];
    const { code, out, err } = await readiness(folder, args);
    assert.equal(code, 0);
    assert.equal(out.match(/^Against the scorecard of /gm)?.length, 1);
    assert.equal(
      err,
      '"dev.json" has no scorecard of "shop/prod", so nothing is said of what became better or worse there.',
    );
  });

  it("names files from the repository's root, also where the project lies below it", async () => {
    const folder = projectWith();
    const repository = path.join(folder, "..", `${path.basename(folder)}-repository`);
    const own = path.join(repository, "ops", "readiness");
    fs.mkdirSync(path.dirname(own), { recursive: true });
    fs.renameSync(folder, own);
    execFileSync("git", ["init", "--quiet"], { cwd: repository });
    fs.writeFileSync(path.join(own, "prod.json"), JSON.stringify(await one(own, "prod")));
    const as = async (format: string): Promise<string> =>
      (await readiness(own, ["scorecard", "--merge", "prod.json", "-f", format])).out;
    assert.match(await as("annotations"), /file=ops\/readiness\/catalog\/services\/cart\.yaml,line=1/);
    assert.match(await as("sarif"), /"uri": "ops\/readiness\/catalog\/services\/cart\.yaml"/);
    fs.rmSync(repository, { recursive: true });
  });
});
