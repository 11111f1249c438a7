import { aws, kubernetes } from "../../../../policy-pack/engine/tokens";
import { deploysGradually } from "../../../../policy-pack/rules/delivery/deploys-gradually";
import { given } from "../../given";
import { withFile, withFolder } from "../../repository-files";
import { testRule } from "../../rule-tester";
import {
  alias,
  analysed,
  blueGreen,
  canaryStage,
  claim,
  ecs,
  flagger,
  gate,
  group,
  measured,
  metadata,
  onAlarm,
  pipeline,
  rollout,
  silent,
  steady,
  template,
  weights,
  workload,
} from "./deploys-gradually-cases";
import { failing } from "./deploys-gradually-failing-cases";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const labelled = (env: string) =>
  metadata("checkout", { labels: { "app.kubernetes.io/name": "checkout", "tags.datadoghq.com/env": env } });
const askedBy = (step: string) =>
  withFile(
    withFolder(gate(), ".github/workflows", "release.yml"),
    ".github/workflows/release.yml",
    `jobs: { ship: { steps: [{ ${step} }] } }`,
  );

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
      "run: 'curl https://api.datadoghq.eu/api/v2/deployments/gates/evaluation'",
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
  fail: failing,
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
