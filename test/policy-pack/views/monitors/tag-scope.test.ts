import assert from "node:assert/strict";
import { parseScope, tagsHave } from "../../../../policy-pack/views/monitors/tag-scope";
import type { Truth } from "../../../../policy-pack/views/truth";

const tags = ["service:cart", "team:orders", "env:prod", "urgent"];
const has = tagsHave(tags, (key) => key === "host");

const cases: Readonly<Record<string, Truth>> = {
  "service:cart": true,
  "service:ad": false,
  "SERVICE:Cart": true,
  "service:cart AND team:orders": true,
  "service:cart AND team:ads": false,
  "service:ad OR team:orders": true,
  "service:ad OR team:ads": false,
  "NOT env:dev": true,
  "NOT env:prod": false,
  "-env:dev": true,
  "!env:prod": false,
  "team:orders AND NOT env:dev AND service:(cart OR checkout)": true,
  "service:(ad OR checkout)": false,
  "service:(NOT ad)": true,
  "service:ad AND service:ad OR env:prod": true,
  "service:ad AND (service:ad OR env:prod)": false,
  "NOT (service:ad OR env:dev)": true,
  "NOT NOT service:cart": true,
  "service:cart team:orders": true,
  'service:"cart"': true,
  "service:c*": true,
  "service:*r*": true,
  "service:x*": false,
  "service:*": true,
  urgent: true,
  calm: false,
  "host:web": undefined,
  "NOT host:web": undefined,
  "host:web AND service:ad": false,
  "host:web OR service:cart": true,
  "": undefined,
  "service:cart AND": undefined,
  "(service:cart": undefined,
  "service:cart)": undefined,
  "service:": undefined,
  "service:(team:orders)": undefined,
  "AND service:cart": undefined,
  NOT: undefined,
};

describe("parseScope", () => {
  for (const [scope, expected] of Object.entries(cases))
    it(`finds '${scope}' ${expected === undefined ? "undecided" : expected}`, () => {
      assert.equal(parseScope(scope)(has), expected);
    });

  it("never decides what is nested too deeply or too long", () => {
    assert.equal(parseScope(`${"(".repeat(200)}service:cart${")".repeat(200)}`)(has), undefined);
    assert.equal(parseScope(`service:cart${" OR service:cart".repeat(1_000)}`)(has), undefined);
  });
});
