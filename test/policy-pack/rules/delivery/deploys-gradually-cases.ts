import { aws, datadog, gcp, kubernetes } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import type { ExpectedFailure } from "../../rule-tester";

type Props = Record<string, unknown>;

/** A service of which the catalog says nothing about its delivery. */
export const silent = (): Given => given.service().facts({ delivery: undefined });

export const metadata = (name = "checkout", more: Props = {}): Props => ({
  metadata: { name, namespace: "shop", ...more },
});

/** A Rollout of the service's with a strategy. */
export const rollout = (strategy: Props, start = silent(), more: Props = {}): Given =>
  start.add({
    type: kubernetes.rollout,
    name: "own-rollout",
    props: { ...metadata(), spec: { strategy, template: {} }, ...more },
  });

export function template(
  start: Given,
  name: string,
  spec: Props = {},
  type = kubernetes.analysisTemplate as string,
) {
  const isShared = type === kubernetes.clusterAnalysisTemplate;
  return start.add({
    type,
    name: `template-${name}`,
    belongs: false,
    props: {
      metadata: { name, ...(isShared ? {} : { namespace: "shop" }) },
      spec: { metrics: [{ name: "errors" }, { name: "latency" }], ...spec },
    },
  });
}

export const weights: readonly Props[] = [{ setWeight: 20 }, { pause: { duration: "5m" } }];
export const measured = { templates: [{ templateName: "success-rate" }] };
/** A canary that is analysed in the background by a template that exists. */
export const analysed = (analysis: Props = measured, spec: Props = {}): Given =>
  template(rollout({ canary: { steps: weights, analysis } }), "success-rate", spec);

/** A Canary of Flagger's, by default labelled as the service's. */
export const flagger = (analysis: Props, spec: Props = {}, start = silent()): Given =>
  start.add({
    type: kubernetes.flaggerCanary,
    name: "own-canary",
    belongs: false,
    props: {
      ...metadata("checkout-canary", { labels: { "app.kubernetes.io/name": "checkout" } }),
      spec: { targetRef: { kind: "Deployment", name: "checkout" }, analysis, ...spec },
    },
  });
export const steady = {
  stepWeight: 5,
  maxWeight: 50,
  threshold: 5,
  metrics: [{ name: "request-success-rate" }],
};

/** A workload of the service's, which a Canary refers to by its name. */
export const workload = (start: Given, namespace = "shop"): Given =>
  start.add({
    type: kubernetes.deployment,
    name: "own-deployment",
    props: { metadata: { name: "checkout", namespace } },
  });

export const group = (props: Props, start = silent()): Given =>
  start.add({
    type: aws.codedeployDeploymentGroup,
    name: "own-group",
    belongs: false,
    props: { appName: "checkout", deploymentGroupName: "checkout", tags: { service: "checkout" }, ...props },
  });
export const blueGreen = { deploymentStyle: { deploymentType: "BLUE_GREEN" } };
export const onAlarm = {
  autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
  alarmConfiguration: { enabled: true, alarms: ["checkout-errors"] },
};

export const ecs = (props: Props, start = silent()): Given =>
  start.add({
    type: aws.ecsService,
    name: "own-ecs",
    props: { name: "checkout", alarms: { enable: true, rollback: true, alarmNames: ["errors"] }, ...props },
  });

export const alias = (routingConfig: Props | undefined, start = silent()): Given =>
  start.add({ type: aws.lambdaAlias, name: "own-alias", props: { name: "live", routingConfig } });

export const pipeline = (...stages: readonly Props[]): Given =>
  silent().add({
    type: gcp.clouddeployDeliveryPipeline,
    name: "own-pipeline",
    props: { name: "checkout", serialPipeline: { stages } },
  });
export const canaryStage = (canaryDeployment: Props): Props => ({
  targetId: "prod",
  strategy: { canary: { canaryDeployment } },
});

export const gate = (props: Props = {}, start = silent()): Given =>
  start.add({
    type: datadog.deploymentGate,
    name: "own-gate",
    props: {
      service: "checkout",
      env: "prod",
      rules: [{ name: "errors", type: "monitor", options: { query: "service:checkout" } }],
      ...props,
    },
  });

const at = (message: string, delivery: string, on: string, subject: string): ExpectedFailure => ({
  message,
  data: { delivery },
  subject,
  on,
});
const rolloutCalled = ["Rollout checkout", "own-rollout", "own-rollout"] as const;
export const atOnce: readonly ExpectedFailure[] = [at("atOnce", ...rolloutCalled)];
export const noStop: readonly ExpectedFailure[] = [at("noStop", ...rolloutCalled)];
export const noTemplate = (name: string): readonly ExpectedFailure[] => [
  {
    message: "noTemplate",
    data: { delivery: "Rollout checkout", template: name },
    subject: "own-rollout",
    on: "own-rollout",
  },
];
export const flaggerGap = (message: string): readonly ExpectedFailure[] => [
  at(message, "Canary checkout-canary", "own-canary", "own-canary"),
];
export const groupGap = (message: string): readonly ExpectedFailure[] => [
  at(message, "Deployment group own-group", "own-group", "own-group"),
];
export const ecsGap = (message: string): readonly ExpectedFailure[] => [
  at(message, "ECS service checkout", "own-ecs", "checkout"),
];
export const aliasGap = (message: string): readonly ExpectedFailure[] => [
  at(message, "Lambda alias live", "own-alias", "live"),
];
export const pipelineGap = (message: string): readonly ExpectedFailure[] => [
  at(message, "Delivery pipeline checkout", "own-pipeline", "checkout"),
];
export const gateGap = (message: string): readonly ExpectedFailure[] => [
  { message, data: { gate: "own-gate" }, subject: "own-gate", on: "own-gate" },
];
export const claim = (patch: Props): Given =>
  given.service().facts({
    delivery: {
      strategy: "canary",
      stop: "Errors above 2 %",
      url: "https://wiki.astronomy-shop.example/delivery",
      ...patch,
    },
  });
