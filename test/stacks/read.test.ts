import assert from "node:assert/strict";
import { entityName } from "../../catalog/fields";
import { loadCatalog } from "../../catalog/load";
import { formatProblem, type Result } from "../../catalog/reading/problems";
import { type Catalog, serviceSchema } from "../../catalog/schema";
import { readStackConfig, stackConfigFromEngine } from "../../stacks/read";
import type { StackConfig } from "../../stacks/schema";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

const catalog: Catalog = {
  services: [{ name: "cart", aliases: ["basket"] }, { name: "checkout" }].map((service) =>
    serviceSchema.parse(service),
  ),
  teams: [],
  waivers: [],
  initiatives: [],
};
const now = new Date("2026-11-23T12:00:00Z");

function context(text: string | undefined, stack = "prod") {
  const root = temporaryFolder();
  if (text !== undefined) writeFiles(root, { [`stacks/Pulumi.${stack}.yaml`]: text });
  return { root, stack, catalog, now };
}

function lines(result: Result<StackConfig>): readonly string[] {
  return result.ok ? ["no problem"] : result.problems.map(formatProblem);
}

const file = "stacks/Pulumi.prod.yaml";
const keys =
  "readiness:tiers, readiness:mode, readiness:owns, readiness:environment, readiness:promotions, readiness:approvers, " +
  "readiness:locks, readiness:observe, readiness:plans, readiness:blockOnState, readiness:breakGlass, " +
  "readiness:shares, readiness:neighbours";

const broken: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a misspelt key": [
    "config:\n  readiness:teirs: {}\n",
    [
      `${file}:2:3: "readiness:teirs" is not a field of config. Did you mean "readiness:tiers"? Allowed: ${keys}.`,
    ],
  ],
  "values that are none of those allowed, all at once": [
    "config:\n  readiness:mode: enforced\n  readiness:owns: 1\n  readiness:observe: [gihub]\n  readiness:tiers: { cart: 4 }\n",
    [
      `${file}:2:19: config.readiness:mode must be one of advise, ratchet, enforce; it is "enforced". Did you mean "enforce"?`,
      `${file}:3:19: config.readiness:owns must be true or false; it is 1.`,
      `${file}:4:23: config.readiness:observe[0] must be one of github, pagerduty, datadog; it is "gihub". Did you mean "github"?`,
      `${file}:5:28: config.readiness:tiers.cart must be one of 1, 2, 3; it is 4.`,
    ],
  ],
  "a neighbour that is named as its stack alone": [
    "config:\n  readiness:neighbours: [acme/payments/prod, payments]\n",
    [
      `${file}:2:46: config.readiness:neighbours[1] must be organization/project/stack, with organization as the first where the backend has none; it is "payments".`,
    ],
  ],
  "a tier for a service that does not exist": [
    "config:\n  readiness:tiers:\n    crat: 1\n",
    [`${file}:3:5: readiness:tiers: "crat" is not a service in catalog/services. Did you mean "cart"?`],
  ],
  "a tier for an earlier name": [
    "config:\n  readiness:tiers: { basket: 1 }\n",
    [`${file}:2:22: readiness:tiers: "basket" is an earlier name; write the service's name "cart".`],
  ],
  "promotions, locks and emergencies of services that do not exist": [
    `config:
  readiness:promotions: { nobody: [] }
  readiness:locks: [{ service: chekout, reason: Freeze., by: pia, until: 2026-12-24 }]
  readiness:breakGlass: { service: zzz, by: pia, reason: Outage., until: 2026-11-23T13:00:00Z }
`,
    [
      `${file}:2:27: readiness:promotions: "nobody" is not a service in catalog/services.`,
      `${file}:3:32: readiness:locks[0].service: "chekout" is not a service in catalog/services. Did you mean "checkout"?`,
      `${file}:4:36: readiness:breakGlass.service: "zzz" is not a service in catalog/services.`,
    ],
  ],
  "a promotion that changes nothing": [
    "config:\n  readiness:promotions:\n    cart: [{ from: 2, to: 2, by: pia, at: 2026-11-02 }]\n",
    [`${file}:3:12: readiness:promotions.cart[0] must change the tier; it goes from 2 to 2.`],
  ],
  "promotions that contradict or repeat each other": [
    `config:
  readiness:promotions:
    cart:
      - { from: 3, to: 2, by: pia, at: 2026-11-02 }
      - { from: 3, to: 1, by: pia, at: 2026-11-02 }
      - { from: 3, to: 2, by: sam, at: 2026-11-02 }
`,
    [
      `${file}:5:9: readiness:promotions.cart[1] contradicts [0], which is of the same day and to another tier. Remove one.`,
      `${file}:6:9: readiness:promotions.cart[2] is given twice: [0] is of the same day and to the same tier. Remove one.`,
    ],
  ],
  "a promotion without who approved it": [
    "config:\n  readiness:promotions:\n    cart: [{ to: 1, at: 2026-02-30 }]\n",
    [
      `${file}:3:12: config.readiness:promotions.cart[0].by is missing; it must be text.`,
      `${file}:3:25: config.readiness:promotions.cart[0].at must be a day that exists, written YYYY-MM-DD; it is "2026-02-30".`,
    ],
  ],
  "an approver list for a tier that does not exist": [
    "config:\n  readiness:approvers: { 4: [platform] }\n",
    [`${file}:2:26: "4" is not a field of config.readiness:approvers. Allowed: 1, 2, 3.`],
  ],
  "an emergency of more than a day": [
    "config:\n  readiness:breakGlass: { by: pia, reason: Outage., until: 2026-11-24T12:00:01Z }\n",
    [
      `${file}:2:60: readiness:breakGlass.until must be at most 24 hours away, 2026-11-24T12:00Z at the latest; it is "2026-11-24T12:00:01Z".`,
    ],
  ],
  "an environment that cannot be part of names": [
    "config:\n  readiness:environment: EU_prod\n",
    [
      `${file}:2:26: config.readiness:environment must be lower-case letters, digits and dashes, at most 63 characters; it is "EU_prod".`,
    ],
  ],
  "a config that is a list": ["config: []\n", [`${file}:1:9: config must be a map of fields; it is a list.`]],
  "a key without a value": [
    "config:\n  readiness:tiers:\n",
    [`${file}:2:19: config.readiness:tiers must be a map; it is empty. Give it a value or remove the line.`],
  ],
};

