import { smallProject } from "./command";

export const stack = smallProject["stacks/Pulumi.prod.yaml"] ?? "";
export const cart = smallProject["catalog/services/cart.yaml"] ?? "";
const orders = smallProject["catalog/teams/orders.yaml"] ?? "";
const platform = smallProject["catalog/teams/platform.yaml"] ?? "";
const waiver = (service: string): string =>
  `waivers:\n  - { rule: slo-defined, service: ${service}, reason: migration, note: Soon., approver: pia, requested: 2026-11-01, expires: 2026-12-01 }\n`;
const initiative = (scope: string, deadline = "2026-12-01"): string =>
  `id: push\ntitle: A push\nlevel: silver\nscope: ${scope}\nstart: 2026-11-01\ndeadline: ${deadline}\n`;
const baseline = (...services: readonly string[]): string =>
  JSON.stringify({
    schemaVersion: 1,
    stack: "prod",
    recordedAt: "2026-11-01",
    entries: services.map((service) => ({ service, rule: "slo-defined", message: "x", tier: 3 })),
  });

/** What a base has besides the small project, what changes then, and which services that touches. */
type ChangedCase = readonly [
  Readonly<Record<string, string>>,
  Readonly<Record<string, string | undefined>>,
  "all" | readonly string[],
];

export const changedCases: Readonly<Record<string, ChangedCase>> = {
  "nothing touches none": [{}, {}, []],
  "a service's file touches it": [
    {},
    { "catalog/services/cart.yaml": `${cart}risk: high\n`.replace("risk: low\n", "") },
    ["cart"],
  ],
  "a comment in a service's file touches none": [
    {},
    { "catalog/services/cart.yaml": `# Ours.\n${cart}` },
    [],
  ],
  "a new service is touched": [{}, { "catalog/services/ad.yaml": "name: ad\n" }, ["ad"]],
  "a service that is gone touches none": [
    {},
    { "catalog/services/quote.yaml": undefined, "stacks/Pulumi.prod.yaml": stack.replace(", quote: 3", "") },
    [],
  ],
  "a rename touches the service, by its new name": [
    {},
    {
      "catalog/services/quote.yaml": undefined,
      "catalog/services/price.yaml": "name: price\naliases: [quote, rates]\nowner: orders\n",
      "stacks/Pulumi.prod.yaml": stack.replace("quote: 3", "price: 3"),
    },
    ["price"],
  ],
  "a team's file touches the services that it owns": [
    { "catalog/services/ad.yaml": "name: ad\nowner: platform\n" },
    { "catalog/teams/orders.yaml": orders.replace("#orders", "#shop") },
    ["cart", "quote"],
  ],
  "another team's member touches whom a service pages by name": [
    { "catalog/services/ad.yaml": "name: ad\nowner: orders\nonCall: { rotation: [amy, pia] }\n" },
    { "catalog/teams/platform.yaml": platform.replace("pia@", "pia2@") },
    ["ad"],
  ],
  "a tier touches its service": [
    {},
    { "stacks/Pulumi.prod.yaml": stack.replace("cart: 3", "cart: 2") },
    ["cart"],
  ],
  "a tier that is listed as it was by default touches its service": [
    { "catalog/services/ad.yaml": "name: ad\n" },
    { "stacks/Pulumi.prod.yaml": stack.replace("quote: 3", "quote: 3, ad: 3") },
    ["ad"],
  ],
  "a promotion on record touches its service": [
    {},
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:promotions: { cart: [{ to: 3, by: pia, at: "2026-01-01" }] }\n`,
    },
    ["cart"],
  ],
  "who may approve touches the services that they approved": [
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:approvers: { 2: [pia] }\n  readiness:promotions: { cart: [{ to: 2, by: pia, at: "2026-01-01" }] }\n`,
    },
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:approvers: { 2: [amy] }\n  readiness:promotions: { cart: [{ to: 2, by: pia, at: "2026-01-01" }] }\n`,
    },
    ["cart"],
  ],
  "who is a member of a team that may approve touches the services that they approved": [
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:approvers: { 2: [platform] }\n  readiness:promotions: { cart: [{ to: 2, by: pia, at: "2026-01-01" }] }\n`,
    },
    { "catalog/teams/platform.yaml": platform.replace("login: pia", "login: pim") },
    ["cart"],
  ],
  "a waiver touches its service": [{}, { "catalog/waivers.yaml": waiver("cart") }, ["cart"]],
  "a waiver under an earlier name touches its service": [
    { "catalog/waivers.yaml": waiver("rates") },
    { "catalog/waivers.yaml": "waivers: []\n" },
    ["quote"],
  ],
  "a waiver that is written under the present name touches none": [
    { "catalog/waivers.yaml": waiver("rates") },
    { "catalog/waivers.yaml": waiver("quote") },
    [],
  ],
  "a baseline touches the services whose entries differ": [
    { "stacks/baseline.prod.json": baseline("cart", "quote") },
    { "stacks/baseline.prod.json": baseline("quote") },
    ["cart"],
  ],
  "an initiative touches the services that it covers, or did": [
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }") },
    { "catalog/initiatives/push.yaml": initiative("{ services: [quote] }") },
    ["cart", "quote"],
  ],
  "an initiative's deadline touches the services that it covers": [
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }") },
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }", "2026-12-24") },
    ["cart"],
  ],
  "an initiative's title touches none": [
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }") },
    { "catalog/initiatives/push.yaml": initiative("{ services: [cart] }").replace("A push", "The push") },
    [],
  ],
  "a stack's mode touches all": [
    {},
    { "stacks/Pulumi.prod.yaml": stack.replace("enforce", "advise") },
    "all",
  ],
  "a stack's account touches all": [
    {},
    { "stacks/Pulumi.prod.yaml": stack.replace("astronomy-shop", "other") },
    "all",
  ],
  "a new stack touches all": [{}, { "stacks/Pulumi.dev.yaml": "config: {}\n" }, "all"],
  "an emergency for a service touches it": [
    {},
    {
      "stacks/Pulumi.prod.yaml": `${stack}  readiness:breakGlass: { service: cart, by: pia, reason: Fire., until: "${new Date(Date.now() + 3_600_000).toISOString()}" }\n`,
    },
    ["cart"],
  ],
  "the program touches all": [{}, { "catalog/program.ts": "export {};\n" }, "all"],
  "the pack touches all": [{}, { "policy-pack/rules/x.ts": "export {};\n" }, "all"],
  "a tier table touches all": [{}, { "tiers/levels.ts": "export {};\n" }, "all"],
  "packages touch all": [{}, { "package-lock.json": "{}" }, "all"],
  "pages and tests touch none": [{}, { "docs/rules.md": "x", "test/a.test.ts": "x", "README.md": "x" }, []],
};
