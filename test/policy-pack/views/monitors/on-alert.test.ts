import assert from "node:assert/strict";
import fc from "fast-check";
import { mentionsOnAlert } from "../../../../policy-pack/views/monitors/on-alert";
import type { Truth } from "../../../../policy-pack/views/truth";

/** Handles with whether each is notified on alert, by sentence and message. */
const cases: Readonly<Record<string, readonly [message: string, expected: Readonly<Record<string, Truth>>]>> =
  {
    "a handle in plain text": ["Errors are high. @pagerduty-cart", { "pagerduty-cart": true }],
    "a handle in is_alert": ["{{#is_alert}}@pagerduty-cart{{/is_alert}}", { "pagerduty-cart": true }],
    "a handle outside is_alert": ["{{^is_alert}}@pagerduty-cart{{/is_alert}}", { "pagerduty-cart": false }],
    "a handle in is_recovery": [
      "{{#is_recovery}}@pagerduty-cart{{/is_recovery}}",
      { "pagerduty-cart": false },
    ],
    "a handle in is_warning": ["{{#is_warning}}@pagerduty-cart{{/is_warning}}", { "pagerduty-cart": false }],
    "a handle in is_no_data": ["{{#is_no_data}}@pagerduty-cart{{/is_no_data}}", { "pagerduty-cart": false }],
    "a handle in is_renotify": [
      "{{#is_renotify}}@pagerduty-cart{{/is_renotify}}",
      { "pagerduty-cart": false },
    ],
    "a handle in is_alert_to_warning": ["{{#is_alert_to_warning}}@a{{/is_alert_to_warning}}", { a: false }],
    "a handle where it does not renotify": [
      "{{^is_renotify}}@pagerduty-cart{{/is_renotify}}",
      { "pagerduty-cart": true },
    ],
    "a handle where it does not recover": [
      "{{^is_recovery}}@pagerduty-cart{{/is_recovery}}",
      { "pagerduty-cart": true },
    ],
    "the other half of is_recovery": ["{{#is_recovery}}@a{{else}}@b{{/is_recovery}}", { a: false, b: true }],
    "the other half written as ^": ["{{#is_alert}}@a{{^}}@b{{/is_alert}}", { a: true, b: false }],
    "a recovery inside an alert": [
      "{{#is_alert}}{{#is_recovery}}@a{{/is_recovery}}@b{{/is_alert}}",
      { a: false, b: true },
    ],
    "an else that belongs to the inner block": [
      "{{#is_alert}}{{#is_warning}}@a{{else}}@b{{/is_warning}}{{else}}@c{{/is_alert}}",
      { a: false, b: true, c: false },
    ],
    "one of two places": ["{{#is_recovery}}@a{{/is_recovery}} {{#is_alert}}@a{{/is_alert}}", { a: true }],
    "a match that run time decides": ['{{#is_match "env.name" "prod"}}@a{{/is_match}}', { a: undefined }],
    "a match inside a recovery": [
      '{{#is_recovery}}{{#is_match "env" "prod"}}@a{{/is_match}}{{/is_recovery}}',
      { a: false },
    ],
    "both halves of a match": [
      '{{#is_match "env" "prod"}}@a @b{{else}}@a{{/is_match}}',
      { a: true, b: undefined },
    ],
    "two blocks that complete each other": [
      '{{#is_exact_match "env" "prod"}}@a{{/is_exact_match}}{{^is_exact_match  "env" "prod" }}@a{{/is_exact_match}}',
      { a: true },
    ],
    "two blocks that leave a gap": [
      '{{#is_match "env" "prod"}}@a{{/is_match}}{{#is_match "env" "dev"}}@a{{/is_match}}',
      { a: undefined },
    ],
    "the monitor's own priority": [
      "{{#is_priority 'P2'}}@a{{/is_priority}}{{#is_priority 'P1'}}@b{{/is_priority}}",
      { a: true, b: false },
    ],
    "a priority that the message overrides": [
      "{{override_priority 'P1'}}{{#is_priority 'P2'}}@a{{/is_priority}}",
      { a: undefined },
    ],
    "a block that is not known": ["{{#if something}}@a{{/if}}", { a: undefined }],
    "a chain of conditions": [
      "{{#is_recovery}}@a{{else is_warning}}@b{{/is_recovery}}",
      { a: false, b: undefined },
    ],
    "a block that is not closed": ["{{#is_alert}}@a", { a: undefined }],
    "a block that is closed twice": ["@a {{/is_alert}}", { a: undefined }],
    "blocks that overlap": [
      "{{#is_alert}}{{#is_match 'a' 'b'}}@a{{/is_alert}}{{/is_match}}",
      { a: undefined },
    ],
    "a second else": ["{{#is_alert}}a{{else}}b{{else}}@a{{/is_alert}}", { a: undefined }],
    "an else outside": ["{{else}}@a", { a: undefined }],
    "braces that do not close": ["@a {{#is_alert", { a: undefined }],
    "a comment": ["{{!-- @a {{#is_alert}} --}}@b {{! @c }}", { b: true }],
    "whitespace in tags": [
      "{{ #is_recovery }}@a{{ /is_recovery }}{{~#is_alert~}}@b{{~/is_alert~}}",
      { a: false, b: true },
    ],
    "raw text": ["{{{{raw}}}}{{#is_recovery}} @a {{{{/raw}}}} @b", { a: true, b: true }],
    "a raw condition": ['{{{{is_match "env" "prod"}}}}@a{{{{/is_match}}}} @b', { a: undefined, b: true }],
    "raw text that does not end": ["{{{{raw}}}} @a", { a: undefined }],
    "variables around": ["{{value}} {{{event.text}}} @a {{host.name}}", { a: true }],
    "a handle that run time completes": [
      "@pagerduty-{{service.name}} down",
      { "pagerduty-{{service.name}}": true },
    ],
    "a handle with a block right behind": ["@a{{#is_alert}}@b{{/is_alert}}", { a: true, b: true }],
    "code, where nobody knows": ["`@a` and\n```\n@b\n```\n@c", { a: undefined, b: undefined, c: true }],
    "a stray backtick up to its paragraph's end": ["it`s @a\n\n@b", { a: undefined, b: true }],
    "an escaped handle": ["\\@a", {}],
    "an e-mail handle": ["mail @amy@example.com now", { "amy@example.com": true }],
    "an address that is no handle": ["ask amy@example.com", {}],
    "handles before punctuation": [
      "(@a), @b. @c: @d; @e! '@f'",
      { a: true, b: true, c: true, d: true, e: true, f: true },
    ],
    "dots and dashes inside a handle": ["@slack-Main.Team_2-x", { "slack-Main.Team_2-x": true }],
    "a lone @": ["@ @- @", {}],
    "the default service alone": ["@pagerduty", { pagerduty: true }],
    "no text": ["", {}],
  };

