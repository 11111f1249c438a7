import assert from "node:assert/strict";
import { z } from "zod";
import { parseYaml } from "../../../catalog/reading/read-yaml";
import { serviceSchema, teamSchema } from "../../../catalog/schema";
import { expectAll } from "../problem-table";

const serviceFields = Object.keys(serviceSchema.shape).join(", ");

describe("A service file that the schema refuses", () =>
  expectAll(serviceSchema, {
    "without a name": ["owner: orders\n", ["f.yaml:1:1: name is missing; it must be text."]],
    "with an unknown field that resembles one": [
      "name: cart\nonwer: orders\n",
      [`f.yaml:2:1: "onwer" is not a field. Did you mean "owner"? Allowed: ${serviceFields}.`],
    ],
    "with a field in another spelling": [
      "name: cart\ncost_center: x\n",
      [`f.yaml:2:1: "cost_center" is not a field. Did you mean "costCenter"? Allowed: ${serviceFields}.`],
    ],
    "with an unknown field that resembles none": [
      "name: cart\nzzzzzz: 1\n",
      [`f.yaml:2:1: "zzzzzz" is not a field. Allowed: ${serviceFields}.`],
    ],
    "with fields that every object has": [
      "name: cart\nconstructor: 1\n",
      [`f.yaml:2:1: "constructor" is not a field. Allowed: ${serviceFields}.`],
    ],
    "with an unknown field in a nested map": [
      "name: cart\nhealth: {url: https://a.example, localtions: [x]}\n",
      [
        'f.yaml:2:34: "localtions" is not a field of health. Did you mean "locations"? Allowed: url, internal, locations.',
      ],
    ],
    "with an unknown field in a short form that is written out": [
      "name: cart\nrunbook: {path: a.md, confirmd: {}}\n",
      [
        'f.yaml:2:23: "confirmd" is not a field of runbook. Did you mean "confirmed"? Allowed: path, url, confirmed.',
      ],
    ],
    "with an unknown field of the latency kind of SLO": [
      "name: cart\nslos:\n  - {name: a, kind: latency, query: q, threshold: 1, treshold: 2}\n",
      [
        'f.yaml:3:54: "treshold" is not a field of slos[0]. Did you mean "threshold"? Allowed: name, kind, query, threshold, target, window, existing.',
      ],
    ],
    "with a kind of SLO that does not exist, and without a kind": [
      "name: cart\nslos:\n  - {name: a, kind: avail}\n  - name: b\n",
      [
        'f.yaml:3:21: slos[0].kind must be one of availability, latency; it is "avail". Did you mean "availability"?',
        "f.yaml:4:5: slos[1].kind is missing; it must be one of availability, latency.",
      ],
    ],
    "with a wrong word from a closed list": [
      "name: cart\nlifecycle: prodction\ncriticality: urgent\n",
      [
        'f.yaml:2:12: lifecycle must be one of experimental, production, deprecated, retired; it is "prodction". Did you mean "production"?',
        'f.yaml:3:14: criticality must be one of low, medium, high; it is "urgent".',
      ],
    ],
    "with values of another type": [
      "name: cart\nowner: 12\ntitle: true\nslos: {a: 1}\nstoresData: 'yes'\ndependencies: [kafka]\n",
      [
        "f.yaml:2:8: owner must be text; it is the number 12. Put it in quotes.",
        "f.yaml:3:8: title must be text; it is the truth value true. Put it in quotes.",
        "f.yaml:4:7: slos must be a list; it is a map.",
        'f.yaml:5:13: storesData must be true or false; it is "yes".',
        'f.yaml:6:16: dependencies[0] must be a map of fields; it is "kafka".',
      ],
    ],
    "with a field that has no value": [
      "name: cart\nowner:\n",
      ["f.yaml:2:7: owner must be text; it is empty. Give it a value or remove the line."],
    ],
    "with numbers out of bounds": [
      "name: cart\nredundancy: {replicas: 1.5, zones: 0}\nslos: [{name: a, kind: availability, good: a, total: b, target: 100}]\n",
      [
        "f.yaml:2:24: redundancy.replicas must be a whole number; it is 1.5.",
        "f.yaml:2:36: redundancy.zones must be at least 1; it is 0.",
        "f.yaml:3:65: slos[0].target must be less than 100; it is 100.",
      ],
    ],
    "with a list that must not be empty": [
      "name: cart\nonCall: {rotation: []}\n",
      ["f.yaml:2:20: onCall.rotation must have at least 1 entry."],
    ],
    "with a day, address, path and name that are none": [
      "name: Cart Service\nhealth: {url: shop.example}\nsecurity: {threatModel: {date: 2026-02-30}}\nrunbook: ../x.md\n",
      [
        'f.yaml:1:7: name must be lower-case letters, digits and dashes, at most 63 characters; it is "Cart Service".',
        'f.yaml:2:15: health.url must be an absolute http or https address; it is "shop.example".',
        'f.yaml:3:32: security.threatModel.date must be a day that exists, written YYYY-MM-DD; it is "2026-02-30".',
        'f.yaml:4:10: runbook must be a relative path inside the repository, with forward slashes and without ..; it is "../x.md".',
      ],
    ],
    "with neither or both of what excludes each other": [
      "name: cart\nrunbook: {}\npipeline: {path: a, url: https://a.example}\n",
      [
        "f.yaml:2:10: runbook must have either path or url.",
        "f.yaml:3:11: pipeline must have either path or url.",
      ],
    ],
    "with a key that is no name": [
      "name: cart\nadopt: {slos: {Fast: x}}\n",
      [
        'f.yaml:2:16: The key "Fast" of adopt.slos must be lower-case letters, digits and dashes, at most 63 characters.',
      ],
    ],
    "with a long value, which is cut": [
      `name: ${"x".repeat(64)}\n`,
      [
        `f.yaml:1:7: name must be lower-case letters, digits and dashes, at most 63 characters; it is "${"x".repeat(60)}…".`,
      ],
    ],
  }));

