import { z } from "zod";
import { inGroups, inTurns } from "../../evidence/http/in-turns";
import type { DatadogOutcome, DatadogRule } from "../../scorecard/datadog/outcomes";
import type { DatadogApi } from "./datadog-api";

const anything = z.object({});
const ruleSchema = z.object({
  id: z.string(),
  attributes: z.object({
    name: z.string(),
    scorecard_name: z.string().optional(),
    description: z.string().optional(),
    enabled: z.boolean().optional(),
    level: z.number().optional(),
    created_at: z.string().optional(),
  }),
});
type FoundRule = z.infer<typeof ruleSchema>;
const oneRule = z.object({ data: ruleSchema });
const rulePage = z.object({ data: z.array(ruleSchema) });

const pageSize = 100;
/** Outcomes that one request may hold. */
const mostOutcomes = 100;
const atATime = 5;

/** How many rules and outcomes were written. */
export interface Published {
  readonly created: number;
  readonly changed: number;
  readonly outcomes: number;
}

/**
 * Puts rules and outcomes into Datadog's Scorecards. Rules are found again by scorecard and name; what differs is changed,
 * what is there twice is left once, and what is a rule no more is disabled. Ends in the same state however often it is run.
 */
export async function publishScorecards(
  api: DatadogApi,
  rules: readonly DatadogRule[],
  outcomes: readonly DatadogOutcome[],
): Promise<Published> {
  const found = await ownRules(api, new Set(rules.map((one) => one.scorecard_name)));
  const ids = new Map<string, string>();
  let [created, changed] = [0, 0];
  await inTurns(rules, atATime, async (rule) => {
    const [kept, ...doubled] = found.get(keyOf(rule.scorecard_name, rule.name)) ?? [];
    for (const { id } of doubled) await api.call("DELETE", pathOf(id), undefined, anything);
    if (kept !== undefined && !differs(kept, rule))
      return void ids.set(keyOf(rule.scorecard_name, rule.name), kept.id);
    const body = { data: { type: "rule", attributes: rule } };
    const { data } =
      kept === undefined
        ? await api.call("POST", rulesPath, body, oneRule)
        : await api.call("PUT", pathOf(kept.id), body, oneRule);
    if (kept === undefined) created += 1;
    else changed += 1;
    ids.set(keyOf(rule.scorecard_name, rule.name), data.id);
  });
  const wanted = new Set(rules.map((one) => keyOf(one.scorecard_name, one.name)));
  const former = [...found].filter(([key]) => !wanted.has(key)).flatMap(([, all]) => all);
  changed += await disable(api, former);
  const results = outcomes.flatMap(({ scorecard, rule, ...rest }) => {
    const id = ids.get(keyOf(scorecard, rule));
    return id === undefined ? [] : [{ rule_id: id, ...rest }];
  });
  await inTurns(inGroups(results, mostOutcomes), atATime, async (group) => {
    const body = { data: { type: "batched-outcome", attributes: { results: group } } };
    await api.call("POST", "/api/v2/scorecard/outcomes", body, anything);
  });
  return { created, changed, outcomes: results.length };
}

const rulesPath = "/api/v2/scorecard/rules";

function pathOf(id: string): string {
  return `${rulesPath}/${encodeURIComponent(id)}`;
}

function keyOf(scorecard: string, rule: string): string {
  return JSON.stringify([scorecard, rule]);
}

/** Rules of these scorecards by scorecard and name, the oldest first. */
async function ownRules(
  api: DatadogApi,
  scorecards: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly FoundRule[]>> {
  const rules = new Map<string, FoundRule[]>();
  let offset = 0;
  for (;;) {
    const query = new URLSearchParams({
      "page[size]": String(pageSize),
      "page[offset]": String(offset),
      "filter[rule][custom]": "true",
    });
    const { data } = await api.call("GET", `${rulesPath}?${query}`, undefined, rulePage);
    offset += data.length;
    for (const rule of data) {
      const { scorecard_name: scorecard, name } = rule.attributes;
      if (scorecard === undefined || !scorecards.has(scorecard)) continue;
      const key = keyOf(scorecard, name);
      rules.set(key, [...(rules.get(key) ?? []), rule].sort(byAge));
    }
    if (data.length === 0) return rules; // a page may be smaller than was asked for
  }
}

function byAge(a: FoundRule, b: FoundRule): number {
  const [first, second] = [a, b].map(({ id, attributes }) => `${attributes.created_at ?? ""} ${id}`);
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

function differs({ attributes }: FoundRule, rule: DatadogRule): boolean {
  return (
    attributes.description !== rule.description ||
    attributes.level !== rule.level ||
    attributes.enabled !== rule.enabled
  );
}

/** Rules that are ours no more stay, with what became of them, and count no more. */
async function disable(api: DatadogApi, rules: readonly FoundRule[]): Promise<number> {
  const enabled = rules.filter(({ attributes }) => attributes.enabled !== false);
  await inTurns(enabled, atATime, async ({ id, attributes }) => {
    const { created_at: _, ...rest } = attributes;
    const body = { data: { type: "rule", attributes: { ...rest, enabled: false } } };
    await api.call("PUT", pathOf(id), body, oneRule);
  });
  return enabled.length;
}
