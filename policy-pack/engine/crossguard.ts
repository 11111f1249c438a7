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
  const policies = rules.map((rule) => rulePolicy(rule, (entry) => void collected.push(entry)));
  const last: StackValidationPolicy = {
    name: judgingPolicy,
    description: "Judges every service by every rule that is switched on, and sums up.",
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
  const inventory = buildInventory(args.resources.map(rawResource), pack.catalog);
  const problems = pack.problems.map(
    (problem) => `The policy config of readiness must be mended: ${problem}.`,
  );
  if (inventory.brokenCatalog !== undefined) problems.push(inventory.brokenCatalog);
  const active = entries.map(({ rule, config }): ActiveRule => {
    const read = readRuleConfig(rule.id, config);
    problems.push(
      ...read.problems.map((problem) => `The policy config of ${rule.id} must be mended: ${problem}.`),
    );
    return { rule, parameters: read.parameters };
  });
  for (const problem of problems) say(report, { text: problem, urn: inventory.stackUrn });
  const { day, whatIf } = surround.today();
  const judgement = await judge(inventory, active, day, surround.now);
  const reporters = new Map(entries.map((entry) => [entry.rule.id, entry.report]));
  for (const one of reportsOf(judgement)) say(reporters.get(one.rule) ?? report, one);
  const context: SummaryContext = {
    packVersion: surround.packVersion,
    today: day,
    whatIf,
    rules: active.length,
  };
  say(report, {
    text: summaryOf(judgement, inventory, context),
    urn: inventory.stackUrn,
    enforcement: "advisory",
  });
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
  const target: unknown = (resource.props as Record<string, unknown>)["__getSpecialProxyTarget"]; // the SDK's own way to the target
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
