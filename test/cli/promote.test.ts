import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectWith, type Ran, readiness } from "./command";

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const today = day(0);
const stack = `config:
  github:owner: astronomy-shop
  readiness:mode: enforce
  readiness:owns: true
  readiness:tiers:
    cart: 2 # soon 1
    quote: 3
  readiness:approvers:
    1: [platform]
    2: [platform, lea]
  readiness:promotions:
    cart: [{ from: 3, to: 2, by: pia, at: "2026-01-05", ticket: OPS-1 }]
`;
const cart = (critical: number): string => `name: cart
description: Keeps what a customer is about to buy.
owner: orders
lifecycle: production
criticality: low
risk: low
repository: astronomy-shop
security:
  codeScan: { tool: semgrep, date: ${today}, critical: ${critical}, url: https://scans.example/cart }
`;
const project = (critical = 0, config = stack): string =>
  projectWith({ "catalog/services/cart.yaml": cart(critical), "stacks/Pulumi.prod.yaml": config });
const textOf = (folder: string): string =>
  fs.readFileSync(path.join(folder, "stacks/Pulumi.prod.yaml"), "utf8");

type Flags = Readonly<Record<string, string | undefined>>;

function run(folder: string, command: "promote" | "demote", service: string, flags: Flags): Promise<Ran> {
  const given = Object.entries({ stack: "prod", ...flags });
  const args = given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return readiness(folder, [command, service, ...args]);
}
const promote = (folder: string, flags: Flags = {}, service = "cart"): Promise<Ran> =>
  run(folder, "promote", service, { to: "1", ticket: "OPS-7", approver: "pia", by: "amy", ...flags });
const demote = (folder: string, flags: Flags = {}, service = "cart"): Promise<Ran> =>
  run(folder, "demote", service, { to: "3", reason: "Guests only.", by: "amy", ...flags });

const promoted = stack
  .replace("cart: 2 # soon 1", "cart: 1 # soon 1")
  .replace(
    "ticket: OPS-1 }]",
    `ticket: OPS-1 }, { from: 2, to: 1, by: pia, at: "${today}", ticket: OPS-7 }]`,
  );

