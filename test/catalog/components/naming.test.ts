import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { expectsOf } from "../../../catalog/components/children";
import { inEnvironment, shortSloName } from "../../../catalog/components/naming";

describe("a query", () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    "gets the environment into its scope": ["sum:hits{service:a}", "sum:hits{service:a,env:prod}"],
    "gets it into each of several scopes": [
      "sum:e{service:a}.as_count() / sum:h{service:a}.as_count()",
      "sum:e{service:a,env:prod}.as_count() / sum:h{service:a,env:prod}.as_count()",
    ],
    "gets it in the place of everything": ["avg:load{*}", "avg:load{env:prod}"],
    "gets it in an empty scope": ["avg:load{}", "avg:load{env:prod}"],
    "gets it around words of logic": [
      "sum:h{service:a AND NOT host:b}",
      "sum:h{(service:a AND NOT host:b) AND env:prod}",
    ],
    "keeps the groups after by": ["sum:h{service:a} by {host}", "sum:h{service:a,env:prod} by {host}"],
    "keeps the groups right after by": ["sum:h{service:a}by{host}", "sum:h{service:a,env:prod}by{host}"],
    "keeps an environment that it names": ["sum:h{service:a,env:eu}", "sum:h{service:a,env:eu}"],
    "keeps an environment that it names first": ["sum:h{env:*}", "sum:h{env:*}"],
    "keeps an environment that it excludes": ["sum:h{!env:dev}", "sum:h{!env:dev}"],
    "is not mistaken by a tag that ends in env": ["sum:h{subenv:x}", "sum:h{subenv:x,env:prod}"],
  };
  for (const [name, [query, expected]] of Object.entries(cases)) {
    it(name, () => assert.equal(inEnvironment(query, "prod"), expected));
  }
});

describe("an SLO's short name", () => {
  const slos = (...names: string[]) =>
    names.map((name) => ({ name, kind: "availability", good: "g", total: "t", window: "30d" }) as const);
  const cases: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
    "leaves the service out": ["cart-availability", ["cart-availability"], "availability"],
    "is the name that does not begin with the service": ["availability", ["availability"], "availability"],
    "keeps the service where another SLO has the short name": [
      "cart-availability",
      ["availability", "cart-availability"],
      "cart-availability",
    ],
    "leaves an earlier name of the service out": [
      "basket-availability",
      ["basket-availability"],
      "availability",
    ],
    "keeps the service where another SLO would have the short name": [
      "basket-availability",
      ["basket-availability", "cart-availability"],
      "basket-availability",
    ],
  };
  for (const [what, [name, names, expected]] of Object.entries(cases)) {
    it(what, () => {
      const service = { name: "cart", aliases: ["basket"], slos: slos(...names) };
      assert.equal(shortSloName(service, name), expected);
    });
  }
});

describe("what is expected of a resource", () => {
  it("is every plain number and boolean and the length of every list, by path", () => {
    const inputs = {
      name: "x",
      times: 2,
      on: false,
      layers: [
        { turn: 7, users: ["a", pulumi.output("b")] },
        { turn: 8, users: [] },
      ],
      nested: { deep: { value: 1.5 } },
      absent: undefined,
    };
    assert.deepEqual(expectsOf(inputs), {
      times: 2,
      on: false,
      "layers.length": 2,
      "layers[0].turn": 7,
      "layers[0].users.length": 2,
      "layers[1].turn": 8,
      "layers[1].users.length": 0,
      "nested.deep.value": 1.5,
    });
  });

  it("is nothing of what only an update will know", () => {
    assert.deepEqual(
      expectsOf({ id: pulumi.output(7), list: pulumi.output([1]), later: Promise.resolve(3) }),
      {},
    );
  });
});
