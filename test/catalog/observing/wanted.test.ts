import assert from "node:assert/strict";
import { planServices } from "../../../catalog/components/planned-services";
import { wantedServices } from "../../../catalog/observing/wanted";
import { serviceSchema, teamSchema } from "../../../catalog/schema";
import type { WantedService } from "../../../evidence/wanted";

const teams = [
  { name: "orders", members: [{ login: "amy", email: "amy@shop.example" }, { login: "ben" }] },
  { name: "platform", aliases: ["infra"], github: { team: "platform-engineers" } },
].map((team) => teamSchema.parse(team));

function wanted(service: object, githubOwner: string | undefined = "shop"): readonly WantedService[] {
  const services = [serviceSchema.parse({ name: "checkout", ...service })];
  const planned = planServices({ services, teams }, { tiers: {}, stack: "prod", owns: true });
  return wantedServices(planned, { teams }, { environment: "prod", githubOwner });
}

const bare: WantedService = {
  name: "checkout",
  names: ["checkout"],
  teams: [],
  apps: [],
  paging: { services: ["checkout-prod", "checkout"] },
  people: [{ login: "amy", email: "amy@shop.example" }, { login: "ben" }],
  slos: [],
  dashboards: [],
};
const repository = {
  subject: "shop-api",
  owner: "shop",
  name: "shop-api",
  folder: "",
  files: [],
  workflows: [],
  environments: ["production"],
};
const slo = { kind: "availability", good: "sum:a{*}", total: "sum:b{*}" };

const cases: Readonly<Record<string, readonly [object, Partial<WantedService>]>> = {
  "by its name alone": [{}, {}],
  "by earlier names as well": [
    { aliases: ["cashier"] },
    {
      names: ["checkout", "cashier"],
      paging: { services: ["checkout-prod", "checkout", "cashier-prod", "cashier"] },
    },
  ],
  "in its repository, by the account's owner": [{ repository: "shop-api" }, { repository }],
  "in a repository of another owner": [
    { repository: "acme/shop-api" },
    { repository: { ...repository, subject: "acme/shop-api", owner: "acme" } },
  ],
  "with every file that the catalog names, and the folder without slashes": [
    {
      repository: "shop-api",
      path: "src/checkout/",
      readme: "src/checkout/README.md",
      runbook: "docs/runbook.md",
      apis: [
        { type: "openapi", path: "api.yaml" },
        { type: "graphql", url: "https://shop.example/graphql" },
      ],
      links: [{ kind: "architecture", path: "docs/runbook.md" }],
      pipeline: ".github/workflows/release.yml",
      environments: { production: "live" },
    },
    {
      repository: {
        ...repository,
        folder: "src/checkout",
        files: ["src/checkout/README.md", "docs/runbook.md", "api.yaml"],
        workflows: [".github/workflows/release.yml"],
        environments: ["live"],
      },
    },
  ],
  "with its owner's team and those that may bypass protection, by their slugs": [
    { owner: "orders", bypass: { teams: ["infra", "strangers"], apps: ["release-bot"] } },
    { teams: ["orders", "platform-engineers", "strangers"], apps: ["release-bot"] },
  ],
  "by what exists at PagerDuty": [
    { onCall: { existing: { service: "Checkout", policy: "Shop", schedule: "Shop primary" } } },
    { paging: { services: ["Checkout"], policy: "Shop", schedule: "Shop primary" } },
  ],
  "with the addresses of those who are to be paged, of teams whoever they are in": [
    { owner: "orders", onCall: { rotation: ["amy", "ben", "nobody"] } },
    { teams: ["orders"], paging: { ...bare.paging, people: ["amy@shop.example"] } },
  ],
  "with objectives and dashboards that the catalog refers to": [
    {
      slos: [
        { name: "up", ...slo, existing: "abc123" },
        { name: "fast", ...slo },
      ],
      links: [
        { kind: "dashboard", url: "https://app.datadoghq.eu/dashboard/abc-def-ghi/checkout" },
        { kind: "dashboard", url: "https://grafana.shop.example/d/1" },
        { kind: "other", url: "https://app.datadoghq.eu/dashboard/zzz-zzz-zzz" },
      ],
    },
    { slos: ["abc123"], dashboards: ["abc-def-ghi"] },
  ],
};

describe("a service to be observed", () => {
  for (const [name, [service, expected]] of Object.entries(cases)) {
    it(`is looked for ${name}`, () => assert.deepEqual(wanted(service), [{ ...bare, ...expected }]));
  }

  it("is looked for in no repository whose owner nobody knows", () => {
    const services = [serviceSchema.parse({ name: "checkout", repository: "shop-api" })];
    const planned = planServices({ services, teams }, { tiers: {}, stack: "prod", owns: true });
    const stack = { environment: "prod", githubOwner: undefined };
    assert.deepEqual(wantedServices(planned, { teams }, stack), [bare]);
  });

  it("is not looked for once it is retired", () => assert.deepEqual(wanted({ lifecycle: "retired" }), []));
});
