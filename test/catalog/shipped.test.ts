import assert from "node:assert/strict";
import { join } from "node:path";
import { loadCatalog } from "../../catalog/load";
import { formatProblem } from "../../catalog/reading/problems";

/** The demo shop's own services: folder in the repository, and what each calls. */
const demoShop: Readonly<Record<string, readonly [string | undefined, readonly string[]]>> = {
  accounting: ["src/accounting", ["kafka", "astronomy-db"]],
  ad: ["src/ad", ["flagd"]],
  "astronomy-db": ["src/postgresql", []],
  cart: ["src/cart", ["valkey-cart", "flagd"]],
  checkout: [
    "src/checkout",
    ["cart", "currency", "email", "payment", "product-catalog", "shipping", "kafka", "flagd"],
  ],
  currency: ["src/currency", []],
  email: ["src/email", []],
  flagd: ["src/flagd", []],
  "fraud-detection": ["src/fraud-detection", ["kafka", "flagd"]],
  frontend: [
    "src/frontend",
    [
      "ad",
      "cart",
      "checkout",
      "currency",
      "product-catalog",
      "quote",
      "recommendation",
      "shipping",
      "image-provider",
      "flagd",
    ],
  ],
  "frontend-proxy": ["src/frontend-proxy", ["frontend", "flagd"]],
  "image-provider": ["src/image-provider", []],
  kafka: ["src/kafka", []],
  "load-generator": ["src/load-generator", ["frontend-proxy"]],
  payment: ["src/payment", ["flagd"]],
  "product-catalog": ["src/product-catalog", ["astronomy-db", "flagd"]],
  quote: ["src/quote", []],
  recommendation: ["src/recommendation", ["product-catalog", "flagd"]],
  shipping: ["src/shipping", ["quote"]],
  "valkey-cart": [undefined, []],
};

const teams: Readonly<Record<string, readonly string[]>> = {
  fulfilment: ["max", "nia", "oto"],
  orders: ["amy", "ben", "cho", "dia"],
  payments: ["eli", "fay", "gus", "hana"],
  platform: ["pia", "quin", "rui", "sam", "tess"],
  storefront: ["ivo", "jun", "kai", "lea"],
};

describe("The shipped catalog", () => {
  const loaded = loadCatalog(join(__dirname, "..", "..", "..")); // Tests run from bin/test/catalog.
  const catalog = loaded.ok ? loaded.value : { services: [], teams: [] };

  it("has no problem", () => assert.deepEqual(loaded.ok ? [] : loaded.problems.map(formatProblem), []));

  it("is the demo shop, with its paths and dependencies", () => {
    const shipped = catalog.services.map(({ name, path, dependencies }) => [
      name,
      [path, dependencies.map(({ service }) => service)],
    ]);
    assert.deepEqual(shipped, Object.entries(demoShop));
  });

  it("has one repository, which the cart store alone is not in yet", () => {
    const elsewhere = catalog.services.filter(({ repository }) => repository !== "astronomy-shop");
    assert.deepEqual(
      elsewhere.map(({ name, repository }) => [name, repository]),
      [["valkey-cart", undefined]],
    );
  });

  it("has five teams of people with addresses in the example domain", () => {
    assert.deepEqual(
      catalog.teams.map(({ name, members }) => [name, members.map(({ login }) => login)]),
      Object.entries(teams),
    );
    for (const { login, email } of catalog.teams.flatMap(({ members }) => members)) {
      assert.equal(email, `${login}@astronomy-shop.example`);
    }
  });

  it("escalates to people outside the rotation", () => {
    for (const service of catalog.services.filter(({ onCall }) => onCall !== undefined)) {
      const team = catalog.teams.find(({ name }) => name === service.owner);
      const rotation = service.onCall?.rotation ?? team?.members.map(({ login }) => login) ?? [];
      const second = service.onCall?.escalateTo ?? team?.escalateTo ?? [];
      assert.deepEqual(
        second.filter((login) => rotation.includes(login)),
        [],
        service.name,
      );
    }
  });

  it("shows what the catalog can lack, each in one place that previews name", () => {
    const find = (name: string) => catalog.services.find((service) => service.name === name);
    assert.equal(find("fraud-detection")?.owner, "fraud-squad");
    assert.equal(find("image-provider")?.description, "Managed by Pulumi");
    assert.equal(find("quote")?.lifecycle, undefined);
    assert.equal(find("load-generator")?.lifecycle, "experimental");
    assert.equal(catalog.teams.find(({ name }) => name === "fulfilment")?.contacts.chat, undefined);
  });
});