describe("mentionsOnAlert", () => {
  for (const [name, [message, expected]] of Object.entries(cases)) {
    it(`reads ${name}`, () => {
      const { handles } = mentionsOnAlert(message, 2);
      assert.deepEqual(Object.fromEntries(handles.map(({ handle, onAlert }) => [handle, onAlert])), expected);
    });
  }

  it("takes no priority for none", () => {
    const [mention] = mentionsOnAlert("{{#is_priority 'P1'}}@a{{/is_priority}}", undefined).handles;
    assert.equal(mention?.onAlert, false);
  });

  it("names the states in which a handle is told", () => {
    const text =
      "{{#is_recovery}}@a{{/is_recovery}}{{#is_no_data}}@a{{/is_no_data}}{{#is_alert}}@b{{/is_alert}}";
    const { handles } = mentionsOnAlert(text, undefined);
    assert.deepEqual(
      handles.map(({ otherwise }) => otherwise),
      [["no data", "recovery"], []],
    );
  });

  it("says when the blocks do not match", () => {
    assert.equal(mentionsOnAlert("{{#is_alert}}", undefined).balanced, false);
    assert.equal(mentionsOnAlert("{{#is_alert}}{{/is_alert}}", undefined).balanced, true);
  });

  it("gives up on nesting that no person writes", () => {
    const deep = `${"{{#is_alert}}".repeat(100)}@a${"{{/is_alert}}".repeat(100)}`;
    assert.equal(mentionsOnAlert(deep, undefined).handles[0]?.onAlert, undefined);
  });
});

/** Pieces of messages; put together at random they nest, overlap and break. */
const pieces = [
  ...["{{#is_alert}}", "{{/is_alert}}", "{{#is_recovery}}", "{{/is_recovery}}", "{{^is_alert}}", "{{else}}"],
  ...['{{#is_match "a" "b"}}', "{{/is_match}}", "{{!-- ", " --}}", "{{{{raw}}}}", "{{{{/raw}}}}", "{{", "}}"],
  ...["`", "```", "\\", "@a", "@b", " ", "\n\n", "text"],
];

describe("mentionsOnAlert on any text", () => {
  it("is certain of a handle outside every block, and never of one inside a recovery", () => {
    const anything = fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(""));
    fc.assert(
      fc.property(anything, (text) => {
        const { handles, balanced } = mentionsOnAlert(text, undefined);
        if (!balanced) return handles.every(({ onAlert }) => onAlert === undefined);
        const around = mentionsOnAlert(`@z ${text} {{#is_recovery}} @y {{/is_recovery}}`, undefined).handles;
        const told = (handle: string) => around.find((one) => one.handle === handle)?.onAlert;
        return told("z") === true && told("y") !== true;
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Texts that make careless parsers quadratic; each is repeated up to the size. */
const hostile: Readonly<Record<string, string>> = {
  "open blocks": "{{#is_alert}}",
  "open braces": "{{",
  "open comments": "{{!--",
  "raw blocks": "{{{{raw}}}}",
  "raw blocks that close": "{{{{raw}}}}@a{{{{/raw}}}} ",
  handles: "@a ",
  "one endless handle": "@a.",
  "signs of handles": "@",
  "half variables": "@a{{b",
  backticks: "` `` ",
  whitespace: " \n",
  "matches of their own": '{{#is_match "a" "b"}}@a{{/is_match}}',
  elses: "{{else}}",
  "trailing dots": "@a........",
};

describe("mentionsOnAlert on hostile text", () => {
  for (const [name, part] of Object.entries(hostile)) {
    it(`takes time linear in its length for ${name}`, function () {
      this.timeout(20_000);
      const text = (size: number): string => part.repeat(Math.ceil(size / part.length));
      const time = (size: number): number => {
        const started = process.hrtime.bigint();
        mentionsOnAlert(text(size), undefined);
        return Number(process.hrtime.bigint() - started) / 1e6;
      };
      time(100_000);
      // Megabytes in seconds: anything quadratic would take hours.
      assert.ok(time(3_000_000) < 5_000);
    });
  }
});
