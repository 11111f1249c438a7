import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { parse } from "yaml";
import type { z } from "zod";
import { initiativeSchema } from "../../catalog/initiative";
import { serviceSchema } from "../../catalog/schema";
import { waiversFileSchema } from "../../catalog/waiver";
import { projectDir } from "../../sandbox/folders";

describe("YAML that the README shows", () => {
  const readme = fs.readFileSync(path.join(projectDir, "README.md"), "utf8");
  const blocks = new MarkdownIt()
    .parse(readme, {})
    .filter(({ type, info }) => type === "fence" && info === "yaml")
    .map(({ content }) => content);
  const schemas: Readonly<Record<string, z.ZodType>> = {
    "name: gift-cards": serviceSchema,
    "waivers:": waiversFileSchema,
    "id: runbooks-of-revenue": initiativeSchema,
  };
  for (const [start, schema] of Object.entries(schemas)) {
    it(`is what a file may hold: ${start}`, () => {
      const block = blocks.find((text) => text.split("\n").some((line) => line === start));
      assert.ok(block, "the README must show it");
      schema.parse(parse(block));
    });
  }
});
