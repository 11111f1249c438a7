import type { StoodInOrganisation } from "./organisation";

const slo = (name: string, more: object = {}) => ({
  id: `slo-${name}`,
  name,
  type: "metric",
  tags: ["env:prod"],
  thresholds: [{ timeframe: "30d", target: 99.5 }],
  query: { numerator: `sum:hits{service:cart,ok}`, denominator: `sum:hits{service:cart}` },
  ...more,
});

/** A small organisation: repositories of one service, of several, and of none. */
export const acme: StoodInOrganisation = {
  repositories: [
    { name: "cart", description: "Keeps what a customer is about to buy.", owners: "* @acme/orders\n" },
    {
      name: "shop",
      owners: "* @acme/platform\n/src/quote/ @acme/orders\n/docs/ @acme/orders\n",
      folders: ["src/quote", "src/mail", "src/shared", "docs"],
      authors: { "src/mail": ["pia"] },
    },
    { name: "notes", language: null },
    { name: "copied", fork: true },
    { name: "ledger", authors: { "": ["amy", "amy", "stranger"] } },
  ],
  teams: [
    { slug: "orders", name: "Orders", members: ["amy", "ben"], repositories: { ledger: "pull" } },
    { slug: "platform", members: ["pia"], repositories: { shop: "admin" } },
    { slug: "guests", members: ["zoe"] },
  ],
  pagers: ["Cart Service (prod)", "mail", "Fax"],
  entities: ["cart", "Mail"],
  slos: [
    slo("cart-available"),
    slo("Cart by monitors", { query: null, type: "monitor", tags: ["service:cart"] }),
  ],
};
