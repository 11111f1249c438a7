import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Level } from "../../tiers/levels";
import { contextOf } from "./context";
import { type AskGate, type Gatekeeper, type GateWord, gatekeeper } from "./gatekeeper";
import { buildInventory, type Inventory } from "./inventory";
import { type ActiveRule, type Judgement, judge } from "./judge";
import { packConfigProperties, readPackConfig } from "./pack-config";
import { pageOf } from "./pages";
import { configProblem, judgingPolicy, substitutePolicy } from "./policy-names";
import { reportsOf } from "./report";
import type { RawResource } from "./resource";
import type { AnyRule } from "./rule";
import { readRuleConfig, ruleConfigProperties } from "./rule-config";
import type { RuleSet } from "./rule-set";
import { type SummaryContext, summaryOf } from "./summary";
import { plain } from "./text";
import { clockProblem, type Today } from "./today";
import { say } from "./violation";

/** What surrounds a run: read at the edge, once. */
export interface Surround {
  readonly packVersion: string;
  readonly today: () => Today;
  /** Milliseconds of a clock that only guards time. */
  readonly clock: () => number;
  /** Sentences about extensions that could not be used as they are. */
  readonly problems: readonly string[];
  /** Keeps what was judged, where somebody wants that; a sentence where it could not. */
  readonly keep?: (judged: Judged) => string | undefined;
  /** Asks the gate, where policy config names one. */
  readonly askGate: AskGate;
}

/** A policy that judges the stack at the end, and may also look at each resource before it is made. */
export type PackPolicy = StackValidationPolicy & Pick<ResourceValidationPolicy, "validateResource">;

/** What a run was judged from, and what came of it. */
export interface Judged {
  readonly inventory: Inventory;
  readonly judgement: Judgement;
  readonly rules: readonly ActiveRule[];
  readonly scope: "all" | ReadonlySet<string>;
  readonly today: Today;
}

interface Collected {
  readonly rule: AnyRule;
  readonly set: RuleSet;
  readonly config: Readonly<Record<string, unknown>>;
  readonly report: ReportViolation;
  readonly resources: readonly PolicyResource[];
}

/**
 * One policy a rule, and `readiness` as the last. A rule's policy only hands over its config and its way to report;
 * the last one judges once with every rule's config known. A rule that is not in the list was disabled.
 */
export function policiesFor(sets: readonly RuleSet[], surround: Surround): PackPolicy[] {
  let collected: Collected[] = [];
  const gate = gatekeeper(surround.askGate);
  const judgeCollected = async (args: StackValidationArgs, report: ReportViolation | undefined) => {
    const entries = collected;
    collected = [];
    if (policies.at(-1) === substitute) policies.pop();
    await judgeStack(args, entries, report, surround, gate);
  };
  // Policy config may disable the judging policy, as `all` does, and leave rules on. They must not pass unjudged then:
  // the SDK walks this very list, so what a rule appends meanwhile runs last, and no config knows it.
  const collect = (entry: Collected): void => {
    if (policies.at(-1) !== substitute) policies.push(substitute);
    collected.push(entry);
  };
  const substitute: StackValidationPolicy = {
    name: substitutePolicy,
    description: `Judges where the policy ${judgingPolicy} is disabled.`,
    enforcementLevel: "mandatory",
    validateStack: (args) => judgeCollected(args, undefined),
  };
  const policies: PackPolicy[] = [
    ...sets.flatMap((set) => set.rules.map((rule) => rulePolicy(rule, set, collect))),
    {
      name: judgingPolicy,
      description: "Judges every service by every rule that is switched on, and sums up.",
      enforcementLevel: "mandatory",
      configSchema: { properties: packConfigProperties },
      validateResource: gate.resource,
      validateStack: judgeCollected,
    },
  ];
  return policies;
}

function rulePolicy(rule: AnyRule, set: RuleSet, collect: (entry: Collected) => void): StackValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: "mandatory",
    severity: rule.severity ?? severityOf[rule.level],
    tags: [rule.area, rule.level],
    remediationSteps: rule.fix,
    url: `${pageOf(set.name)}#${rule.id}`,
    configSchema: { properties: ruleConfigProperties(rule) },
    validateStack: (args, report) =>
      collect({ rule, set, config: args.getConfig(), report, resources: args.resources }),
  };
}

/** A missed bronze rule weighs most, as nothing above it counts; gold comes last. */
const severityOf: Readonly<Record<Level, "critical" | "high" | "medium">> = {
  bronze: "critical",
  silver: "high",
  gold: "medium",
};

