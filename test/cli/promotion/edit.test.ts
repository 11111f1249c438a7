import assert from "node:assert/strict";
import { formatProblem } from "../../../catalog/reading/problems";
import { withTierMove } from "../../../cli/promotion/edit";
import type { TierMove } from "../../../cli/promotion/move";

const file = "stacks/Pulumi.prod.yaml";
const record = { from: 2, to: 1, by: "tess", at: "2026-12-01", ticket: "OPS-300" } as const;
const move: TierMove = { service: "cart", from: 2, to: 1, record };
const added = '{ from: 2, to: 1, by: tess, at: "2026-12-01", ticket: OPS-300 }';
const old = "{ from: 3, to: 2, by: sam, at: 2026-05-18 }";

/** Texts of the file before and after. */
const moved: Readonly<Record<string, readonly [string, string]>> = {
  "maps in block style, comments kept": [
    `config:
  # Ours.
  readiness:tiers:
    cart: 2 # soon 1
    quote:   3
  readiness:promotions:
    # By the platform team.
    quote: [${old}]

  github:owner: acme
`,
    `config:
  # Ours.
  readiness:tiers:
    cart: 1 # soon 1
    quote:   3
  readiness:promotions:
    # By the platform team.
    quote: [${old}]
    cart: [${added}]

  github:owner: acme
`,
  ],
  "a service that is not listed": [
    `config:
  readiness:tiers:
    quote: 3 # last
  readiness:mode: enforce
`,
    `config:
  readiness:tiers:
    quote: 3 # last
    cart: 1
  readiness:mode: enforce
  readiness:promotions:
    cart: [${added}]
`,
  ],
  "maps and lists on one line": [
    `config:
  readiness:tiers: { cart: 2, quote: 3 } # all
  readiness:promotions: { cart: [${old}] }
`,
    `config:
  readiness:tiers: { cart: 1, quote: 3 } # all
  readiness:promotions: { cart: [${old}, ${added}] }
`,
  ],
  "a map on one line without the service": [
    "config:\n  readiness:tiers: { quote: 3 }\n",
    `config:\n  readiness:tiers: { quote: 3, cart: 1 }\n  readiness:promotions:\n    cart: [${added}]\n`,
  ],
  "records in block style": [
    `config:
  readiness:promotions:
    cart:
      # The first one.
      - ${old} # fine
    quote: [${old}]
  readiness:tiers: { cart: 2 }
`,
    `config:
  readiness:promotions:
    cart:
      # The first one.
      - ${old} # fine
      - ${added}
    quote: [${old}]
  readiness:tiers: { cart: 1 }
`,
  ],
  "a config with neither": [
    "config:\n    a:b: { c:  1 } # one\n\nencryptionsalt: v1:x\n",
    `config:\n    a:b: { c:  1 } # one\n    readiness:tiers:\n      cart: 1\n    readiness:promotions:\n      cart: [${added}]\n\nencryptionsalt: v1:x\n`,
  ],
  "maps that are empty": [
    "config:\n  readiness:tiers: {}\n  readiness:promotions: {}\n  readiness:mode: enforce # hard\n",
    `config:\n  readiness:tiers:\n    cart: 1\n  readiness:promotions:\n    cart: [ ${added} ]\n  readiness:mode: enforce # hard\n`,
  ],
  "a list of records that is empty": [
    "config:\n  readiness:tiers:\n    cart: 2\n  readiness:promotions:\n    cart: []\n",
    `config:\n  readiness:tiers:\n    cart: 1\n  readiness:promotions:\n    cart: [ ${added} ]\n`,
  ],
  "a config without a value": [
    "config:\n",
    `config:\n  readiness:tiers:\n    cart: 1\n  readiness:promotions:\n    cart: [ ${added} ]\n`,
  ],
  "a file with Windows line feeds": [
    "config:\r\n  readiness:tiers:\r\n    quote: 3\r\n",
    `config:\r\n  readiness:tiers:\r\n    quote: 3\r\n    cart: 1\r\n  readiness:promotions:\r\n    cart: [${added}]\r\n`,
  ],
  "a file without a last line feed": [
    "config:\n  readiness:tiers:\n    cart: 2",
    `config:\n  readiness:tiers:\n    cart: 1\n  readiness:promotions:\n    cart: [${added}]\n`,
  ],
};

describe("a tier and its record in a stack's file", () => {
  for (const [name, [before, after]] of Object.entries(moved))
    it(`change in ${name}`, () =>
      assert.deepEqual(withTierMove(file, before, move), { ok: true, value: after }));

  it("take a reason with characters that mean something in YAML", () => {
    const reason = 'The gateway {v2}, [new]: "why" # now';
    const edited = withTierMove(file, "config:\n  readiness:tiers: { cart: 2 }\n", {
      ...move,
      record: { ...record, reason },
    });
    assert.ok(edited.ok);
    assert.match(edited.value, /ticket: OPS-300, reason: 'The gateway \{v2\}, \[new\]: "why" # now' \}\]\n$/);
  });

  it("are left alone in a file that is wrong", () => {
    const edited = withTierMove(file, "config:\n  readiness:tiers: { cart: 4 }\n", move);
    assert.ok(!edited.ok);
    assert.match(edited.problems.map(formatProblem).join("\n"), /^stacks\/Pulumi\.prod\.yaml:2:28: /);
  });

  it("are left alone where an anchor would carry the change elsewhere", () => {
    const text =
      "config:\n  readiness:tiers: &t { cart: 2 }\n  other:tiers: *t\n  readiness:promotions: {}\n";
    const edited = withTierMove(file, text, move);
    assert.ok(!edited.ok);
    assert.deepEqual(edited.problems.map(formatProblem), [
      `${file}: readiness:tiers and readiness:promotions cannot be changed without changing more. Edit them by hand.`,
    ]);
  });
});
