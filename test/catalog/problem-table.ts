import assert from "node:assert/strict";
import type { z } from "zod";
import { formatProblem } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";

function problems(schema: z.ZodType, text: string): string[] {
  return parseYaml(schema, "f.yaml", text).problems.map(formatProblem);
}

/** One test a row: the text of a file, and every line that is printed about it. */
export function expectAll(
  schema: z.ZodType,
  cases: Readonly<Record<string, readonly [string, readonly string[]]>>,
) {
  for (const [name, [text, expected]] of Object.entries(cases)) {
    it(name, () => assert.deepEqual(problems(schema, text), expected));
  }
}
