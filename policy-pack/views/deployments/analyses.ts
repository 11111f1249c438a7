import type { Evidence, Resource } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt } from "../attempt";
import { sourcesOf } from "../links";
import { isPlace, kubernetesPlace } from "./kubernetes-objects";

/** One analysis of a Rollout: the templates that it measures by, and the block that may switch them to a dry run. */
export interface Analysis {
  readonly rollout: Resource;
  readonly block: Value;
  readonly templates: readonly Value[];
}

/** The analyses of a Rollout that abort it: in the background, as a step, in an experiment, or around a promotion. */
export function analysesOf(rollout: Resource): readonly Analysis[] {
  const strategy = rollout.props.get("spec").get("strategy");
  const canary = strategy.get("canary");
  const blueGreen = strategy.get("blueGreen");
  const steps = canary.get("steps").items();
  const blocks = [
    canary.get("analysis"),
    ...steps.map((step) => step.get("analysis")),
    blueGreen.get("prePromotionAnalysis"),
    blueGreen.get("postPromotionAnalysis"),
  ];
  const named = blocks.map((block) => ({ rollout, block, templates: block.get("templates").items() }));
  const experiments = steps
    .map((step) => step.get("experiment"))
    .map((block) => ({ rollout, block, templates: block.get("analyses").items() }));
  return [...named, ...experiments].filter(({ templates }) => templates.length > 0);
}

/** Whether an analysis measures something that counts, by templates that exist. */
export function isLive(analysis: Analysis, evidence: Evidence): boolean {
  const { rollout, block, templates } = analysis;
  const found = templates.map((template) => templateOf(template, rollout, evidence));
  if (found.includes("missing")) return false;
  const specs = found.flatMap((one) => (typeof one === "object" ? [one.props.get("spec")] : []));
  const rehearsed = [block, ...specs].flatMap((value) => namesIn(value.get("dryRun"), "metricName"));
  if (rehearsed.includes(".*")) return false;
  const metrics = specs.flatMap((spec) => namesIn(spec.get("metrics"), "name"));
  return metrics.length === 0 || metrics.some((metric) => !rehearsed.includes(metric));
}

/** The name of the first template that a Rollout measures by and that does not exist, so that no release gets through. */
export function missingTemplate(rollout: Resource, evidence: Evidence): string | undefined {
  for (const template of analysesOf(rollout).flatMap(({ templates }) => templates)) {
    const found = attempt(() => templateOf(template, rollout, evidence));
    if ("value" in found && found.value === "missing") return template.get("templateName").string() ?? "";
  }
  return undefined;
}

function templateOf(template: Value, rollout: Resource, evidence: Evidence): Resource | "missing" {
  const isShared = template.get("clusterScope").boolean() ?? false;
  const type = isShared ? kubernetes.clusterAnalysisTemplate : kubernetes.analysisTemplate;
  const stated = template.get("templateName");
  if (stated.unknown) {
    const [source] = sourcesOf(rollout, "spec", [type]);
    if (source !== undefined) return source;
    throw new UnknownValue("planned", `the analysis of ${rollout.name} is only known after an update`);
  }
  const name = stated.string() ?? "";
  const namespace = isShared ? undefined : kubernetesPlace(rollout).namespace;
  return evidence.all(type).find((one) => isPlace(one, { name, namespace })) ?? "missing";
}

function namesIn(list: Value, key: string): readonly string[] {
  return list.items().flatMap((item) => item.get(key).string() ?? []);
}
