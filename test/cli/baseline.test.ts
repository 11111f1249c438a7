import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { revise } from "../../cli/commands/baseline";
import type { Baseline } from "../../stacks/baseline";
import { projectWith, type Ran, readiness, smallProject } from "./command";

const ratchet = (smallProject["stacks/Pulumi.prod.yaml"] ?? "").replace("enforce", "ratchet");
const file = "stacks/baseline.prod.json";

const record = (folder: string, ...flags: readonly string[]): Promise<Ran> =>
  readiness(folder, ["baseline", "--stack", "prod", ...flags]);
const judge = (folder: string): Promise<Ran> => readiness(folder, ["judge", "--stack", "prod"]);
const read = (folder: string): Baseline => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
const recorded = (folder: string): readonly string[] =>
  read(folder).entries.map(({ service, rule, message }) => `${service} ${rule} ${message}`);
const quote = (lines: string): string => `name: quote\naliases: [rates]\nowner: orders\n${lines}`;

describe("readiness baseline", () => {
  it("records what blocks, so that the ratchet tolerates it and nothing else", async () => {
    const folder = projectWith({ "stacks/Pulumi.prod.yaml": ratchet });
    assert.equal((await judge(folder)).code, 1);
    const first = await record(folder);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, /^stacks\/baseline\.prod\.json: 3 failures, 3 came and 0 went\.$/m);
    assert.deepEqual(recorded(folder), [
      "quote description-present missing",
      "quote lifecycle-declared missing",
      "quote repository-linked missing",
    ]);
    assert.equal((await readiness(folder, ["check"])).code, 0);
    const tolerated = await judge(folder);
    assert.equal(tolerated.code, 0, tolerated.out);
    fs.writeFileSync(
      path.join(folder, "catalog/services/cart.yaml"),
      "name: cart\nowner: orders\nlifecycle: production\n",
    );
    const worse = await judge(folder);
    assert.equal(worse.code, 1);
    assert.match(worse.out, /^cart \(tier 3/m);
    assert.doesNotMatch(worse.out, /^quote \(tier 3/m);
  });

  it("shrinks by itself, and grows only where it is forced", async () => {
    const folder = projectWith({ "stacks/Pulumi.prod.yaml": ratchet });
    await record(folder);
    const service = path.join(folder, "catalog/services/quote.yaml");
    fs.writeFileSync(service, quote("lifecycle: production\nrepository: astronomy-shop\n"));
    const shrunk = await record(folder);
    assert.equal(shrunk.code, 0);
    assert.deepEqual(shrunk.out.split("\n"), [
      "stacks/baseline.prod.json: 1 failure, 0 came and 2 went.",
      "  - quote  lifecycle-declared missing",
      "  - quote  repository-linked missing",
    ]);
    assert.deepEqual(recorded(folder), ["quote description-present missing"]);

    fs.writeFileSync(service, quote("repository: astronomy-shop\ndescription: Tells what a parcel costs.\n"));
    const refused = await record(folder);
    assert.equal(refused.code, 1);
    assert.deepEqual(refused.out.split("\n"), [
      "stacks/baseline.prod.json: 0 failures, 0 came and 1 went.",
      "  - quote  description-present missing",
      "1 failure not recorded, since a baseline only shrinks. Mend them, or record them with --force and have that reviewed.",
      "  ! quote  lifecycle-declared missing",
    ]);
    assert.deepEqual(recorded(folder), []);

    const forced = await record(folder, "--force");
    assert.equal(forced.code, 0);
    assert.match(forced.out, /1 failure, 1 came and 0 went\.\n {2}\+ quote {2}lifecycle-declared missing$/);
  });

  it("leaves the file alone where nothing came or went", async () => {
    const folder = projectWith();
    await record(folder);
    const before = fs.statSync(path.join(folder, file));
    const { out } = await record(folder);
    assert.equal(out, "stacks/baseline.prod.json: 3 failures, as before.");
    assert.equal(fs.statSync(path.join(folder, file)).ino, before.ino);
    assert.deepEqual(fs.readdirSync(path.join(folder, "stacks")).sort(), [
      "Pulumi.prod.yaml",
      "baseline.prod.json",
    ]);
  });

  it("records neither what no baseline tolerates nor what a waiver accepts", async () => {
    const stack = ratchet.replace("cart: 3", "cart: 1").replace("quote: 3", "quote: 2");
    const waivers =
      "waivers:\n  - { rule: lifecycle-declared, service: quote, reason: migration, note: Soon., approver: pia, requested: 2026-11-01, expires: 2027-01-20 }\n";
    const folder = projectWith({
      "stacks/Pulumi.prod.yaml": stack,
      "catalog/waivers.yaml": waivers,
      "catalog/services/cart.yaml": "name: cart\nowner: nobody\n",
    });
    await record(folder);
    assert.ok(
      !recorded(folder).some((entry) => /owner-assigned|cart tier-approved|quote lifecycle/.test(entry)),
      recorded(folder).join("\n"),
    );
    for (const entry of ["cart lifecycle-declared missing", "quote tier-approved missing"])
      assert.ok(recorded(folder).includes(entry), entry);
  });

  it("tells what came and went as JSON", async () => {
    const { out } = await record(projectWith(), "--json");
    const { file: written, added, gone, refused } = JSON.parse(out);
    assert.deepEqual([written, added.length, gone, refused], [file, 3, [], []]);
  });

  it("ends with exit code 2 for a baseline of another stack, and keeps it", async () => {
    const text = JSON.stringify({ schemaVersion: 1, stack: "dev", recordedAt: "2026-11-01", entries: [] });
    const folder = projectWith({ [file]: text });
    const { code, err } = await record(folder);
    assert.equal(code, 2);
    assert.match(
      err,
      /^stacks\/baseline\.prod\.json:1:28: The baseline must be of the stack "prod"; it is of "dev"/,
    );
    assert.equal(fs.readFileSync(path.join(folder, file), "utf8"), text);
  });

  it("ends with exit code 3 where the stack has no catalog of ours", async () => {
    const folder = projectWith({ "state.json": foreignState });
    const { code, err } = await record(folder, "--from-state", "state.json");
    assert.equal(code, 3);
    assert.match(err, /^A baseline needs the stack's own Catalog component/);
  });
});

describe("a baseline that is recorded again", () => {
  const entry = (service: string) => ({ service, rule: "slo-defined", message: "x", tier: 3 as const });
  const before: Baseline = {
    schemaVersion: 1,
    stack: "prod",
    recordedAt: "2026-11-01",
    entries: [entry("a"), entry("b")],
  };

  it("keeps what still fails, drops what does not, and refuses what is new", () => {
    assert.deepEqual(revise(before, [entry("b"), entry("c")], false), {
      gone: [entry("a")],
      added: [],
      refused: [entry("c")],
      entries: [entry("b")],
    });
  });
  it("takes what is new where it is forced or the first", () => {
    assert.deepEqual(revise(before, [entry("b"), entry("c")], true).entries, [entry("b"), entry("c")]);
    assert.deepEqual(revise(undefined, [entry("c")], false).entries, [entry("c")]);
  });
  it("tells failures apart by tier and subject too", () => {
    const other = [
      { ...entry("a"), tier: 1 as const },
      { ...entry("b"), subject: "x" },
    ];
    assert.deepEqual(revise(before, other, false).refused, other);
  });
});

const foreignState = JSON.stringify({
  version: 3,
  deployment: {
    resources: [
      { urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod", type: "pulumi:pulumi:Stack" },
    ],
  },
});
