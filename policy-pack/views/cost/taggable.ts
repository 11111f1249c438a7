import { serviceToken } from "../../../catalog/graph";
import type { Evidence, Resource } from "../../engine/rule";
import { azure, datadog, kubernetes } from "../../engine/tokens";
import { everyVersion } from "../azure-versions";
import { taggableAws } from "./taggable-aws";
import { taggableAzure } from "./taggable-azure";
import { labelledGoogle } from "./taggable-google";
import { labelledKubernetes } from "./taggable-kubernetes";

/** Modules of a provider with their types, as module Type Type; module Type. */
function modulesIn(text: string): readonly (readonly [module: string, type: string])[] {
  return text.split(";").flatMap((part) => {
    const [module = "", ...types] = part.trim().split(/\s+/);
    return types.map((type) => [module, type] as const);
  });
}

/** Tokens of bridged providers repeat the type in the module: aws:s3/bucket:Bucket. */
function bridged(provider: string, text: string): readonly string[] {
  return modulesIn(text).map(
    ([module, type]) => `${provider}:${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`,
  );
}

function native(provider: string, text: string): readonly string[] {
  return modulesIn(text).map(([module, type]) => `${provider}:${module}:${type}`);
}

/** Types that can carry tags or labels; those of GitHub and PagerDuty cannot, nor can Datadog's dashboards. */
export const taggableTokens: readonly string[] = [
  datadog.monitor,
  datadog.monitorJson,
  datadog.serviceLevelObjective,
  datadog.syntheticsTest,
  kubernetes.rollout,
  ...bridged("aws", taggableAws),
  ...bridged("gcp", labelledGoogle),
  ...everyVersion(azure.documentDbAccount, ...native("azure-native", taggableAzure)),
  ...native("kubernetes", labelledKubernetes),
];

/** Those of the types that a stack has at all: found once, whichever of its services asks. */
const present = new WeakMap<readonly Resource[], readonly string[]>();

/** What a service declares and can carry tags or labels. */
export function taggableOf(evidence: Evidence): readonly Resource[] {
  const components = evidence.all(serviceToken);
  const tokens = present.get(components) ?? taggableTokens.filter((token) => evidence.all(token).length > 0);
  present.set(components, tokens);
  return evidence.of(...tokens).filter(({ observed }) => !observed);
}