describe("a stack's file", () => {
  for (const [name, [text, expected]] of Object.entries(broken)) {
    it(`is refused for ${name}`, () => assert.deepEqual(lines(readStackConfig(context(text))), expected));
  }

  it("is refused where it is missing", () => {
    assert.deepEqual(lines(readStackConfig(context(undefined))), [
      `${file}: The file cannot be read: it does not exist, or it is a link that leads nowhere.`,
    ]);
  });

  it("must name an environment where the stack's name cannot be part of names", () => {
    assert.deepEqual(lines(readStackConfig(context("config: {}\n", "EU_prod"))), [
      'stacks/Pulumi.EU_prod.yaml:1:9: readiness:environment is missing; the stack\'s name "EU_prod" cannot stand in for it. Set it to lower-case letters, digits and dashes.',
    ]);
  });

  it("may leave everything to the defaults, and hold what is not ours", () => {
    const text = "encryptionsalt: v1:abc\nconfig:\n  github:owner: acme\n  aws:region: eu-central-1\n";
    const expected: StackConfig = {
      stack: "prod",
      environment: "prod",
      mode: "advise",
      owns: false,
      blockOnState: false,
      observe: [],
      plans: {},
      tiers: {},
      approvers: {},
      promotions: {},
      locks: [],
      shares: false,
      neighbours: [],
    };
    assert.deepEqual(readStackConfig(context(text)), { ok: true, value: expected });
    assert.deepEqual(readStackConfig(context("encryptionsalt: v1:abc\n")), { ok: true, value: expected });
  });

  it("is what was meant after Pulumi has rewritten the file", () => {
    const rewritten = `config:
  readiness:owns: "true"
  readiness:blockOnState: "false"
  readiness:promotions:
    cart: [{from: 3, to: 2, by: pia, at: '2026-11-20 00:00:00 +0000 UTC', ticket: OPS-1}]
  readiness:locks:
    - {service: cart, reason: Freeze., by: pia, until: '2026-12-24 00:00:00 +0000 UTC'} # why
  readiness:breakGlass: {by: pia, reason: Outage., until: '2026-11-24 00:00:00 +0000 UTC'}
encryptionsalt: v1:abc
`;
    const meant = `config:
  readiness:owns: true
  readiness:blockOnState: false
  readiness:promotions:
    cart: [{ from: 3, to: 2, by: pia, at: 2026-11-20, ticket: OPS-1 }]
  readiness:locks:
    - { service: cart, reason: Freeze., by: pia, until: 2026-12-24 } # why
  readiness:breakGlass: { by: pia, reason: Outage., until: 2026-11-24T00:00:00Z }
`;
    const read = readStackConfig(context(rewritten));
    assert.deepEqual(lines(read), ["no problem"]);
    assert.deepEqual(read, readStackConfig(context(meant)));
    assert.deepEqual(lines(readStackConfig(context('config:\n  readiness:owns: "maybe"\n'))), [
      `${file}:2:19: config.readiness:owns must be true or false; it is "maybe".`,
    ]);
  });

  it("may allow an emergency of a whole day", () => {
    const text =
      "config:\n  readiness:breakGlass: { by: pia, reason: Outage., until: 2026-11-24T13:00:00+01:00 }\n";
    assert.deepEqual(lines(readStackConfig(context(text))), ["no problem"]);
  });
});

