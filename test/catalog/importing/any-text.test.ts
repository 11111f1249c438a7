import assert from "node:assert/strict";
import fc from "fast-check";
import { merge } from "../../../catalog/importing/merge";
import { importFormats } from "../../../cli/importing/formats";
import { importers } from "../../../cli/importing/importers";

const nobody = { services: new Set<string>(), teams: new Set<string>(), emails: new Map<string, string>() };

describe("every importer", () => {
  const words = [
    "apiVersion: backstage.io/v1alpha1\n",
    "kind: Component\n",
    "metadata:\n",
    "  name: a\n",
    "schema-version: v2\n",
    "dd-service: b\n",
    "apiVersion: v3\n",
    "kind: service\n",
    "service:\n",
    "info:\n",
    "  x-cortex-tag: c\n",
    "spec:\n",
    "  owner: [x]\n",
    "  dependsOn: 3\n",
    "---\n",
    "  __proto__: {a: 1}\n",
    "&a [*a]\n",
    "* @a/b\n",
    "links: [1, {url: 2}]\n",
    "  constructor: x\n",
    "\u0000",
    "  links: {a: b}\n",
  ];
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...words)).map((parts) => parts.join("")),
  );
  for (const format of importFormats) {
    it(`of ${format} never throws, whatever the file`, () => {
      fc.assert(
        fc.property(text, (given) => {
          const imported = importers[format](given, "f");
          merge([imported, imported], nobody);
          if (imported.errors.length > 0) assert.deepEqual([imported.services, imported.teams], [[], []]);
        }),
        { numRuns: 300 },
      );
    });
  }
});
