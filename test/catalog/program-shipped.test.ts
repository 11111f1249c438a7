import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { catalogOutputsSchema, serviceOutputsSchema, serviceToken } from "../../catalog/graph";
import { declareReadiness } from "../../catalog/program";
import { find, record } from "./components/recorder";

const root = process.cwd();
const stackFile = z.object({ config: z.record(z.string(), z.unknown()) });

/** A shipped stack's config as the engine would hand it over. */
function configOf(stack: string): Readonly<Record<string, string>> {
  const { config } = stackFile.parse(parse(readFileSync(join(root, `stacks/Pulumi.${stack}.yaml`), "utf8")));
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(texts);
}

describe("the shipped catalog", () => {
  const expected = { dev: [20, true], staging: [20, false], prod: [20, true] } as const;
  for (const [stack, [services, owns]] of Object.entries(expected)) {
    it(`is declared whole in ${stack}, and keeps to the graph's contract`, async () => {
      const config = configOf(stack);
      const input = { root, stack, config, githubOwner: config["github:owner"], programVersion: "1.0.0" };
      const recording = await record(
        () => declareReadiness({ ...input, now: new Date("2026-11-23T12:00:00Z") }),
        { stack },
      );
      const components = recording.resources.filter(({ type }) => type === serviceToken);
      assert.equal(components.length, services);
      const urns = new Set(recording.resources.map(({ urn }) => urn));
      assert.equal(urns.size, recording.resources.length);
      for (const { outputs } of components) {
        const { declares } = serviceOutputsSchema.parse(outputs);
        assert.deepEqual(
          declares.map(({ urn }) => urn).filter((urn) => !urns.has(urn)),
          [],
        );
      }
      const { facts } = catalogOutputsSchema.parse(find(recording, "Catalog", "catalog").outputs);
      assert.equal(facts.owns, owns);
      assert.equal(
        recording.resources.some(({ type }) => type.startsWith("github:")),
        owns,
      );
    });
  }
});