describe("the config that the engine hands over", () => {
  const text = `config:
  github:owner: acme
  readiness:mode: enforce
  readiness:owns: true
  readiness:environment: production
  readiness:tiers: { cart: 1 }
  readiness:approvers: { 1: [platform] }
  readiness:promotions: { cart: [{ from: 2, to: 1, by: pia, at: 2026-09-01 }] }
  readiness:breakGlass: { by: pia, reason: Outage., until: 2026-11-24T00:00:00Z }
`;
  /** As the engine gives it: an unquoted date has become a time in Go's notation. */
  const values = {
    "github:owner": "acme",
    "readiness:mode": "enforce",
    "readiness:owns": "true",
    "readiness:environment": "production",
    "readiness:tiers": '{"cart":1}',
    "readiness:approvers": '{"1":["platform"]}',
    "readiness:promotions": '{"cart":[{"at":"2026-09-01 00:00:00 +0000 UTC","by":"pia","from":2,"to":1}]}',
    "readiness:breakGlass": '{"by":"pia","reason":"Outage.","until":"2026-11-24 00:00:00 +0000 UTC"}',
  };

  it("is the same as the file's", () => {
    const fromFile = readStackConfig(context(text));
    assert.equal(fromFile.ok, true);
    assert.deepEqual(stackConfigFromEngine(values, context(text)), fromFile);
    assert.deepEqual(stackConfigFromEngine(values, context(undefined)), fromFile);
  });

  it("is refused with the file's lines where the file says the same", () => {
    assert.deepEqual(
      lines(
        stackConfigFromEngine(
          { "readiness:tiers": '{"crat":1}' },
          context(broken["a tier for a service that does not exist"]?.[0]),
        ),
      ),
      [`${file}:3:5: readiness:tiers: "crat" is not a service in catalog/services. Did you mean "cart"?`],
    );
  });

  it("is refused without lines where it is not from that file, for everything that is wrong at once", () => {
    assert.deepEqual(
      lines(
        stackConfigFromEngine({ "readiness:tiers": '{"crat":1}', "readiness:owns": "yes" }, context(text)),
      ),
      [
        `${file}: readiness:tiers: "crat" is not a service in catalog/services. Did you mean "cart"?`,
        `${file}: config.readiness:owns must be true or false; it is "yes".`,
      ],
    );
  });

  it("keeps a time's offset from UTC", () => {
    const until = '{"by":"pia","reason":"Outage.","until":"2026-11-23 14:30:00 +0100 +0100"}';
    const result = stackConfigFromEngine({ "readiness:breakGlass": until }, context(undefined));
    assert.equal(result.ok && result.value.breakGlass?.until, "2026-11-23T14:30:00+01:00");
  });

  it("is refused, not mistaken, where text only looks like a structure", () => {
    assert.deepEqual(lines(stackConfigFromEngine({ "readiness:tiers": "{cart: 1" }, context(undefined))), [
      `${file}: config.readiness:tiers must be a map; it is "{cart: 1".`,
    ]);
  });
});

describe("the shipped stacks", () => {
  const root = process.cwd();
  const shipped = loadCatalog(root);
  const expected = {
    dev: ["advise", true],
    staging: ["advise", false],
    prod: ["enforce", true],
  } as const;
  for (const [stack, [mode, owns]] of Object.entries(expected)) {
    it(`${stack} is valid for the shipped catalog, in mode ${mode}, and ${owns ? "owns its accounts" : "owns nothing"}`, () => {
      assert.ok(shipped.ok && entityName.safeParse(stack).success);
      const result = readStackConfig({ root, stack, catalog: shipped.value, now });
      assert.deepEqual(lines(result), ["no problem"]);
      assert.ok(result.ok);
      assert.deepEqual([result.value.mode, result.value.owns, result.value.environment], [mode, owns, stack]);
      const unlisted = shipped.value.services
        .map(({ name }) => name)
        .filter((name) => !(name in result.value.tiers));
      assert.deepEqual(unlisted, ["fraud-detection", "load-generator"]);
    });
  }
});
