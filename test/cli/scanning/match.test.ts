import assert from "node:assert/strict";
import { matchThings, type Place, placeName, repositoryIn } from "../../../cli/scanning/match";
import { plainName } from "../../../cli/scanning/names";

function place(at: string): Place {
  const [repository = "", ...folders] = at.split("/");
  return { repository, folder: folders.join("/"), called: folders.at(-1) ?? repository };
}

/** What came of a vendor's services, as lines; links follow a name after an arrow. */
function matched(things: readonly string[], places: readonly string[]): readonly string[] {
  const all = things.map((text) => {
    const [name = "", ...links] = text.split(" -> ");
    return { id: name, name, links };
  });
  const found = matchThings(all, places.map(place), "Acme");
  return [
    ...found.matches.map((one) => `${one.thing.name} = ${placeName(one.place)} (${one.confidence})`),
    ...found.ambiguous.map(({ thing, reason }) => `${thing.name}? ${reason}`),
    ...found.unmatched.map(({ name }) => `${name} -`),
  ];
}

const names: Readonly<Record<string, readonly [plain: string, environment?: string]>> = {
  checkout: ["checkout"],
  "Checkout Service": ["checkout"],
  "checkout_svc (prod)": ["checkout", "production"],
  "checkout-service-staging": ["checkout", "other"],
  CheckoutService: ["checkout"],
  service: ["service"],
  prod: ["prod"],
  "test-service": ["test"],
  "Überweisung.API": ["überweisung-api"],
  "---": [""],
};

const cases: Readonly<Record<string, readonly [readonly string[], readonly string[], readonly string[]]>> = {
  "the very name, whatever its case": [["Cart"], ["cart", "cart-service"], ["Cart = cart (high)"]],
  "what the name means, where none has the very name": [
    ["cart-svc-prod"],
    ["cart_service", "carts"],
    ["cart-svc-prod = cart_service (medium)"],
  ],
  "a repository before a folder of the same name": [
    ["cart"],
    ["cart", "shop/src/cart"],
    ["cart = cart (high)"],
  ],
  "a folder, where no repository has the name": [
    ["cart"],
    ["shop", "shop/src/cart"],
    ["cart = shop/src/cart (high)"],
  ],
  "a linked repository, after every name": [
    ["basket -> acme/cart", "quote -> acme/shop/src/prices", "far -> other/cart"],
    ["cart", "shop", "shop/src/prices"],
    ["basket = cart (high)", "quote = shop/src/prices (high)", "far -"],
  ],
  "not guessed: several folders of one name": [
    ["api"],
    ["a/src/api", "b/src/api"],
    ["api? it fits a/src/api, b/src/api"],
  ],
  "the one of production of several in one place": [
    ["cart-staging", "cart-prod"],
    ["cart"],
    ["cart-prod = cart (medium)", "cart-staging? cart-prod fits cart better"],
  ],
  "the very name before what others mean": [
    ["cart-prod", "cart"],
    ["cart"],
    ["cart = cart (high)", "cart-prod? cart fits cart better"],
  ],
  "not guessed: several that fit one place equally": [
    ["cart-svc", "cart-service"],
    ["Cart_"],
    [
      "cart-svc? cart-svc, cart-service fit Cart_ equally well",
      "cart-service? cart-svc, cart-service fit Cart_ equally well",
    ],
  ],
  "nothing for a name without letters": [["---"], ["--", "cart"], ["--- -"]],
};

describe("the matcher of a scan", () => {
  for (const [name, [plain, environment]] of Object.entries(names)) {
    it(`reads ${name} as ${plain} of ${environment ?? "no environment"}`, () => {
      assert.deepEqual(plainName(name), { plain, environment });
    });
  }

  for (const [title, [things, places, expected]] of Object.entries(cases)) {
    it(`finds ${title}`, () => assert.deepEqual(matched(things, places), expected));
  }

  it("reads repositories out of addresses, and nothing out of anything else", () => {
    const addresses = {
      "https://github.com/Acme/Cart.git": "acme/cart",
      "https://git.acme.example/acme/shop/tree/main/src/cart/": "acme/shop/src/cart",
      "https://github.com/acme": undefined,
      "javascript:acme/cart": undefined,
      "git@github.com:acme/cart": undefined,
    };
    for (const [url, expected] of Object.entries(addresses)) assert.equal(repositoryIn(url), expected, url);
  });
});
