import assert from "node:assert/strict";
import { linksOnAlert, mentionsOnAlert } from "../../../../policy-pack/views/monitors/on-alert";
import type { Truth } from "../../../../policy-pack/views/truth";

/** Addresses with whether each is sent on alert, by sentence and message. */
const cases: Readonly<Record<string, readonly [message: string, expected: Readonly<Record<string, Truth>>]>> =
  {
    "an address in plain text": ["See https://a.example/b?c=d#e now", { "https://a.example/b?c=d#e": true }],
    "an address at the end of a sentence": ["(See https://a.example/b!)", { "https://a.example/b": true }],
    "an address in Markdown": [
      "[b](https://a.example/b), **https://a.example/c**",
      { "https://a.example/b": true, "https://a.example/c": true },
    ],
    "brackets that belong to the address": ["https://a.example/b_(c)", { "https://a.example/b_(c)": true }],
    "brackets around an address with brackets": [
      "(https://a.example/b_(c))",
      { "https://a.example/b_(c)": true },
    ],
    "an address in angle brackets or quotes": [
      '<https://a.example/b> "https://a.example/c"',
      { "https://a.example/b": true, "https://a.example/c": true },
    ],
    "an address in code": ["`https://a.example/b`", { "https://a.example/b": true }],
    "an address right before a block ends": [
      "{{#is_alert}}https://a.example/b{{/is_alert}}",
      { "https://a.example/b": true },
    ],
    "an address on recovery": [
      "{{#is_recovery}}https://a.example/b{{/is_recovery}}",
      { "https://a.example/b": false },
    ],
    "an address under a condition": [
      '{{#is_match "a" "b"}}https://a.example/b{{/is_match}}',
      { "https://a.example/b": undefined },
    ],
    "an address with variables": [
      "https://a.example/{{service.name}}/x.",
      { "https://a.example/{{service.name}}/x": true },
    ],
    "an address in an address": [
      "https://a.example/?to=https://b.example/",
      { "https://a.example/?to=https://b.example/": true },
    ],
    "two addresses": [
      "https://a.example/b https://a.example/c",
      { "https://a.example/b": true, "https://a.example/c": true },
    ],
    "an address in a comment": ["{{!-- https://a.example/b --}}", {}],
    "blocks that do not match": ["{{#is_alert}}https://a.example/b", { "https://a.example/b": undefined }],
  };

describe("linksOnAlert", () => {
  for (const [name, [message, expected]] of Object.entries(cases)) {
    it(`reads ${name}`, () => {
      const links = linksOnAlert(message, undefined).map(({ link, onAlert }) => [link, onAlert]);
      assert.deepEqual(Object.fromEntries(links), expected);
    });
  }
  it("leaves handles as they were", () => {
    const handles = mentionsOnAlert(
      "https://a.example/b @pagerduty-cart https://c.example/@d",
      undefined,
    ).handles;
    assert.deepEqual(
      handles.map(({ handle }) => handle),
      ["pagerduty-cart", "d"],
    );
  });
  for (const part of [
    "https://",
    "https://a)",
    "https://{{a}}",
    "https://a ",
    "(https://a",
    `${"]".repeat(3_000)} https://`,
  ]) {
    it(`takes time linear in the length of many '${part.slice(0, 12)}'`, function () {
      this.timeout(20_000);
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      const started = process.cpuUsage();
      linksOnAlert(text, undefined);
      assert.ok(process.cpuUsage(started).user < 3_000_000);
    });
  }
});

describe("mentionsOnAlert in another state", () => {
  const told = (text: string): Truth => mentionsOnAlert(text, undefined, "is_no_data").handles[0]?.onAlert;
  it("tells who learns that data stopped", () => {
    assert.equal(told("@a"), true);
    assert.equal(told("{{#is_no_data}}@a{{/is_no_data}}"), true);
    assert.equal(told("{{^is_alert}}@a{{/is_alert}}"), true);
    assert.equal(told("{{#is_alert}}@a{{/is_alert}}"), false);
    assert.equal(told("{{#is_recovery}}@a{{/is_recovery}}"), false);
    assert.equal(told("{{^is_no_data}}@a{{/is_no_data}}"), false);
  });
});
