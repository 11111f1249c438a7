import { aws, kubernetes } from "../../../../policy-pack/engine/tokens";
import type { Given } from "../../given";
import type { ExpectedFailure } from "../../rule-tester";
import {
  alias,
  aliasGap,
  analysed,
  atOnce,
  blueGreen,
  canaryStage,
  claim,
  ecs,
  ecsGap,
  flagger,
  flaggerGap,
  gate,
  gateGap,
  group,
  groupGap,
  measured,
  metadata,
  noStop,
  noTemplate,
  onAlarm,
  pipeline,
  pipelineGap,
  rollout,
  silent,
  steady,
  template,
  weights,
  workload,
} from "./deploys-gradually-cases";

export const failing: Readonly<Record<string, readonly [Given, readonly ExpectedFailure[]]>> = {
  "nothing at all": [silent(), [{ message: "undeclared" }]],
  "a rolling update": [
    claim({ strategy: "rolling" }),
    [{ message: "rolling", data: { strategy: "rolling" } }],
  ],
  "a canary of which the catalog names no stop": [
    claim({ stop: undefined }),
    [{ message: "stopless", data: { strategy: "canary" } }],
  ],
  "what the catalog states without a link": [
    claim({ strategy: "blue-green", url: undefined }),
    [{ message: "unlinked", data: { strategy: "blue-green" } }],
  ],
  "weights and pauses, whatever the catalog states": [
    rollout({ canary: { steps: weights } }, claim({})),
    noStop,
  ],
  "a pause that waits for a person": [
    rollout({ canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }),
    noStop,
  ],
  "a promotion by hand": [
    rollout({ blueGreen: { activeService: "checkout", autoPromotionEnabled: false } }),
    noStop,
  ],
  "a deadline, which sees stuck pods only": [
    rollout({ canary: { steps: weights } }, silent(), {
      spec: { strategy: { canary: { steps: weights } }, progressDeadlineAbort: true },
    }),
    noStop,
  ],
  "a Rollout without steps": [
    analysed().with(kubernetes.rollout, "own-rollout", { "spec.strategy.canary.steps": [] }),
    atOnce,
  ],
  "a Rollout whose only weight is everybody": [
    analysed().with(kubernetes.rollout, "own-rollout", {
      "spec.strategy.canary.steps": [{ setWeight: 100 }],
    }),
    atOnce,
  ],
  "an analysis without a template": [
    rollout({ canary: { steps: weights, analysis: { templates: [] } } }),
    noStop,
  ],
  "a template that does not exist": [
    rollout({ canary: { steps: weights, analysis: measured } }),
    noTemplate("success-rate"),
  ],
  "a template of another namespace": [
    template(rollout({ canary: { steps: weights, analysis: measured } }), "success-rate").with(
      kubernetes.analysisTemplate,
      "template-success-rate",
      { "metadata.namespace": "other" },
    ),
    noTemplate("success-rate"),
  ],
  "a template of the cluster that is only one of the namespace": [
    template(
      rollout({
        canary: {
          steps: weights,
          analysis: { templates: [{ templateName: "success-rate", clusterScope: true }] },
        },
      }),
      "success-rate",
    ),
    noTemplate("success-rate"),
  ],
  "one template that does not exist beside one that does": [
    analysed({ templates: [{ templateName: "success-rate" }, { templateName: "gone" }] }),
    noTemplate("gone"),
  ],
  "an analysis in a dry run": [analysed({ ...measured, dryRun: [{ metricName: ".*" }] }), noStop],
  "an analysis each of whose metrics is in a dry run": [
    analysed({ ...measured, dryRun: [{ metricName: "errors" }, { metricName: "latency" }] }),
    noStop,
  ],
  "a template in a dry run": [analysed(measured, { dryRun: [{ metricName: ".*" }] }), noStop],
  "a Canary of Flagger's without metrics": [flagger({ ...steady, metrics: [] }), flaggerGap("noStop")],
  "a Canary of Flagger's without a threshold": [
    flagger({ ...steady, threshold: undefined }),
    flaggerGap("noStop"),
  ],
  "a Canary of Flagger's that skips its analysis": [
    flagger(steady, { skipAnalysis: true }),
    flaggerGap("noStop"),
  ],
  "a Canary of Flagger's without weights": [
    flagger({ threshold: 5, metrics: [{ name: "x" }], stepWeight: 5 }),
    flaggerGap("atOnce"),
  ],
  "a Canary of a workload in another namespace": [
    workload(silent().without(kubernetes.deployment), "other").add({
      type: kubernetes.flaggerCanary,
      name: "own-canary",
      belongs: false,
      props: { ...metadata("any"), spec: { targetRef: { name: "checkout" }, analysis: steady } },
    }),
    [{ message: "undeclared" }],
  ],
  "a deployment group in place": [group(onAlarm), groupGap("atOnce")],
  "a deployment group that goes one at a time": [
    group({ deploymentConfigName: "CodeDeployDefault.OneAtATime", ...onAlarm }),
    groupGap("atOnce"),
  ],
  "a configuration of one's own that shifts all at once": [
    group({ deploymentConfigName: "at-once", ...onAlarm }).add({
      type: aws.codedeployDeploymentConfig,
      name: "at-once",
      belongs: false,
      props: { deploymentConfigName: "at-once", trafficRoutingConfig: { type: "AllAtOnce" } },
    }),
    groupGap("atOnce"),
  ],
  "a rollback on failed deployments only": [
    group({
      ...blueGreen,
      ...onAlarm,
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
    }),
    groupGap("noStop"),
  ],
  "a rollback that is switched off": [
    group({
      ...blueGreen,
      ...onAlarm,
      autoRollbackConfiguration: { enabled: false, events: ["DEPLOYMENT_STOP_ON_ALARM"] },
    }),
    groupGap("noStop"),
  ],
  "a rollback on alarms, of which there are none": [
    group({ ...blueGreen, ...onAlarm, alarmConfiguration: { enabled: true, alarms: [] } }),
    groupGap("noStop"),
  ],
  "alarms that are switched off": [
    group({ ...blueGreen, ...onAlarm, alarmConfiguration: { enabled: false, alarms: ["errors"] } }),
    groupGap("noStop"),
  ],
  "alarms that may fail to answer": [
    group({
      ...blueGreen,
      ...onAlarm,
      alarmConfiguration: { enabled: true, alarms: ["errors"], ignorePollAlarmFailure: true },
    }),
    groupGap("noStop"),
  ],
  "an alias alone, which has no stop": [
    alias({ additionalVersionWeights: { "2": 0.1 } }, claim({})),
    aliasGap("noStop"),
  ],
  "a service of ECS's that says nothing, and rolls": [ecs({}, claim({})), ecsGap("atOnce")],
  "a service of ECS's that a deployment group should bring, where there is none": [
    ecs({ deploymentController: { type: "CODE_DEPLOY" } }),
    ecsGap("atOnce"),
  ],
  "a canary of ECS's whose alarms roll nothing back": [
    ecs({
      deploymentConfiguration: { strategy: "LINEAR" },
      alarms: { enable: true, alarmNames: ["errors"] },
    }),
    ecsGap("noStop"),
  ],
  "a canary of ECS's without alarms": [
    ecs({
      deploymentConfiguration: { strategy: "BLUE_GREEN" },
      alarms: { enable: true, rollback: true, alarmNames: [] },
    }),
    ecsGap("noStop"),
  ],
  "a pipeline whose canary is before its last stage": [
    pipeline(canaryStage({ percentages: [25], verify: true }), { targetId: "prod" }),
    pipelineGap("atOnce"),
  ],
  "a canary of a pipeline that nothing verifies": [
    pipeline(canaryStage({ percentages: [25, 50], verify: false })),
    pipelineGap("noStop"),
  ],
  "a gate that nobody asks": [gate(), gateGap("unasked")],
  "a gate in a dry run": [gate({ dryRun: true }), gateGap("rehearsed")],
  "a gate in a dry run that the catalog relies on": [
    gate({ dryRun: true }, claim({ strategy: "gate" })),
    gateGap("rehearsed"),
  ],
  "a gate without a rule": [gate({ rules: [] }), gateGap("ruleless")],
  "a gate of another environment": [gate({ env: "staging" }), [{ message: "undeclared" }]],
  "a plain workload, which only rolls": [workload(silent()), [{ message: "undeclared" }]],
};
