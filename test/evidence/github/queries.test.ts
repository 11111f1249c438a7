import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { githubCollector } from "../../../evidence/github/collector";
import { tellOrigins } from "../../../evidence/github/deployments";
import { tellFiles } from "../../../evidence/github/files";
import { homesOf } from "../../../evidence/github/home";
import { tellDismissals } from "../../../evidence/github/vulnerabilities";
import type { ApiClient } from "../../../evidence/http/client";
import { UnansweredError } from "../../../evidence/http/outcome";
import { observe } from "../../../evidence/observe";

const wanted = {
  name: "checkout",
  names: ["checkout"],
  repository: {
    subject: "checkout",
    owner: "shop",
    name: "checkout",
    folder: "src",
    files: ['docs/"odd" name.md'],
    workflows: [".github/workflows/release.yml"],
    environments: ["production"],
  },
  teams: ["payments"],
  apps: [],
  paging: { services: [] },
  people: [],
  slos: [],
  dashboards: [],
};

describe("queries to GitHub", () => {
  it("fit the schema that GitHub publishes", async () => {
    const queries: string[] = [];
    const client: ApiClient = {
      get: async ({ body }) => {
        if (typeof body === "object" && body !== null && "query" in body) queries.push(String(body.query));
        throw new UnansweredError("nobody answers here");
      },
    };
    await observe([githubCollector({ client })], [wanted], { now: () => new Date() });
    const [home] = homesOf([wanted]);
    assert.ok(home);
    const sheet = { tell: () => undefined, leaveOpen: () => undefined };
    await tellFiles(client, sheet, [{ home, trees: new Map() }]);
    const told = { home, at: "2026-11-20T00:00:00Z" };
    await tellDismissals(client, sheet, [
      { ...told, value: { open: [], complete: true }, counted: 0, after: 'odd "cursor"' },
    ]);
    const deployments = [{ at: told.at, states: ["success"], ref: "v1" }];
    const doubtful = { ...told, what: "production", deployments, commits: ["c0ffee"] };
    await tellOrigins(client, sheet, [doubtful], () => "main");
    const text = readFileSync("node_modules/@octokit/graphql-schema/schema.graphql", "utf8");
    const schema = buildSchema(text, { assumeValidSDL: true }); // It defines some fields twice.
    assert.ok(queries.length >= 5);
    for (const query of queries)
      assert.deepEqual(
        validate(schema, parse(query), undefined).map(({ message }) => message),
        [],
      );
  });
});
