import type {
  PolicyResource,
  ReportViolation,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Level } from "../../tiers/levels";
import { buildInventory } from "./inventory";
import { type ActiveRule, judge } from "./judge";
import { packConfigProperties, readPackConfig, readRuleConfig, ruleConfigProperties } from "./policy-config";
import { type Report, reportsOf } from "./report";
import type { RawResource } from "./resource";
import type { AnyRule } from "./rule";
import { type SummaryContext, summaryOf } from "./summary";
import { plain } from "./text";
import type { Today } from "./today";

/** The policy that judges, after every rule's policy has handed over its config. */
export const judgingPolicy = "readiness";

/** What surrounds a run: read at the edge, once. */
export interface Surround {
  readonly packVersion: string;
  readonly today: () => Today;
  readonly now: () => number;
}

interface Collected {
  readonly rule: AnyRule;
  readonly config: Readonly<Record<string, unknown>>;
  readonly report: ReportViolation;
}

/**
 * One policy a rule, and `readiness` as the last. A rule's policy only hands over its config and its way to report;
 * the last one judges once with every rule's config known. A rule that is not in the list was disabled.
 */
export function policiesFor(rules: readonly AnyRule[], surround: Surround): StackValidationPolicy[] {
  let collected: Collected[] = [];
  const collect = (entry: Collected): void => {
    if (collected.length === 0) setImmediate(reportForgotten);
    collected.push(entry);
  };
  // The SDK runs all policies of a stack in one turn of the event loop, so what is left after it was never judged.
  const reportForgotten = (): void => {
    if (collected.length === 0) return;
    console.error(
      `Nothing was judged: the policy ${judgingPolicy} is disabled, and rules do not judge without it.`,
    );
    collected = [];
  };
  const policies = rules.map((rule) => rulePolicy(rule, collect));
  const last: StackValidationPolicy = {
    name: judgingPolicy,
    description:
      "Judges every service by every rule that is switched on, and sums up. Disabling it switches all rules off.",
    enforcementLevel: "mandatory",
    configSchema: { properties: packConfigProperties },
    validateStack: async (args, report) => {
      const entries = collected;
      collected = [];
      await judgeStack(args, entries, report, surround);
    },
  };
  return [...policies, last];
}

function rulePolicy(rule: AnyRule, collect: (entry: Collected) => void): StackValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: "mandatory",
    severity: rule.severity ?? severityOf[rule.level],
    tags: [rule.area, rule.level],
    remediationSteps: rule.fix,
    url: `docs/rules.md#${rule.id}`,
    configSchema: { properties: ruleConfigProperties(rule.id) },
    validateStack: (args, report) => collect({ rule, config: args.getConfig(), report }),
  };
}

/** A missed bronze rule weighs most, as nothing above it counts; gold comes last. */
const severityOf: Readonly<Record<Level, "critical" | "high" | "medium">> = {
  bronze: "critical",
  silver: "high",
  gold: "medium",
};

async function judgeStack(
  args: StackValidationArgs,
  entries: readonly Collected[],
  report: ReportViolation,
  surround: Surround,
): Promise<void> {
  const pack = readPackConfig(args.getConfig());
  const rules = entries.map((entry) => ({ ...entry, ...readRuleConfig(entry.rule.id, entry.config) }));
  const inventory = buildInventory(args.resources.map(rawResource), pack.catalog);
  const urn = inventory.stackUrn;
  const wrong = [
    ...pack.problems.map((problem) => `The policy config of ${judgingPolicy} must be mended: ${problem}.`),
    ...(inventory.brokenCatalog === undefined ? [] : [inventory.brokenCatalog]),
  ];
  const misread = rules.flatMap(({ rule, problems }) =>
    problems.map((problem) => `The policy config of ${rule.id} must be mended: ${problem}.`),
  );
  for (const problem of [...wrong, ...misread]) say(report, { text: plain(problem), urn });
  if (wrong.length > 0) return refuse(entries, report, urn);
  const { day, whatIf } = surround.today();
  const active = rules.map(({ rule, parameters }): ActiveRule => ({ rule, parameters }));
  const judgement = await judge(inventory, active, day, surround.now);
  const reporters = new Map(entries.map((entry) => [entry.rule.id, entry.report]));
  for (const one of reportsOf(judgement)) say(reporters.get(one.rule) ?? report, one);
  const { packVersion } = surround;
  const context: SummaryContext = { packVersion, today: day, whatIf, rules: active.length };
  say(report, { text: summaryOf(judgement, inventory, context), urn, enforcement: "advisory" });
}

/**
 * Lets no rule through where the catalog cannot be read: neither facts nor mode are known then. Each rule says so
 * itself, so that it blocks also where the operator's policy config lowered the judging policy.
 */
function refuse(entries: readonly Collected[], report: ReportViolation, urn: string | undefined): void {
  for (const entry of entries)
    say(entry.report, { text: `No service was judged; the policy ${judgingPolicy} says why.`, urn });
  say(report, { text: "Nothing was judged.", urn, enforcement: "advisory" });
}

/**
 * Reports one violation. The enforcement is left out where it is mandatory, since an explicit level would beat the
 * operator's policy config, and given only to weaken it.
 */
function say(
  report: ReportViolation,
  {
    text,
    urn,
    enforcement,
  }: {
    readonly text: string;
    readonly urn: string | undefined;
    readonly enforcement?: Report["enforcement"];
  },
): void {
  const violation = {
    message: text,
    ...(urn ? { urn } : {}),
    ...(enforcement === "advisory" ? { enforcementLevel: "advisory" } : {}),
  };
  // The SDK takes an object at run time, though its type says string; a test with the real SDK holds this.
  report(violation as unknown as string);
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
