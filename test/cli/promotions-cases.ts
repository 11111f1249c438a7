import { type Ran, readiness, smallProject } from "./command";
import { committed, git } from "./committed";

export const day = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
export const stackFile = "stacks/Pulumi.prod.yaml";
export const old = '{ from: 3, to: 2, by: pia, at: "2026-01-05" }';
export const stack = `config:
  github:owner: astronomy-shop
  readiness:owns: true
  readiness:tiers: { cart: 2, quote: 3 }
  readiness:approvers: { 1: [platform], 2: [platform, lea] }
  readiness:promotions:
    cart: [${old}]
`;
export const base = { [stackFile]: stack };
/** The stack with another tier of cart, and a record of it more. */
export const withCart = (tier: number, record?: string): string =>
  stack
    .replace("cart: 2", `cart: ${tier}`)
    .replace(`[${old}]`, record === undefined ? `[${old}]` : `[${old}, ${record}]`);
export const approved = (by = "pia", more = ""): string =>
  `{ from: 2, to: 1, by: ${by}, at: "${day(0)}", ticket: OPS-7${more} }`;
export const cart = smallProject["catalog/services/cart.yaml"] ?? "";
export const platform = smallProject["catalog/teams/platform.yaml"] ?? "";
export type Files = Readonly<Record<string, string | undefined>>;
export const check = (folder: string, ...args: readonly string[]): Promise<Ran> =>
  readiness(folder, ["promotions", "--base", "main", ...args]);

/** The project committed on a branch that is called main, whatever git calls the first one here. */
export function onMain(files: Readonly<Record<string, string>>): string {
  const folder = committed(files);
  git(folder, "branch", "-M", "main");
  return folder;
}

const missing = "It must have a new record with its approval under readiness:promotions; there is none.";
const lists = (who: string, by: string): string =>
  `The approver must be one of those whom readiness:approvers lists for tier 1 (${who}); ${by} is none.`;

/** What changes, and what comes of it: the exit code and each change of a tier with its faults. */
export const promotionCases: Readonly<Record<string, readonly [Files, ...(readonly unknown[])]>> = {
  "nothing, where nothing changes": [{}, 0],
  "a promotion with a new record": [
    { [stackFile]: withCart(1, approved()) },
    0,
    ["cart promotion 2-1 recorded"],
  ],
  "a promotion without a record": [{ [stackFile]: withCart(1) }, 1, ["cart promotion 2-1 missing", missing]],
  "a promotion by a record that was there before": [
    { [stackFile]: stack.replace("quote: 3", "quote: 2") },
    1,
    ["quote promotion 3-2 missing", missing],
  ],
  "an approver who is not listed": [
    { [stackFile]: withCart(1, approved("lea")) },
    1,
    ["cart promotion 2-1 recorded", lists("platform", "lea")],
  ],
  "an approver who is listed by the change itself": [
    { [stackFile]: withCart(1, approved("lea")).replace("1: [platform]", "1: [platform, lea]") },
    1,
    ["cart promotion 2-1 recorded", lists("platform", "lea")],
  ],
  "an approver who joins the team that is listed": [
    {
      [stackFile]: withCart(1, approved("lea")),
      "catalog/teams/platform.yaml": platform.replace("members: [", "members: [{ login: lea }, "),
    },
    1,
    ["cart promotion 2-1 recorded", lists("platform", "lea")],
  ],
  "an approver of the team that owned it before": [
    {
      [stackFile]: withCart(1, approved("amy")),
      "catalog/services/cart.yaml": cart.replace("owner: orders", "owner: platform"),
    },
    1,
    [
      "cart promotion 2-1 recorded",
      lists("platform", "amy"),
      "The approver must be from outside orders, which owns the service; amy is a member.",
    ],
  ],
  "a record that says another tier before": [
    { [stackFile]: withCart(1, approved().replace("from: 2", "from: 3")) },
    1,
    ["cart promotion 2-1 recorded", "Its record must say that it comes from tier 2; it says 3."],
  ],
  "a record of tomorrow": [
    { [stackFile]: withCart(1, approved().replace(day(0), day(1))) },
    1,
    ["cart promotion 2-1 recorded", `Its record must not be dated after today; it is of ${day(1)}.`],
  ],
  "a demotion with a reason": [
    { [stackFile]: withCart(3, `{ from: 2, to: 3, by: amy, at: "${day(0)}", reason: Guests only. }`) },
    0,
    ["cart demotion 2-3 not-needed"],
  ],
  "a demotion without a reason": [
    { [stackFile]: withCart(3, `{ from: 2, to: 3, by: amy, at: "${day(0)}" }`) },
    1,
    ["cart demotion 2-3 not-needed", "The record of a weaker tier must have a reason."],
  ],
  "a demotion by taking it out of the list": [
    { [stackFile]: stack.replace("cart: 2, ", "") },
    1,
    [
      "cart demotion 2-3 not-needed",
      "It must have a new record with its reason under readiness:promotions; there is none.",
    ],
  ],
  "a record that only brings grace": [
    { [stackFile]: withCart(2, `{ from: 3, to: 2, by: amy, at: "${day(0)}" }`) },
    1,
    [
      "cart record 3-2 recorded",
      "The approver must be one of those whom readiness:approvers lists for tier 2 (platform, lea); amy is none.",
      "The approver must be from outside orders, which owns the service; amy is a member.",
    ],
  ],
  "a service under a new name": [
    {
      "catalog/services/cart.yaml": undefined,
      "catalog/services/basket.yaml": cart.replace("name: cart", "name: basket\naliases: [cart]"),
      [stackFile]: stack.replaceAll("cart:", "basket:"),
    },
    0,
  ],
  "a new service at a strict tier": [
    {
      "catalog/services/ad.yaml": "name: ad\nowner: orders\n",
      [stackFile]: stack.replace("cart: 2,", "ad: 1, cart: 2,"),
    },
    1,
    ["ad promotion 3-1 missing", missing],
  ],
  "a new stack with a new team that approves there": [
    {
      "catalog/teams/leads.yaml": "name: leads\nmembers: [{ login: lea }]\n",
      "stacks/Pulumi.dev.yaml": withCart(1, approved("lea"))
        .replace("owns: true", "owns: false")
        .replace("1: [platform]", "1: [leads]")
        .replace(`${old}, `, "")
        .replace("from: 2", "from: 3"),
    },
    0,
    ["cart promotion 3-1 recorded"],
  ],
  "a new stack, by whom it lists itself": [
    { "stacks/Pulumi.dev.yaml": withCart(1, approved()).replace("owns: true", "owns: false") },
    1,
    ["cart promotion 3-1 recorded", "Its record must say that it comes from tier 3; it says 2."],
    ["cart record 3-2 recorded"],
  ],
};
