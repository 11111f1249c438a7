import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectWith, type Ran, readiness, smallProject } from "./command";

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const flags = (changes: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.entries({
    reason: "migration",
    note: "Its source moves next month.",
    approver: "pia",
    expires: day(20),
    ...changes,
  }).flatMap(([name, value]) => [`--${name}`, value]);
const waive = (folder: string, rule: string, service: string, changes = {}): Promise<Ran> =>
  readiness(folder, ["waive", rule, service, ...flags(changes)]);
const file = (folder: string): string => path.join(folder, "catalog/waivers.yaml");
const stack = smallProject["stacks/Pulumi.prod.yaml"] ?? "";

describe("readiness waive", () => {
  it("writes an entry that counts from then on", async () => {
    const folder = projectWith();
    const { code, out, err } = await waive(folder, "repository-linked", "quote");
    assert.deepEqual([code, err], [0, ""]);
    assert.equal(
      out,
      `catalog/waivers.yaml: repository-linked is waived for quote until ${day(20)}. Have it reviewed.`,
    );
    assert.equal((await readiness(folder, ["check"])).code, 0);
    const judged = await readiness(folder, ["judge", "--stack", "prod", "--service", "quote"]);
    assert.match(judged.out, /^Waived\n {2}until \S+ {2}repository-linked\n/m);
  });

  it("writes the service's present name for an earlier one, and the subject where one is given", async () => {
    const folder = projectWith();
    await waive(folder, "slo-defined", "rates", { subject: "availability" });
    const text = fs.readFileSync(file(folder), "utf8");
    assert.match(text, /service: quote\n {4}subject: availability\n/);
  });

  it("says in which stacks it does not count", async () => {
    const folder = projectWith({
      "stacks/Pulumi.dev.yaml": stack.replace("true", "false").replace("cart: 3", "cart: 1"),
    });
    const { code, err } = await waive(folder, "slo-defined", "cart");
    assert.equal(code, 0);
    assert.equal(err, "In dev it does not count, as pia is no approver of tier 1.");
  });

  const refused: Readonly<
    Record<string, readonly [string, string, Readonly<Record<string, string>>, RegExp]>
  > = {
    "a rule that does not exist": [
      "slo-definde",
      "cart",
      {},
      /^"slo-definde" is not a rule\. Did you mean "slo-defined"\?/,
    ],
    "a service that does not exist": [
      "slo-defined",
      "crat",
      {},
      /^"crat" is not a service in catalog\/services\. Did you mean "cart"\?$/,
    ],
    "a reason that is none": [
      "slo-defined",
      "cart",
      { reason: "lazy" },
      /Allowed choices are migration, accepted-risk/,
    ],
    "a day that does not exist": [
      "slo-defined",
      "cart",
      { expires: "2026-02-30" },
      /^--expires must be a day that exists, written YYYY-MM-DD\.$/,
    ],
    "a blank note and an approver that is no login, both told": [
      "slo-defined",
      "cart",
      { note: " ", approver: "@pia" },
      /^--note must not be blank\.\n--approver must be a login, without @ or spaces\.$/,
    ],
    "a day that is past": [
      "slo-defined",
      "cart",
      { expires: "2026-01-01" },
      /^--expires must not be in the past; it is "2026-01-01", and today is \d{4}-\d\d-\d\d\.$/,
    ],
    "longer than may be": [
      "slo-defined",
      "cart",
      { expires: day(120) },
      /^Nothing was written: the waiver would count in no stack; it does not count, as it lasts 120 days and may last 90 at tier 3\.$/,
    ],
    "an approver of the owning team": [
      "slo-defined",
      "cart",
      { approver: "amy" },
      /^Nothing was written: .* its approver amy is a member of orders\.$/,
    ],
    "a rule that cannot be waived": [
      "owner-assigned",
      "cart",
      {},
      /^Nothing was written: .* this rule cannot be waived\.$/,
    ],
  };
  for (const [name, [rule, service, changes, expected]] of Object.entries(refused))
    it(`writes nothing, with exit code 2, for ${name}`, async () => {
      const folder = projectWith();
      const { code, err } = await waive(folder, rule, service, changes);
      assert.equal(code, 2);
      assert.match(err, expected);
      assert.ok(!fs.existsSync(file(folder)));
    });

  it("writes nothing into a file that is broken, and says where it is", async () => {
    const folder = projectWith({ "catalog/waivers.yaml": "waivers:\n  - { rule: x }\n" });
    const { code, err } = await waive(folder, "slo-defined", "cart");
    assert.equal(code, 2);
    assert.match(err, /^catalog\/waivers\.yaml:2:5: /);
    assert.equal(fs.readFileSync(file(folder), "utf8"), "waivers:\n  - { rule: x }\n");
  });

  it("asks for everything that a waiver needs", async () => {
    const { code, err } = await readiness(projectWith(), ["waive", "slo-defined", "cart"]);
    assert.equal(code, 2);
    assert.match(err, /required option '--reason <reason>' not specified/);
  });
});