/** Judges a stack and reports; without a report of the pack's own, only rules speak and nothing is summed up. */
async function judgeStack(
  args: StackValidationArgs,
  entries: readonly Collected[],
  report: ReportViolation | undefined,
  surround: Surround,
  gate: Gatekeeper,
): Promise<void> {
  const pack = readPackConfig(args.getConfig());
  // All policies of a request are about the same resources, which the first was surely given (walk-once.ts).
  const { resources } = entries[0] ?? args;
  const inventory = buildInventory(resources.map(rawResource), pack.catalog);
  const urn = inventory.stackUrn;
  const today = surround.today();
  const [wrong, ...more] = [
    ...pack.problems.map((problem) => configProblem(judgingPolicy, problem)),
    entries.length > 0 && resources.length === 0 ? unseen : undefined,
    inventory.brokenCatalog,
    clockProblem(inventory.statedAt, today),
  ].flatMap((problem) => (problem === undefined ? [] : [plain(problem)]));
  if (wrong !== undefined) {
    for (const text of [wrong, ...more]) if (!gate.hasTold(text)) say(report, { text, urn });
    return refuse(entries, wrong, urn);
  }
  const gateWords = await gate.stack(args, urn, report);
  // Of what such a stack deploys the scorecard tells; of its own resources alone, rules would find most things missing.
  if (gateWords !== undefined && inventory.catalogFrom === "nowhere")
    return sumUp(gateWords, surround, urn, report);
  const active = entries.map(({ rule, set, config, report: own }): ActiveRule => {
    const { parameters, problems } = readRuleConfig(rule, config);
    for (const problem of problems) say(report ?? own, { text: configProblem(rule.id, problem), urn });
    return { rule, set, parameters };
  });
  for (const problem of surround.problems) say(report ?? entries[0]?.report, { text: plain(problem), urn });
  const judgement = await judge(inventory, active, contextOf(inventory, pack.scope, today, surround.clock));
  const voices = new Map(entries.map((entry) => [entry.rule.id, entry.report]));
  for (const one of reportsOf(judgement)) {
    const voice = voices.get(one.rule);
    if (voice) say(voice, one);
  }
  const judged = { inventory, judgement, rules: active, scope: pack.scope, today };
  const notKept = surround.keep?.(judged);
  if (notKept !== undefined)
    say(report ?? entries[0]?.report, { text: plain(notKept), urn, enforcement: "advisory" });
  if (report === undefined) return;
  const { packVersion } = surround;
  const context: SummaryContext = { packVersion, today, scope: pack.scope, rules: active.length };
  const text = [summaryOf(judgement, inventory, context), ...(gateWords ?? []).map(({ summary }) => summary)];
  say(report, { text: text.join("\n"), urn, enforcement: "advisory" });
}

/** Sums up a run in which only the gate had a say. */
function sumUp(
  words: readonly GateWord[],
  { packVersion, keep }: Surround,
  urn: string | undefined,
  report: ReportViolation | undefined,
): void {
  const lines = [
    ...words.map(({ summary }) => summary),
    "Rules were not judged here: this stack has no Catalog component, and policy config states no catalog.",
    ...(keep === undefined ? [] : ["So no scorecard was kept for READINESS_SCORECARD."]),
    `Pack ${packVersion}.`,
  ];
  say(report, { text: lines.join("\n"), urn, enforcement: "advisory" });
}

/** A stack has at least itself as a resource; without any, the SDK walks otherwise than walk-once.ts takes it to. */
const unseen = "This version of @pulumi/policy gave the pack no resource of the stack.";

/**
 * Lets no rule through where the catalog cannot be read or the clock is wrong: neither facts nor mode nor what has
 * expired are known then. Each rule says so itself, so that it blocks also where the operator's policy config lowered
 * or disabled the judging policy.
 */
function refuse(entries: readonly Collected[], why: string, urn: string | undefined): void {
  for (const { report } of entries) say(report, { text: `No service was judged. ${why}`, urn });
}

/** The plain resource behind the SDK's proxies, which throw at every unknown value and cost an object per read. */
export function rawResource(resource: PolicyResource): RawResource {
  const target: unknown = Reflect.get(resource.props, "__getSpecialProxyTarget"); // the SDK's own way to the target
  // Without properties every rule would take what is set for absent, so nothing is judged then.
  if (typeof target !== "object" || target === null)
    throw new Error(`This version of @pulumi/policy does not give the properties of ${resource.urn}.`);
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    props: target as Record<string, unknown>, // deserialised properties are a plain object
    parent: resource.parent?.urn,
    dependencies: resource.dependencies.map(({ urn }) => urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([name, all]) => [name, all.map(({ urn }) => urn)]),
    ),
  };
}
