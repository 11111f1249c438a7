import assert from "node:assert/strict";
import { merge, proposals } from "../../../catalog/importing/merge";
import type { ImportFormat } from "../../../cli/importing/formats";
import { importers } from "../../../cli/importing/importers";

const nobody = { services: new Set<string>(), teams: new Set<string>(), emails: new Map<string, string>() };
const backstage = (text: string) => importers.backstage(text, "a.yaml");

describe("importing Backstage", () => {
  const component = `# ours
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Gift_Cards
  description: Sells cards.
  tags: [java]
  annotations:
    github.com/project-slug: acme/gift-cards
    pagerduty.com/integration-key: s3cr3t
    jira/project-key: GIFT
spec:
  type: website
  lifecycle: unknown
  owner: group:default/Shop
  system: sales
  dependsOn: [component:default/stock, resource:db]
  providesApis: [gift-api]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: gift-api }
spec: { type: grpc, definition: { $text: ./gift.proto } }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: Shop }
spec: { type: team, profile: { displayName: The shop, email: shop@acme.example }, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: amy }
spec: { profile: { displayName: Amy, email: amy@acme.example }, memberOf: [Shop] }
`;

  it("makes a service with its team, members, APIs and dependencies", () => {
    const { services, teams } = merge([backstage(component)], nobody);
    assert.deepEqual(services[0]?.fields, {
      name: "gift-cards",
      title: "Gift_Cards",
      description: "Sells cards.",
      owner: "shop",
      repository: "acme/gift-cards",
      tags: ["java", "type:website", "system:sales"],
      apis: [{ name: "gift-api", type: "protobuf", path: "gift.proto" }],
      dependencies: [{ service: "stock" }],
    });
    assert.deepEqual(
      teams.map((team) => team.fields),
      [
        {
          name: "shop",
          title: "The shop",
          contacts: { email: "shop@acme.example" },
          members: [{ login: "amy", name: "Amy", email: "amy@acme.example" }],
        },
      ],
    );
  });

  it("lists what it does not map with its line, and keeps no key", () => {
    const imported = backstage(component);
    const listed = imported.notMapped.map(({ at, path }) => `${at.line} ${path}`);
    for (const one of [
      "10 metadata.annotations.pagerduty.com/integration-key",
      "11 metadata.annotations.jira/project-key",
      "14 spec.lifecycle",
      "17 spec.dependsOn.1",
    ])
      assert.ok(listed.includes(one), `${one} in ${listed.join(", ")}`);
    assert.doesNotMatch(JSON.stringify(imported), /s3cr3t/);
  });

  it("names line and column of a fault in a later document, and takes nothing of the file", () => {
    const { services, errors } = backstage(`${component}---\nkind: [\n`);
    assert.equal(services.length, 0);
    assert.deepEqual(errors[0]?.at?.line, component.split("\n").length + 2);
  });

  it("counts lines the same where they end in CR and LF, and leaves out an empty last document", () => {
    const imported = backstage(`${component.replaceAll("\n", "\r\n")}---\r\n`);
    assert.deepEqual([imported.errors, imported.services.length], [[], 1]);
    assert.ok(imported.notMapped.some(({ at, path }) => at.line === 14 && path === "spec.lifecycle"));
  });

  it("takes no person for an owner", () => {
    const { services, notMapped } = backstage(component.replace("group:default/Shop", "user:amy"));
    assert.equal(services[0]?.fields.owner, undefined);
    assert.ok(notMapped.some(({ path }) => path === "spec.owner"));
  });

  it("tells of two entities whose names become one, and of a thing stated twice", () => {
    const other = component.replace("name: Gift_Cards", "name: gift-cards");
    const collided = merge([backstage(component), backstage(other)], nobody);
    assert.equal(collided.services.length, 1);
    assert.match(collided.notMapped.map(({ reason }) => reason).join(), /which is that of another/);
    const again = merge([backstage(component), backstage(component.replace("Sells", "Sold"))], nobody);
    assert.match(again.notMapped.map(({ reason }) => reason).join(), /stated otherwise in a.yaml:4/);
  });

  it("reads no document of another kind or vendor", () => {
    const { notMapped, services } = backstage("apiVersion: v1\nkind: Component\n---\nhello: 1\n");
    assert.deepEqual([services.length, notMapped.map(({ at }) => at.line)], [0, [1, 4]]);
  });
});

