import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Approvals } from "../../scorecard/approvals";
import { smallProject } from "./command";
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
  platform,
  stack,
  stackFile,
  withCart,
} from "./promotions-cases";

const waiver = (service: string, approver: string): string =>
  `waivers:\n  - { rule: slo-defined, service: ${service}, reason: migration, note: Soon., approver: ${approver}, requested: ${day(0)}, expires: ${day(20)} }\n`;
const notListed = (who: string, by: string): string =>
  `The approver must be one of those whom readiness:approvers lists for tier 1 (${who}); ${by} is none.`;
const owned = "The approver must be from outside orders, which owns the service; amy is a member.";

/** What comes of a change of a project that is committed, as the check prints it. */
async function changed(files: Readonly<Record<string, string>>, change: Files, ...args: readonly string[]) {
  const folder = onMain(files);
  write(folder, change);
  const { code, out, err } = await check(folder, "--json", ...args);
  assert.equal(err, "");
  return { code, ...(JSON.parse(out) as Approvals) }; // as the command prints it
}

describe("readiness promotions, when somebody dodges it", function () {
  this.timeout(60_000);

  const ones = { ...base, [stackFile]: withCart(1, approved()) };
  const waivers: Readonly<Record<string, readonly [Files, readonly string[]]>> = {
    "an approver of tier 1": [{ "catalog/waivers.yaml": waiver("cart", "pia") }, []],
    "somebody who is none": [
      { "catalog/waivers.yaml": waiver("cart", "lea") },
      [notListed("platform", "lea")],
    ],
    "somebody who lists himself in the same change": [
      {
        "catalog/waivers.yaml": waiver("cart", "lea"),
        [stackFile]: withCart(1, approved()).replace("1: [platform]", "1: [platform, lea]"),
      },
      [notListed("platform", "lea")],
    ],
    "somebody who joins the team that is listed": [
      {
        "catalog/waivers.yaml": waiver("cart", "lea"),
        "catalog/teams/platform.yaml": platform.replace("members: [", "members: [{ login: lea }, "),
      },
      [notListed("platform", "lea")],
    ],
    "a member of the team that owned it under another name": [
      {
        "catalog/waivers.yaml": waiver("basket", "amy"),
        "catalog/services/cart.yaml": undefined,
        "catalog/services/basket.yaml": cart
          .replace("name: cart", "name: basket\naliases: [cart]")
          .replace("owner: orders", "owner: platform"),
        [stackFile]: withCart(1, approved()).replaceAll("cart:", "basket:"),
      },
      [notListed("platform", "amy"), owned],
    ],
  };
  for (const [name, [change, faults]] of Object.entries(waivers))
    it(`judges a waiver of tier 1 that is accepted by ${name}`, async () => {
      const found = await changed(ones, change);
      assert.deepEqual(
        [found.code, found.waivers.map((one) => one.faults)],
        [faults.length === 0 ? 0 : 1, [faults]],
      );
    });

  it("lets a stack's approver accept a waiver, whatever others list, but not one who lists himself in those", async () => {
    const dev = "stacks/Pulumi.dev.yaml";
    const ofDev = withCart(1, approved()).replace("owns: true", "owns: false");
    const files = { ...ones, [dev]: ofDev.replace("1: [platform]", "1: [lea]") };
    const accepted = { "catalog/waivers.yaml": waiver("cart", "lea") };
    assert.equal((await changed(files, accepted)).code, 0);
    const listed = { ...accepted, [stackFile]: withCart(1, approved()).replace("1: [platform]", "1: [lea]") };
    assert.deepEqual((await changed(files, listed)).waivers[0]?.faults, [notListed("platform", "lea")]);
  });

  it("refuses that a service goes by lending its name to one that is there", async () => {
    const text = stack.replace("cart: 2, ", "").replace(`  readiness:promotions:\n    cart: [${old}]\n`, "");
    const { code, deleted } = await changed(base, {
      "catalog/services/cart.yaml": undefined,
      "catalog/services/quote.yaml": "name: quote\naliases: [rates, cart]\nowner: orders\n",
      [stackFile]: text,
    });
    assert.deepEqual(
      [code, deleted.map(({ service, faults }) => [service, faults.length])],
      [1, [["cart", 1]]],
    );
  });

  it("lets nobody approve where nobody is listed", async () => {
    const none = (text: string): string => text.replace("1: [platform], ", "");
    const { code, tiers } = await changed(
      { [stackFile]: none(stack) },
      { [stackFile]: none(withCart(1, approved())) },
    );
    assert.deepEqual(
      [code, tiers[0]?.faults],
      [1, ["readiness:approvers must list who may approve tier 1; it lists nobody."]],
    );
  });

  it("takes the latest of several records for the change, and judges each", async () => {
    const records = `${approved()}, ${approved("eve").replace(day(0), day(-1))}`;
    const { code, tiers } = await changed(base, { [stackFile]: withCart(1, records) });
    assert.deepEqual(
      [code, tiers.map(({ what, record, faults }) => [what, record?.by, faults])],
      [
        1,
        [
          ["promotion", "pia", []],
          ["record", "eve", [notListed("platform", "eve")]],
        ],
      ],
    );
  });

  for (const login of ["@pia", " PIA "])
    it(`knows the author who is called "${login}"`, async () => {
      const { code, tiers } = await changed(
        base,
        { [stackFile]: withCart(1, approved()) },
        "--author",
        login,
      );
      assert.deepEqual(
        [code, tiers[0]?.faults],
        [1, ["The approver must be another than who asks for it; both are pia."]],
      );
    });

  it("asks who may approve today, however long ago the change left the base", async () => {
    const folder = onMain({ ...base, [stackFile]: stack.replace("1: [platform]", "1: [platform, lea]") });
    git(folder, "checkout", "-qb", "promotion");
    const text = withCart(1, approved("lea")).replace("1: [platform]", "1: [platform, lea]");
    write(folder, { [stackFile]: text });
    git(folder, "commit", "-qam", "promote");
    assert.equal((await check(folder)).code, 0);
    git(folder, "checkout", "-q", "main");
    const orders = smallProject["catalog/teams/orders.yaml"] ?? "";
    write(folder, {
      [stackFile]: stack,
      "catalog/teams/orders.yaml": orders.replace("members: [", "members: [{ login: lea }, "),
    });
    git(folder, "commit", "-qam", "lea approves no longer, and has joined the owners");
    const { code, out } = await check(folder, "--head", "promotion", "--json");
    const { tiers } = JSON.parse(out) as Approvals; // as the command prints it
    assert.deepEqual(
      [code, tiers[0]?.faults],
      [1, [notListed("platform", "lea"), owned.replace("amy", "lea")]],
    );
  });

  it("asks who could approve before where the stack is gone meanwhile", async () => {
    const folder = onMain(base);
    git(folder, "checkout", "-qb", "promotion");
    const text = withCart(1, approved("lea")).replace("1: [platform]", "1: [platform, lea]");
    write(folder, { [stackFile]: text });
    git(folder, "commit", "-qam", "promote");
    git(folder, "checkout", "-q", "main");
    write(folder, { [stackFile]: undefined });
    git(folder, "commit", "-qam", "the stack goes");
    const { out } = await check(folder, "--head", "promotion", "--json");
    const { tiers } = JSON.parse(out) as Approvals; // as the command prints it
    assert.deepEqual(tiers[0]?.faults, [notListed("platform", "lea")]);
  });

  it("cannot judge a folder that is a link", async () => {
    const folder = onMain(base);
    fs.renameSync(path.join(folder, "stacks"), path.join(folder, "elsewhere"));
    fs.symlinkSync("elsewhere", path.join(folder, "stacks"));
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", "link");
    const { code, err } = await check(folder, "--base", "HEAD~1", "--head", "HEAD");
    assert.equal(code, 3);
    assert.match(err, /has links among its files in catalog\/ and stacks\/; they are not followed\.$/);
  });
});
