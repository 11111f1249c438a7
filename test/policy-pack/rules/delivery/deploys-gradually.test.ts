import { aws, kubernetes } from "../../../../policy-pack/engine/tokens";
import { deploysGradually } from "../../../../policy-pack/rules/delivery/deploys-gradually";
import { given } from "../../given";
import { withFile, withFolder } from "../../repository-files";
import { testRule } from "../../rule-tester";
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

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const labelled = (env: string) =>
  metadata("checkout", { labels: { "app.kubernetes.io/name": "checkout", "tags.datadoghq.com/env": env } });
const askedBy = (text: string) =>
  withFile(withFolder(gate(), ".github/workflows", "release.yml"), ".github/workflows/release.yml", text);

testRule(deploysGradually, {
  pass: {
    "what the catalog states with its stop and link": claim({}),
    "a gate that only the catalog knows": claim({ strategy: "gate" }),
    "a canary that is analysed in the background": analysed(),
    "a canary that is analysed as a step": template(
      rollout({ canary: { steps: [...weights, { analysis: measured }] } }),
      "success-rate",
    ),
    "a canary with an experiment that is analysed": template(
      rollout({
        canary: {
          steps: [...weights, { experiment: { analyses: [{ name: "a", templateName: "success-rate" }] } }],
        },
      }),
      "success-rate",
    ),
    "blue-green with an analysis before its promotion": template(
      rollout({ blueGreen: { activeService: "checkout", prePromotionAnalysis: measured } }),
      "success-rate",
    ),
    "blue-green with an analysis after its promotion": template(
      rollout({ blueGreen: { activeService: "checkout", postPromotionAnalysis: measured } }),
      "success-rate",
    ),
    "a template of the whole cluster": template(
      rollout({
        canary: {
          steps: weights,
          analysis: { templates: [{ templateName: "success-rate", clusterScope: true }] },
        },
      }),
      "success-rate",
      {},
      kubernetes.clusterAnalysisTemplate,
    ),
    "one metric in a dry run beside one that counts": analysed({
      ...measured,
      dryRun: [{ metricName: "errors" }],
    }),
    "a Rollout of a workload of the service's that stands elsewhere": template(
      workload(silent()).add({
        type: kubernetes.rollout,
        name: "own-rollout",
        belongs: false,
        props: {
          ...metadata("any"),
          spec: {
            workloadRef: { kind: "Deployment", name: "checkout" },
            strategy: { canary: { steps: weights, analysis: measured } },
          },
        },
      }),
      "success-rate",
    ),
    "a Rollout that stops whatever another of the service's does": template(
      rollout({ canary: { steps: weights, analysis: measured } }),
      "success-rate",
    ).add({ type: kubernetes.rollout, name: "own-worker", props: { ...metadata("worker"), spec: {} } }),
    "a Rollout of another environment beside what the catalog states": rollout(
      {},
      claim({}),
      labelled("staging"),
    ),
    "a Canary of Flagger's": flagger(steady),
    "a Canary of Flagger's with steps of its own": flagger({
      ...steady,
      stepWeight: undefined,
      stepWeights: [1, 10, 80],
    }),
    "a Canary of Flagger's that mirrors or tests": flagger({
      threshold: 2,
      iterations: 10,
      metrics: [{ name: "x" }],
    }),
    "a Canary of Flagger's that only names its workload": workload(silent()).add({
      type: kubernetes.flaggerCanary,
      name: "own-canary",
      belongs: false,
      props: { ...metadata("any"), spec: { targetRef: { name: "checkout" }, analysis: steady } },
    }),
    "a Canary of Flagger's whose workload gets its name in the same update": silent()
      .add({ type: kubernetes.deployment, name: "own-deployment", props: { metadata: {} } })
      .add({
        type: kubernetes.flaggerCanary,
        name: "own-canary",
        belongs: false,
        props: { ...metadata("any"), spec: { targetRef: { name: unknownText }, analysis: steady } },
        dependsOn: { spec: ["own-deployment"] },
      }),
    "a blue-green deployment group with alarms": group({ ...blueGreen, ...onAlarm }),
    "a canary configuration of AWS's": group({
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      ...onAlarm,
    }),
    "a linear configuration of one's own": group({ deploymentConfigName: "slowly", ...onAlarm }).add({
      type: aws.codedeployDeploymentConfig,
      name: "slowly",
      belongs: false,
      props: { deploymentConfigName: "slowly", trafficRoutingConfig: { type: "TimeBasedLinear" } },
    }),
    "a configuration whose name is only known after the update": silent()
      .add({
        type: aws.codedeployDeploymentConfig,
        name: "slowly",
        belongs: false,
        props: { trafficRoutingConfig: { type: "TimeBasedCanary" } },
      })
      .add({
        type: aws.codedeployDeploymentGroup,
        name: "own-group",
        props: { deploymentConfigName: unknownText, ...onAlarm },
        dependsOn: { deploymentConfigName: ["slowly"] },
      }),
    "an alias behind a deployment group that stops": alias(
      { additionalVersionWeights: { "2": 0.1 } },
      group({ ...blueGreen, ...onAlarm }),
    ),
    "an alias that points at one version, beside what the catalog states": alias(undefined, claim({})),
    "a canary of ECS's with alarms": ecs({ deploymentConfiguration: { strategy: "CANARY" } }),
    "a service of ECS's that a deployment group brings": ecs(
      { deploymentController: { type: "CODE_DEPLOY" }, alarms: undefined },
      group({ ...blueGreen, ...onAlarm }),
    ),
    "a service of ECS's that another controller brings, beside what the catalog states": ecs(
      { deploymentController: { type: "EXTERNAL" } },
      claim({}),
    ),
    "a canary at the end of a pipeline": pipeline(
      { targetId: "staging" },
      canaryStage({ percentages: [25, 50], verify: true }),
    ),
    "a canary of a pipeline that is analysed": pipeline(
      canaryStage({ percentages: [10], analysis: { duration: "300s" } }),
    ),
    "a gate that the catalog says is asked": gate(
      {},
      claim({ strategy: "gate", stop: undefined, url: undefined }),
    ),
    "a gate that a workflow asks": askedBy(
      "run: curl https://api.datadoghq.eu/api/v2/deployments/gates/evaluation",
    ),
    "a gate that a workflow asks by Datadog's command": askedBy(
      "run: datadog-ci deployment gate --service checkout",
    ),
    "weights and pauses behind a gate that is asked": rollout(
      { canary: { steps: weights } },
      gate({}, claim({ strategy: "gate" })),
    ),
    "a gate in a dry run beside a canary of the catalog's": gate({ dryRun: true }, claim({})),
  },
  fail: {
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
      workload(silent(), "other").add({
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
  },
  notApplicable: {
    "tier 2": silent().tier(2),
    "a service that is in no catalog": given
      .service()
      .withoutComponent()
      .catalog({ tiers: { checkout: 1 } }),
  },
  unknown: {
    "steps that are only known after the update": [
      analysed().unknown(kubernetes.rollout, "own-rollout", "spec.strategy.canary.steps"),
      "planned: spec.strategy.canary.steps",
    ],
    "a template that is only known after the update": [
      analysed({ templates: [{ templateName: unknownText }] }),
      "planned: the analysis of own-rollout",
    ],
    "alarms that are only known after the update": [
      group({ ...blueGreen, ...onAlarm }).unknown(
        aws.codedeployDeploymentGroup,
        "own-group",
        "alarmConfiguration.alarms",
      ),
      "planned: alarmConfiguration.alarms",
    ],
    "who brings the releases of ECS, before it is known": [
      ecs({ deploymentController: { type: unknownText } }, claim({})),
      "planned: deploymentController.type",
    ],
    "the environment of a gate, before it is known": [gate({ env: unknownText }), "planned: env"],
  },
});