describe("readiness promote", function () {
  this.timeout(30_000);

  it("gives a stricter tier with its approval on record, and says what that means, grace counted", async () => {
    const folder = project();
    const { code, out, err } = await promote(folder);
    assert.equal(code, 0, err);
    assert.equal(textOf(folder), promoted);
    const said = `cart goes from tier 2 to 1, approved by pia on ${today}, ticket OPS-7`;
    const first = `shop, stack prod: what if ${said}?`;
    assert.deepEqual(out.split("\n").slice(0, 1), [first]);
    assert.deepEqual(out.split("\n").slice(-1), [`stacks/Pulumi.prod.yaml: ${said}.`]);
    assert.match(out, /\n {2}cart \(tier 1\), [a-z-]+ {2}due \d{4}-\d\d-\d\d\n/);
    assert.doesNotMatch(out, /tier-approved|Nothing was changed/);
    assert.match(
      err,
      /\nHave it reviewed: the pull request is the approval, and `readiness promotions` checks it\.$/,
    );
    assert.equal((await readiness(folder, ["check"])).code, 0);
  });

  it("refuses while a rule on what moves by itself fails, and lists it", async () => {
    const folder = project(2);
    const { code, err } = await promote(folder);
    assert.deepEqual([code, textOf(folder)], [1, stack]);
    const lines = err.split("\n");
    assert.deepEqual(lines.slice(lines.findIndex((line) => line.startsWith("1 rule"))), [
      "1 rule on what moves by itself fails for cart, and tier 1 makes that mandatory:",
      "  code-scanned  gold",
      "    Repository astronomy-shop must have no critical code scanning alert; 2 are open.",
      "    Fix: Turn on the default setup of code scanning for the repository, or let a workflow upload results as",
      "    SARIF; mend or dismiss with a reason what is critical. A scanner that reports elsewhere is stated in",
      "    catalog/services/cart.yaml under security.codeScan.",
      "Nothing was written. Mend them first, or say with --anyway why it goes on.",
    ]);
  });

  it("refuses only for rules that the new tier makes mandatory", async () => {
    const folder = project(2, stack.replace("cart: 2", "cart: 3"));
    const { code, err } = await promote(folder, { to: "2" });
    assert.equal(code, 0, err);
    assert.doesNotMatch(err, /what moves by itself/);
  });

  it("goes on with a reason, which is recorded", async () => {
    const folder = project(2);
    const { code, out, err } = await promote(folder, { anyway: "Black Friday: it is paged now." });
    assert.equal(code, 0, err);
    assert.match(err, /1 rule on what moves by itself fails for cart/);
    assert.match(out, /ticket OPS-7: Black Friday: it is paged now\.$/);
    assert.equal(
      textOf(folder),
      promoted.replace("ticket: OPS-7 }", `ticket: OPS-7, reason: "Black Friday: it is paged now." }`),
    );
  });

  it("says so where it is not known who asks", async () => {
    const { code, err } = await promote(project(), { by: undefined });
    assert.equal(code, 0, err);
    assert.match(
      err,
      /\nNobody said who asks \(--by\), so it is not known whether somebody else approves\.\n/,
    );
    const known = await promote(project());
    assert.doesNotMatch(known.err, /Nobody said/);
  });

  it("writes nothing where it is asked what it would mean only", async () => {
    const folder = project();
    const args = ["promote", "cart", "--stack", "prod", "--to", "1", "--ticket", "OPS-7"];
    const { code, out } = await readiness(folder, [...args, "--approver", "pia", "--dry-run"]);
    assert.deepEqual([code, textOf(folder)], [0, stack]);
    assert.match(
      out,
      new RegExp(
        `\nWould be written into stacks/Pulumi\\.prod\\.yaml: cart goes from tier 2 to 1, approved by pia on ${today}, ticket OPS-7\\.$`,
      ),
    );
  });

  it("takes a service by an earlier name, and one that is not listed from tier 3", async () => {
    const folder = project(0, stack.replace("    quote: 3\n", ""));
    const { code, err } = await promote(folder, { to: "2", approver: "lea" }, "rates");
    assert.equal(code, 0, err);
    assert.match(textOf(folder), /\n {4}cart: 2 # soon 1\n {4}quote: 2\n/);
    assert.match(
      textOf(folder),
      new RegExp(`\n {4}quote: \\[\\{ from: 3, to: 2, by: lea, at: "${today}", ticket: OPS-7 \\}\\]\n`),
    );
  });

  const refused: Readonly<Record<string, readonly [Flags, string, string?]>> = {
    "a service that does not exist": [
      {},
      '"crat" is not a service in catalog/services. Did you mean "cart"?',
      "crat",
    ],
    "the tier that it has": [{ to: "2" }, "cart is at tier 2 already."],
    "a weaker tier": [
      { to: "3" },
      "Tier 3 is weaker than 2, which cart has. Use `readiness demote`, with a reason.",
    ],
    "an approver who is not listed": [
      { approver: "lea" },
      "The approver must be one of those whom readiness:approvers lists for tier 1 (platform); lea is none.",
    ],
    "a team as approver": [{ approver: "platform" }, "The approver must be a person; platform is a team."],
    "an approver who asks for it": [
      { by: "Pia" },
      "The approver must be another than who asks for it; both are pia.",
    ],
    "all that is wrong at once": [
      { to: "0", approver: "A B", ticket: " ", anyway: "" },
      '--to must be one of 1, 2, 3; it is "0".\n--approver must be a login, without @ or spaces.\n--ticket must not be blank.\n--anyway must not be blank.',
    ],
    "all that speaks against an approver at once": [
      { approver: "amy" },
      "The approver must be one of those whom readiness:approvers lists for tier 1 (platform); amy is none.\nThe approver must be from outside orders, which owns the service; amy is a member.\nThe approver must be another than who asks for it; both are amy.",
    ],
    "a stack that does not exist": [
      { stack: "prdo" },
      'There is no stack "prdo". Did you mean "prod"? There are prod.',
    ],
  };
  for (const [name, [flags, message, service]] of Object.entries(refused))
    it(`refuses ${name}, and writes nothing`, async () => {
      const folder = project();
      const { code, err, out } = await promote(folder, flags, service);
      assert.deepEqual([code, err, out, textOf(folder)], [2, message, "", stack]);
    });

  it("refuses a second change on one day, of which nobody could tell which came last", async () => {
    const folder = project();
    await promote(folder);
    const { code, err } = await demote(folder);
    assert.deepEqual(
      [code, err, textOf(folder)],
      [
        2,
        "cart has a record of today already, to tier 1. Correct that by hand, or wait until tomorrow.",
        promoted,
      ],
    );
  });

  it("refuses a file that is wrong already, with the place", async () => {
    const folder = project(0, `${stack}  readiness:locks: none\n`);
    const { code, err } = await promote(folder);
    assert.equal(code, 2);
    assert.match(err, /^stacks\/Pulumi\.prod\.yaml:13:20: /);
  });
});

describe("readiness demote", function () {
  this.timeout(30_000);

  it("gives a weaker tier with the reason and who asks on record", async () => {
    const folder = project();
    const { code, out, err } = await demote(folder);
    assert.equal(code, 0, err);
    const record = `{ from: 2, to: 3, by: amy, at: "${today}", reason: Guests only. }`;
    assert.equal(
      textOf(folder),
      stack
        .replace("cart: 2 # soon", "cart: 3 # soon")
        .replace("ticket: OPS-1 }]", `ticket: OPS-1 }, ${record}]`),
    );
    assert.match(
      out,
      new RegExp(
        `\nstacks/Pulumi\\.prod\\.yaml: cart goes from tier 2 to 3, by amy on ${today}: Guests only\\.$`,
      ),
    );
  });

  it("needs an approval for a tier that needs one", async () => {
    const config = stack.replace("cart: 2 ", "cart: 1 ");
    const folder = project(0, config);
    const missing = await demote(folder, { to: "2" });
    assert.deepEqual(
      [missing.code, missing.err],
      [2, "Say with --approver who approves tier 2: a login at GitHub."],
    );
    const { code, err } = await demote(folder, { to: "2", approver: "lea" });
    assert.equal(code, 0, err);
    assert.match(
      textOf(folder),
      new RegExp(`\\{ from: 1, to: 2, by: lea, at: "${today}", reason: Guests only\\. \\}`),
    );
  });

  it("asks an approver of tier 3 where the stack says who that is", async () => {
    const config = stack.replace("    2: [platform, lea]", "    2: [platform, lea]\n    3: [platform]");
    const { code, err } = await demote(project(0, config));
    assert.deepEqual([code, err], [2, "Say with --approver who approves tier 3: a login at GitHub."]);
  });

  it("refuses a stricter tier, and a blank reason", async () => {
    const { code, err } = await demote(project(), { to: "1", approver: "pia", reason: " " });
    assert.deepEqual(
      [code, err],
      [2, "Tier 1 is stricter than 2, which cart has. Use `readiness promote`.\n--reason must not be blank."],
    );
  });
});
