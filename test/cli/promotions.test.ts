import assert from "node:assert/strict";
import type { Approvals } from "../../scorecard/approvals";
import { git, write } from "./committed";
import {
  approved,
  base,
  cart,
  check,
  day,
  type Files,
  old,
  onMain,
  promotionCases,
  stack,
  stackFile,
  withCart,
} from "./promotions-cases";

const waiver = (approver: string): string =>
  `waivers:\n  - { rule: slo-defined, service: cart, reason: migration, note: Soon., approver: ${approver}, requested: ${day(0)}, expires: ${day(20)} }\n`;

let shared: string | undefined;

/** What comes of a change of the project's files, as the check prints it; all begin with the same commit. */
async function found(change: Files, ...args: readonly string[]) {
  shared ??= onMain(base);
  const folder = shared;
  git(folder, "reset", "-q", "--hard");
  git(folder, "clean", "-fdq");
  write(folder, change);
  const { code, out, err } = await check(folder, "--json", ...args);
  assert.equal(err, "");
  return { code, ...(JSON.parse(out) as Approvals) }; // as the command prints it
}

/** Code, and of each change of a tier what it is, its proof and its faults. */
async function tiersOf(change: Files, ...args: readonly string[]): Promise<unknown> {
  const { code, tiers } = await found(change, ...args);
  const of = ({ service, what, from, to, proof, faults }: Approvals["tiers"][number]) => [
    `${service} ${what} ${from}-${to} ${proof}`,
    ...faults,
  ];
  return [code, ...tiers.map(of)];
}

describe("readiness promotions", function () {
  this.timeout(60_000);

  for (const [name, [change, code, ...expected]] of Object.entries(promotionCases))
    it(`finds ${name}`, async () => assert.deepEqual(await tiersOf(change), [code, ...expected]));

  it("finds the author who approves what is his own", async () => {
    const { code, tiers } = await found({ [stackFile]: withCart(1, approved()) }, "--author", "PIA");
    assert.deepEqual(
      [code, tiers[0]?.faults],
      [1, ["The approver must be another than who asks for it; both are pia."]],
    );
  });

  it("asks an approver of a demotion where the stack says who that is", async () => {
    const listed = (text: string): string =>
      text.replace("2: [platform, lea]", "2: [platform], 3: [platform]");
    const folder = onMain({ [stackFile]: listed(stack) });
    const record = `{ from: 2, to: 3, by: lea, at: "${day(0)}", reason: Guests only. }`;
    write(folder, { [stackFile]: listed(withCart(3, record)) });
    const { code, out } = await check(folder, "--json");
    const { tiers } = JSON.parse(out) as Approvals; // as the command prints it
    assert.deepEqual(
      [code, tiers.map(({ proof, faults }) => [proof, faults.length])],
      [1, [["recorded", 1]]],
    );
  });

  it("finds waivers whose approver may not approve", async () => {
    const of = async (approver: string, ...args: readonly string[]): Promise<unknown> => {
      const { code, waivers } = await found({ "catalog/waivers.yaml": waiver(approver) }, ...args);
      return [code, ...waivers.map(({ proof, faults }) => [proof, ...faults])];
    };
    assert.deepEqual(await of("pia", "--author", "amy"), [0, ["recorded"]]);
    assert.deepEqual(await of("amy"), [
      1,
      ["recorded", "The approver must be from outside orders, which owns the service; amy is a member."],
    ]);
    assert.deepEqual(await of("lea", "--author", "lea"), [
      1,
      ["recorded", "The approver must be another than who asks for it; both are lea."],
    ]);
  });

  it("refuses that a service goes that was not retired before", async () => {
    const deleted = async (lifecycle: string): Promise<unknown> => {
      const text = stack
        .replace("cart: 2, ", "")
        .replace(`  readiness:promotions:\n    cart: [${old}]\n`, "");
      const retired = { "catalog/services/cart.yaml": cart.replace("production", lifecycle) };
      const folder = onMain({ ...retired, [stackFile]: text });
      write(folder, { "catalog/services/cart.yaml": undefined });
      const { code, out } = await check(folder, "--json");
      return [code, (JSON.parse(out) as Approvals).deleted]; // as the command prints it
    };
    assert.deepEqual(await deleted("retired"), [0, [{ service: "cart", faults: [] }]]);
    assert.deepEqual(await deleted("production"), [
      1,
      [
        {
          service: "cart",
          faults: [
            "Its lifecycle must be retired in an earlier change; it is production. A new name keeps the old one under aliases.",
          ],
        },
      ],
    ]);
  });

  it("says what is refused, for people and as a comment in which no text is markup", async () => {
    const text = stack.replace("cart: 2, ", "").replace(`  readiness:promotions:\n    cart: [${old}]\n`, "");
    const folder = onMain({ [stackFile]: text });
    write(folder, {
      "catalog/services/cart.yaml": undefined,
      [stackFile]: text.replace("quote: 3", "quote: 2"),
      "catalog/waivers.yaml": waiver("amy").replace("cart", "quote").replace("Soon.", '"<b>@all</b>"'),
    });
    const { out } = await check(folder);
    assert.deepEqual(out.split("\n").slice(1), [
      "",
      "Tiers",
      "  quote in prod  promotion from tier 3 to 2  no approval on record",
      "    refused: It must have a new record with its approval under readiness:promotions; there is none.",
      "",
      "Waivers",
      "  quote, slo-defined  recorded",
      `    accepted by amy until ${day(20)} (migration): <b>@all</b>`,
      "    refused: The approver must be from outside orders, which owns the service; amy is a member.",
      "",
      "Deleted",
      "  cart",
      "    refused: Its lifecycle must be retired in an earlier change; it is production. A new name keeps the old",
      "    one under aliases.",
      "",
      "3 of 3 may not be merged so. Who approved is as recorded; --reviews proves it.",
    ]);
    const comment = await check(folder, "-f", "markdown");
    assert.match(comment.out, /: \*\*3 of 3 may not be merged so\*\*; 1 approval not verified\.\n/);
    assert.match(
      comment.out,
      /accepted by amy: &#60;b&#62;&#64;\u200ball&#60;\/b&#62; \(recorded\)\n {2}- ❌ /,
    );
  });

  it("says what else a reviewer should know", async () => {
    const listed = stack.replace("1: [platform]", "1: [platform, lea]").replace(`[${old}]`, "[]");
    assert.deepEqual((await found({ [stackFile]: listed })).notices, [
      "Who may approve in prod changes: here those count who could before.",
      "Records in prod changed or are gone: those of cart.",
    ]);
    const moved = { [stackFile]: undefined, "stacks/Pulumi.live.yaml": stack };
    assert.deepEqual((await found(moved)).notices, [
      "The stack prod is gone, and with it what it asked of its services.",
      "The stack live is new: who may approve is what it says itself.",
    ]);
  });
});
