import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { githubCollector } from "../../../evidence/github/collector";
import { tellFiles } from "../../../evidence/github/files";
import { homesOf } from "../../../evidence/github/home";
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
    await tellFiles(client, { tell: () => undefined, leaveOpen: () => undefined }, [
      { home, trees: new Map() },
    ]);
    const text = readFileSync("node_modules/@octokit/graphql-schema/schema.graphql", "utf8");
    const schema = buildSchema(text, { assumeValidSDL: true }); // It defines some fields twice.
    assert.ok(queries.length >= 3);
    for (const query of queries)
      assert.deepEqual(
        validate(schema, parse(query), undefined).map(({ message }) => message),
        [],
      );
  });
});
