import assert from "node:assert/strict";
import { formatProblem } from "../../../catalog/reading/problems";
import { withLockOf } from "../../../cli/locks/edit";

const file = "stacks/Pulumi.prod.yaml";
const lock = { service: "cart", reason: "Stock is counted: all of it.", by: "pia", until: "2026-12-01" };
const added = `    - service: cart
      reason: "Stock is counted: all of it."
      by: pia
      until: "2026-12-01"
`;
const other = "{ service: quote, reason: Rates move., by: amy, until: 2026-11-30 }";
const own = "{ service: cart, reason: Old., by: amy, until: 2026-11-30 }";

/** Texts of the file before and after cart is locked. */
const locked: Readonly<Record<string, readonly [string, string]>> = {
  "a config without locks": [
    "config:\n  # Ours.\n  readiness:mode: enforce # hard\n\n  github:owner:   acme\n",
    `config:\n  # Ours.\n  readiness:mode: enforce # hard\n\n  github:owner:   acme\n  readiness:locks:\n${added}`,
  ],
  "a config that something follows": [
    "config:\n    a:b: { c:  1 } # one\n\nencryptionsalt: v1:x\n",
    `config:\n    a:b: { c:  1 } # one\n    readiness:locks:\n${added.replace(/^/gm, "  ").trimEnd()}\n\nencryptionsalt: v1:x\n`,
  ],
  "a list with another service": [
    `config:\n  readiness:locks:\n    # Rates.\n    - ${other} # soon\n  readiness:mode:  enforce\n`,
    `config:\n  readiness:locks:\n    # Rates.\n    - ${other} # soon\n${added}  readiness:mode:  enforce\n`,
  ],
  "a list that is not indented": [
    `config:\n  readiness:locks:\n  - ${other}\n`,
    `config:\n  readiness:locks:\n  - ${other}\n${added.replace(/^ {2}/gm, "")}`,
  ],
  "a lock of the same service, in its place": [
    `config:\n  readiness:locks:\n    # Stock.\n    - { service: cart,  reason: Old., by: amy, until: 2026-11-30 } # why\n    - ${other}\n`,
    `config:\n  readiness:locks:\n    # Stock.\n    - { service: cart,  reason: "Stock is counted: all of it.", by: pia, until: "2026-12-01" } # why\n    - ${other}\n`,
  ],
  "a file with Windows line feeds": [
    "config:\r\n  readiness:mode: enforce\r\n",
    `config:\r\n  readiness:mode: enforce\r\n  readiness:locks:\r\n${added.replaceAll("\n", "\r\n")}`,
  ],
  "a file without a last line feed": [
    "config:\n  readiness:mode: enforce",
    `config:\n  readiness:mode: enforce\n  readiness:locks:\n${added}`,
  ],
  "an empty list": [
    "config:\n  readiness:locks: []\n  readiness:mode: enforce\n",
    `config:\n  readiness:locks:\n${added}  readiness:mode: enforce\n`,
  ],
  "a config without a key": ["config: {}\n", `config:\n  readiness:locks:\n${added}`],
  "a config without a value": ["config:\n", `config:\n  readiness:locks:\n${added}`],
  "a file without a config": [
    "encryptionsalt: v1:x\n",
    `encryptionsalt: v1:x\nconfig:\n  readiness:locks:\n${added}`,
  ],
  "two locks of the service": [
    `config:\n  readiness:locks:\n    - ${own}\n    - ${other}\n    - ${own}\n`,
    `config:\n  readiness:locks:\n    - ${other}\n${added}`,
  ],
};

/** The same before and after cart is unlocked. */
const unlocked: Readonly<Record<string, readonly [string, string]>> = {
  "the only lock, with its key": [
    `config:\n  readiness:mode: enforce # hard\n  readiness:locks:\n${added}\n  # Ours.\n  github:owner: acme\n`,
    "config:\n  readiness:mode: enforce # hard\n\n  # Ours.\n  github:owner: acme\n",
  ],
  "one of several": [
    `config:\n  readiness:locks:\n    - ${other} # soon\n${added}    # The end.\n  readiness:mode: enforce\n`,
    `config:\n  readiness:locks:\n    - ${other} # soon\n    # The end.\n  readiness:mode: enforce\n`,
  ],
  "one on a line with others": [
    `config:\n  readiness:locks: [${own}, ${other}]\n`,
    `config:\n  readiness:locks: [ ${other} ]\n`,
  ],
  "the only one on a line": [
    `config:\n  readiness:locks: [${own}]\n  readiness:mode: enforce\n`,
    "config:\n  readiness:mode: enforce\n",
  ],
  "several of the service": [
    `config:\n  readiness:mode: enforce\n  readiness:locks:\n    - ${own}\n    - ${own}\n`,
    "config:\n  readiness:mode: enforce\n",
  ],
};

describe("the locks of a stack's file", () => {
  for (const [name, [before, after]] of Object.entries(locked))
    it(`take one more in ${name}`, () =>
      assert.deepEqual(withLockOf(file, { text: before, service: "cart", lock }), {
        ok: true,
        value: after,
      }));

  for (const [name, [before, after]] of Object.entries(unlocked))
    it(`lose ${name}`, () =>
      assert.deepEqual(withLockOf(file, { text: before, service: "cart", lock: undefined }), {
        ok: true,
        value: after,
      }));

  it("are left alone where another's would change with them", () => {
    const text = `config:
  readiness:locks:
    - { service: cart, reason: &why Old., by: amy, until: "2026-11-30" }
    - { service: quote, reason: *why, by: amy, until: "2026-11-30" }
`;
    const edited = withLockOf(file, { text, service: "cart", lock });
    assert.ok(!edited.ok);
    assert.deepEqual(edited.problems.map(formatProblem), [
      `${file}: readiness:locks cannot be changed without changing more. Edit it by hand.`,
    ]);
  });

  it("are left alone in a file that is wrong", () => {
    const text = "config:\n  readiness:mode: enforced\n";
    const edited = withLockOf(file, { text, service: "cart", lock });
    assert.ok(!edited.ok);
    assert.match(
      edited.problems.map(formatProblem).join("\n"),
      /^stacks\/Pulumi\.prod\.yaml:2:19: .+ "enforced"/,
    );
  });
});