describe("importing other formats", () => {
  const tables: readonly (readonly [
    string,
    Exclude<ImportFormat, "codeowners">,
    string,
    object,
    readonly string[],
  ])[] = [
    [
      "Datadog v2.1",
      "datadog",
      `schema-version: v2.1
dd-service: cart
team: Shop Team
lifecycle: production
tier: high
contacts: [{ type: email, contact: shop@acme.example }]
links:
  - { name: Runbook, type: runbook, url: "https://wiki.example/run" }
  - { name: Code, type: repo, provider: github, url: "https://github.com/acme/cart" }
integrations: { pagerduty: { service-url: "https://acme.pagerduty.com/services/P1" }, opsgenie: { service-url: x } }
`,
      {
        name: "cart",
        owner: "shop-team",
        lifecycle: "production",
        repository: "acme/cart",
        runbook: { url: "https://wiki.example/run" },
        links: [
          { kind: "runbook", url: "https://wiki.example/run", title: "Runbook" },
          { kind: "source", url: "https://github.com/acme/cart", title: "Code" },
          { kind: "other", url: "https://acme.pagerduty.com/services/P1", title: "PagerDuty" },
        ],
      },
      ["5 tier", "9 links.1.provider", "10 integrations.opsgenie"],
    ],
    [
      "Datadog v3",
      "datadog",
      `apiVersion: v3
kind: service
metadata: { name: cart, displayName: Cart, owner: shop, additionalOwners: [{ name: ops }] }
spec:
  lifecycle: experimental
  languages: [go]
  dependsOn: ["service:stock", "datastore:db"]
`,
      {
        name: "cart",
        title: "Cart",
        owner: "shop",
        lifecycle: "experimental",
        dependencies: [{ service: "stock" }],
        tags: ["language:go"],
      },
      ["7 spec.dependsOn.1", "3 metadata.additionalOwners"],
    ],
    [
      "OpsLevel",
      "opslevel",
      `version: 1
service:
  name: Shopping Cart
  owner: order_team
  lifecycle: generally_available
  tier: tier_1
  product: Web
  aliases: [basket, Old Name]
  tags: [{ key: db, value: mysql }]
  repositories: [{ name: acme/cart, path: /, provider: github }]
  properties: { a: 1 }
`,
      {
        name: "shopping-cart",
        title: "Shopping Cart",
        owner: "order-team",
        lifecycle: "production",
        aliases: ["basket"],
        repository: "acme/cart",
        tags: ["db:mysql", "product:Web"],
      },
      ["6 service.tier", "8 service.aliases.1", "11 service.properties"],
    ],
    [
      "Cortex",
      "cortex",
      `openapi: 3.0.1
info:
  title: Core payments
  x-cortex-tag: core-payments
  x-cortex-git: { github: { repository: acme/payments, basepath: src } }
  x-cortex-owners:
    - { type: group, name: acme/payers, provider: GITHUB }
    - { type: slack, channel: payers }
  x-cortex-groups: ["tier:1"]
  x-cortex-dependency: [{ tag: stock, description: Asks it. }]
paths: { /pay: {} }
`,
      {
        name: "core-payments",
        title: "Core payments",
        owner: "payers",
        repository: "acme/payments",
        path: "src",
        dependencies: [{ service: "stock" }],
        tags: ["tier:1"],
      },
      ["10 info.x-cortex-dependency.0.description", "11 paths"],
    ],
  ];
  for (const [name, format, text, fields, notMapped] of tables) {
    it(`makes a service of ${name} and lists the rest`, () => {
      const imported = importers[format](text, "a.yaml");
      const { services } = merge([imported], nobody);
      assert.deepEqual(imported.errors, []);
      assert.deepEqual(services[0]?.fields, fields);
      assert.deepEqual(
        imported.notMapped.map(({ at, path }) => `${at.line} ${path}`),
        notMapped,
      );
    });
  }

  it("proposes the owners that the last fitting pattern of CODEOWNERS names", () => {
    const text =
      "* @acme/all # everything\n/src/cart/ @acme/shop @acme/ops\n*.md @amy\n/src/open\n/docs @acme/docs\n";
    const imported = importers.codeowners(text, "CODEOWNERS");
    const services = ["cart/api", "quote", "open"].map((folder) => ({
      name: folder,
      path: `src/${folder}`,
      owner: undefined,
    }));
    const found = proposals([imported], services);
    assert.deepEqual(
      found.proposals.map(({ service, owner, others, at }) => [service, owner, others, at.line]),
      [
        ["cart/api", "shop", ["ops"], 2],
        ["quote", "all", [], 1],
      ],
    );
    assert.deepEqual(
      found.notMapped.map(({ path }) => path),
      ["/docs"],
    );
    assert.deepEqual(
      imported.notMapped.map(({ at }) => at.line),
      [3, 4],
    );
    assert.deepEqual(imported.teams[1]?.fields, { name: "shop", github: { team: "shop" } });
  });
});
