import assert from "node:assert/strict";
import { deployedServices } from "../../../policy-pack/engine/gate-config";
import { readPackConfig } from "../../../policy-pack/engine/pack-config";

const hour = 3_600_000;
const misplaced =
  "gate.scorecard: must be a file, an https address or http on this machine, without a password in it";

const wrong: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, readonly string[]]>> = {
  "no scorecard": [{}, ["gate.scorecard: Invalid input: expected string, received undefined"]],
  "an empty one": [{ scorecard: "" }, ["gate.scorecard: must be a file or an https address"]],
  "an address without TLS": [{ scorecard: "http://readiness.example/now.json" }, [misplaced]],
  "a password in the address": [{ scorecard: "https://amy:secret@readiness.example/" }, [misplaced]],
  "an address of another kind": [{ scorecard: "s3://bucket/now.json" }, [misplaced]],
  "no address at all": [{ scorecard: "https://" }, [misplaced]],
  "a misspelt key": [{ scorecard: "now.json", maxage: "26h" }, ['gate: Unrecognized key: "maxage"']],
  "an age without a unit": [
    { scorecard: "now.json", maxAge: "26" },
    ["gate.maxAge: must be a whole number of minutes, hours or days, such as 90m, 26h or 2d"],
  ],
  "a service that is none, and a token instead of a variable": [
    { scorecard: "now.json", service: "Cart", tokenVariable: "ghp-1" },
    [
      "gate.service: must be lower-case letters, digits and dashes, at most 63 characters",
      "gate.tokenVariable: must be the name of an environment variable",
    ],
  ],
  "an empty list of services": [
    { scorecard: "now.json", service: [] },
    ["gate.service: must name a service"],
  ],
};

describe("the gate's config", () => {
  for (const [name, [gate, problems]] of Object.entries(wrong))
    it(`is refused, so that nothing counts, with ${name}`, () => {
      const read = readPackConfig({ gate });
      assert.deepEqual([read.problems, read.gate], [problems, undefined]);
    });

  for (const scorecard of [
    "../now.json",
    "/srv/now.json",
    "C:\\readiness\\now.json",
    "https://readiness.example/now.json?signature=1",
    "http://127.0.0.1:8080/now.json",
    "http://localhost/now.json",
    "http://[::1]/now.json",
  ])
    it(`takes ${scorecard}, and 26 hours where no age is said`, () => {
      assert.deepEqual(readPackConfig({ gate: { scorecard } }).gate, { scorecard, maxAge: 26 * hour });
    });
});

describe("the services that a stack deploys", () => {
  const cases: Readonly<
    Record<string, readonly [string | string[] | undefined, string | undefined, string[]]>
  > = {
    "are the config's, whatever the tag says": ["cart", "quote", ["cart"]],
    "may be several, each once": [["cart", "quote", "cart"], undefined, ["cart", "quote"]],
    "are the tag's where the config says nothing": [undefined, "cart", ["cart"]],
    "are all of the tag's": [undefined, " cart, quote,,cart ", ["cart", "quote"]],
    "are none with an empty tag": [undefined, " , ", []],
    "are none where nothing says": [undefined, undefined, []],
  };
  for (const [name, [service, tag, expected]] of Object.entries(cases))
    it(name, () => {
      const tags = new Map(tag === undefined ? [] : [["readiness:service", tag]]);
      assert.deepEqual(deployedServices({ service }, tags), expected);
    });
});
