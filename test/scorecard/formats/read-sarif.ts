import assert from "node:assert/strict";
import type { Log } from "sarif";
import { sarifOf } from "../../../scorecard/formats/sarif";
import type { Scorecard } from "../../../scorecard/schema";

/** The SARIF of scorecards, read back. */
export const readSarif = (cards: readonly Scorecard[]): Log => JSON.parse(sarifOf(cards));

const isFilled = (text: string | undefined, most: number): boolean =>
  text !== undefined && text.trim() !== "" && text.length <= most;

/** What GitHub demands of a file, by its page on the support of SARIF, with its limits. */
export function assertTakenByGitHub(log: Log): void {
  assert.ok(log.$schema && log.version === "2.1.0" && log.runs.length <= 20);
  const categories = log.runs.map(({ automationDetails }) => automationDetails?.id);
  assert.equal(new Set(categories).size, log.runs.length, "a category twice is refused");
  for (const { tool, results = [] } of log.runs) {
    const { name, rules = [] } = tool.driver;
    assert.ok(isFilled(name, 255) && rules.length <= 25_000 && results.length <= 5000);
    for (const rule of rules) {
      assert.ok(isFilled(rule.id, 255) && isFilled(rule.name, 255), "id and name");
      assert.ok(isFilled(rule.shortDescription?.text, 1024) && isFilled(rule.fullDescription?.text, 1024));
      assert.ok(isFilled(rule.help?.text, 5000) && (rule.properties?.tags ?? []).length <= 10);
    }
    for (const result of results) {
      assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
      assert.ok(isFilled(result.message.text, 5000), "message");
      assert.match(result.partialFingerprints?.primaryLocationLineHash ?? "", /^[0-9a-f]{64}:\d+$/);
      assert.equal(result.locations?.length, 1);
      const { artifactLocation, region } = result.locations?.[0]?.physicalLocation ?? {};
      assert.match(artifactLocation?.uri ?? "", /^catalog\/services\/[\w.!~*'()%-]+\.yaml$/);
      assert.deepEqual(region, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 });
    }
  }
}