describe("A team file that the schema refuses", () =>
  expectAll(teamSchema, {
    "with a person without a login, and an address that is none": [
      "name: orders\nmembers:\n  - name: Amy\n  - {login: ben, email: ben}\n",
      [
        "f.yaml:3:5: members[0].login is missing; it must be text.",
        'f.yaml:4:25: members[1].email must be an e-mail address such as team@example.com; it is "ben".',
      ],
    ],
    "with a channel without #, and a time zone that does not exist": [
      "name: orders\ntimeZone: Europe/Berln\ncontacts: {chat: orders}\n",
      [
        'f.yaml:2:11: timeZone must be an IANA time zone such as Europe/Berlin or UTC; it is "Europe/Berln".',
        'f.yaml:3:18: contacts.chat must be a channel such as #payments; it is "orders".',
      ],
    ],
  }));

describe("Schemas of other files", () => {
  const schema = z.strictObject({
    tiers: z.record(z.string(), z.union([z.literal(1), z.literal(2), z.literal(3)])).optional(),
    approvers: z.partialRecord(z.enum(["1", "2"]), z.array(z.string())).optional(),
    until: z.iso.datetime().optional(),
    size: z.union([z.string(), z.number().max(5)]).optional(),
    note: z
      .string()
      .min(3)
      .refine((note) => note !== "none", "No note is wanted here")
      .optional(),
  });
  expectAll(schema, {
    "a union of literals names all of them": [
      "tiers: {cart: 4}\n",
      ["f.yaml:1:15: tiers.cart must be one of 1, 2, 3; it is 4."],
    ],
    "a key outside a closed list": [
      "approvers: {one: [amy]}\n",
      ['f.yaml:1:13: "one" is not a field of approvers. Allowed: 1, 2.'],
    ],
    "a time, a union of types, a length and a message in other words": [
      "until: soon\nsize: [1]\nnote: none\n",
      [
        'f.yaml:1:8: until must be a time such as 2026-01-31T12:00:00Z; it is "soon".',
        "f.yaml:2:7: size must be text, or must be a number.",
        'f.yaml:3:7: note is not accepted (No note is wanted here); it is "none".',
      ],
    ],
    "text that is too short": [
      "note: ab\n",
      ['f.yaml:1:7: note must have at least 3 characters; it is "ab".'],
    ],
  });

  it("gives the data, and the places of values and keys, for further checks", () => {
    const parsed = parseYaml(schema, "f.yaml", "tiers:\n  cart: 1\n");
    assert.deepEqual(parsed.data, { tiers: { cart: 1 } });
    assert.deepEqual(parsed.at(["tiers", "cart"]), { line: 2, column: 9 });
    assert.deepEqual(parsed.keyAt(["tiers", "cart"]), { line: 2, column: 3 });
    assert.deepEqual(parsed.at(["tiers", "gone"]), { line: 2, column: 3 });
  });
});

describe("A valid file", () => {
  it("may use anchors, quotes, Windows line ends and short forms", () => {
    const text =
      'name: "cart"\r\nrunbook: docs/a.md\r\npipeline: https://ci.example/cart\r\ntags: &t [a]\r\nonCall: {rotation: *t}\r\n';
    const { data, problems: found } = parseYaml(serviceSchema, "cart.yaml", text);
    assert.deepEqual(found, []);
    assert.deepEqual(
      [data?.name, data?.runbook, data?.pipeline, data?.tags, data?.onCall?.rotation],
      ["cart", { path: "docs/a.md" }, { url: "https://ci.example/cart" }, ["a"], ["a"]],
    );
  });

  it("needs no more than a name, and gets every default", () => {
    const { data } = parseYaml(serviceSchema, "cart.yaml", "name: cart\n");
    assert.deepEqual(data, {
      name: "cart",
      aliases: [],
      apis: [],
      dependencies: [],
      slos: [],
      monitors: [],
      environments: {},
      reviews: [],
      bypass: { teams: [], apps: [] },
      tags: [],
      links: [],
    });
  });
});
