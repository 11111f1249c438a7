import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gateText } from "../../cli/printing/gate";
import { paintFor } from "../../cli/terminal";
import { couldNotTell } from "../../scorecard/gate";
import { projectWith, type Ran, readiness, smallProject } from "./command";

const stack = smallProject["stacks/Pulumi.prod.yaml"] ?? "";
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const gate = (folder: string, service: string, ...args: readonly string[]): Promise<Ran> =>
  readiness(folder, ["gate", service, "--stack", "prod", ...args]);
/** A project with the scorecard of its stack in card.json. */
async function judged(config = "", mode = "enforce"): Promise<string> {
  const folder = projectWith({ "stacks/Pulumi.prod.yaml": stack.replace("enforce", mode) + config });
  const { code, err } = await readiness(folder, ["scorecard", "--stack", "prod", "-o", "card.json"]);
  assert.equal(code, 0, err);
  return folder;
}
const fromCard = ["--scorecard", "card.json"] as const;

describe("readiness gate", () => {
  it("denies a service that fails, with each failure and its fix", async () => {
    const { code, out } = await gate(await judged(), "quote", ...fromCard);
    assert.equal(code, 1);
    assert.match(
      out,
      /^Denied: quote in shop\/prod \(tier 3, no level yet, must be bronze, mode enforce\)\n\nWhy\n {2}\d+ failures block its gate\.\n\nBlocks\n/,
    );
    assert.match(out, /\n {2}lifecycle-declared {2}bronze\n {4}.+\n {4}Fix: /);
    assert.match(out, /\nJudged for \S+ from the program, facts of \S+Z; the sandbox's stand-ins answered /);
  });

  it("judges now where no scorecard is named", async () => {
    const folder = projectWith();
    assert.equal((await gate(folder, "rates")).code, 1);
    assert.equal(fs.existsSync(path.join(folder, "card.json")), false);
  });

  it("allows in mode advise, and lists what it would block", async () => {
    const { code, out } = await gate(await judged("", "advise"), "quote", ...fromCard);
    assert.equal(code, 0);
    assert.match(out, /^Allowed: quote in shop\/prod .+\n\nWould block\n/);
    assert.match(
      out,
      /\nIn mode advise no failure denies; in mode enforce these would\.\nThis answer counts until \S+Z\.\n/,
    );
  });

  it("keeps locks of the stack's config, and says which have ended", async () => {
    const folder = await judged(
      `  readiness:locks:
    - { service: cart, reason: "Stock\\u200b is counted.", by: pia, until: "${day(2)}" }
    - { service: quote, reason: Rates move., by: amy, until: "${day(-2)}" }
`,
      "advise",
    );
    const locked = await gate(folder, "cart", ...fromCard);
    assert.equal(locked.code, 1);
    assert.match(
      locked.out,
      new RegExp(`It is locked by pia until the end of ${day(2)}: Stock\\\\u200b is counted\\.`),
    );
    const open = await gate(folder, "quote", ...fromCard);
    assert.equal(open.code, 0);
    assert.match(open.out, new RegExp(`The lock by amy ended on ${day(-2)}; `));
  });

  it("lets an emergency of the service through, loudly, and only while it lasts", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const folder = await judged(
      `  readiness:breakGlass: { service: quote, by: pia, reason: Rates are wrong., until: "${until}" }\n`,
    );
    const through = await gate(folder, "quote", ...fromCard);
    assert.equal(through.code, 0);
    assert.equal(through.err, `BREAK-GLASS: pia lets quote through until ${until}.`);
    assert.match(
      through.out,
      /^Allowed: quote .+\n\nBREAK-GLASS by pia until \S+: Rates are wrong\. It would not /,
    );
    assert.match(through.out, /\n\nBlocks\n {2}\S/);
    const file = path.join(folder, "card.json");
    const ended = fs.readFileSync(file, "utf8").replaceAll(until, new Date(Date.now() - 1).toISOString());
    fs.writeFileSync(file, ended);
    assert.equal((await gate(folder, "quote", ...fromCard)).code, 1);
  });

  it("answers as JSON, so that a tool need not read words", async () => {
    const folder = await judged();
    const { code, out } = await gate(folder, "quote", ...fromCard, "--json");
    const answer = JSON.parse(out);
    assert.equal(code, 1);
    assert.deepEqual(
      [answer.allowed, answer.verdict, answer.service, answer.stack, answer.locks],
      [false, "denied", "quote", "shop/prod", []],
    );
    assert.ok(answer.violations.some(({ rule }: { readonly rule: string }) => rule === "lifecycle-declared"));
    const unreadable = await gate(folder, "quote", "--scorecard", "none.json", "--json");
    assert.equal(unreadable.code, 3);
    assert.deepEqual(
      [JSON.parse(unreadable.out).allowed, JSON.parse(unreadable.out).verdict],
      [false, "could-not-tell"],
    );
  });

  const refused: Readonly<Record<string, readonly [string, readonly string[], number, RegExp]>> = {
    "a service that does not exist": [
      "crat",
      fromCard,
      1,
      /There is no service crat in shop\/prod\. Did you mean "cart"\?/,
    ],
    "a file that is none": ["cart", ["--scorecard", "none.json"], 3, /"none\.json" cannot be read/],
    "a file that is no scorecard": ["cart", ["--scorecard", "Pulumi.yaml"], 3, /"Pulumi\.yaml" must be JSON/],
    "an age that is none": [
      "cart",
      [...fromCard, "--max-age", "a day"],
      2,
      /^--max-age must be a whole number .+; it is "a day"\.$/,
    ],
    "an age of nothing": ["cart", [...fromCard, "--max-age", "0h"], 2, /^--max-age must be /],
    "a scorecard and a state": [
      "cart",
      [...fromCard, "--from-state", "state.json"],
      2,
      /^--scorecard goes with neither /,
    ],
    "a scorecard of another project": [
      "cart",
      [...fromCard, "--stack", "depot/prod"],
      3,
      /The scorecard is of shop\/prod\./,
    ],
  };
  for (const [name, [service, args, expected, words]] of Object.entries(refused))
    it(`does not allow ${name}`, async () => {
      const { code, out, err } = await gate(await judged("", "advise"), service, ...args);
      assert.equal(code, expected);
      assert.match(out + err, words);
    });

  it("says a fix once where several failures of a rule have it", () => {
    const one = {
      rule: "readme-complete",
      level: "silver",
      message: "no-run",
      text: "One.",
      fix: "Write it.",
    } as const;
    const answer = couldNotTell({ service: "cart", stack: "prod" }, "Why.");
    const text = gateText(
      { ...answer, violations: [one, { ...one, text: "Two." }, { ...one, fix: "Else." }] },
      { width: 80, paint: paintFor({ colour: false }) },
    );
    assert.deepEqual(text.match(/Fix: .+/g), ["Fix: Write it.", "Fix: Else."]);
  });

  it("wants a stack", async () => {
    const { code, err } = await readiness(projectWith(), ["gate", "cart"]);
    assert.deepEqual([code, err], [2, "Name the stack with --stack."]);
  });

  it("does not count a day that was moved", async () => {
    const env = { READINESS_TODAY: day(30) };
    const { code, out } = await readiness(projectWith(), ["gate", "cart", "--stack", "prod"], { env });
    assert.equal(code, 3);
    assert.match(
      out,
      /^Not allowed, as nobody can tell: cart .+\n\nWhy\n {2}The scorecard is a what-if for /,
    );
  });
});
