import type { Evidence, Resource } from "../../engine/rule";
import { aws, gcp, kubernetes } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { allHold, anyHolds } from "../decide";
import { sourcesOf } from "../links";
import { texts } from "../property";
import { analysesOf, isLive } from "./analyses";

/** A declared thing that brings releases to users, and the stack around it. */
export interface Declared {
  readonly resource: Resource;
  readonly props: Value;
  readonly evidence: Evidence;
}
type Test = (declared: Declared) => boolean;

/** How a type of resource can deliver gradually, and stop by itself; one test of each list is enough. */
export interface GradualType {
  /** What messages call one. */
  readonly label: string;
  readonly gradual: readonly Test[];
  readonly stop: readonly Test[];
  /** True for what says nothing of how releases reach users: another resource, or the catalog, does. */
  readonly isSilent?: Test;
}

const isSet = (value: Value): boolean => value.items().length > 0;
const isOn = (value: Value): boolean => value.boolean() ?? false;
const some = (list: Value, test: (item: Value) => boolean): boolean =>
  anyHolds(list.items().map((item) => () => test(item)));
const is =
  (path: string, ...wanted: readonly string[]): Test =>
  ({ props }) =>
    wanted.includes(
      path
        .split(".")
        .reduce((value, key) => value.get(key), props)
        .string() ?? "",
    );

/** A share of the users that is neither none nor all. */
const isShare = (value: Value): boolean => {
  const share = value.number() ?? 0;
  return share > 0 && share < 100;
};

/** A canary or linear configuration, AWS's own by its name. */
const shiftsTraffic: Test = ({ resource, props, evidence }) => {
  const stated = props.get("deploymentConfigName");
  const [source] = sourcesOf(resource, "deploymentConfigName", [aws.codedeployDeploymentConfig]);
  const name = stated.unknown && source ? undefined : stated.string();
  if (name !== undefined && /^CodeDeployDefault\..*(Canary|Linear)/.test(name)) return true;
  const own = evidence
    .all(aws.codedeployDeploymentConfig)
    .find((one) => one.props.get("deploymentConfigName").string() === name);
  const type = (source ?? own)?.props.get("trafficRoutingConfig").get("type").string();
  return type === "TimeBasedCanary" || type === "TimeBasedLinear";
};

/** Failed deployments alone roll back what no user has complained of; alarms see what users see. */
const rollsBackOnAlarm: Test = ({ props }) => {
  const rollback = props.get("autoRollbackConfiguration");
  const alarms = props.get("alarmConfiguration");
  return allHold([
    () => isOn(rollback.get("enabled")),
    () => texts(rollback.get("events")).includes("DEPLOYMENT_STOP_ON_ALARM"),
    () => isOn(alarms.get("enabled")),
    () => isSet(alarms.get("alarms")),
    () => !isOn(alarms.get("ignorePollAlarmFailure")),
  ]);
};

/** The last stage of a pipeline is the one that users see. */
const lastCanary = ({ props }: Declared): Value | undefined =>
  props
    .get("serialPipeline")
    .get("stages")
    .items()
    .at(-1)
    ?.get("strategy")
    .get("canary")
    .get("canaryDeployment");

const flaggerAnalysis = ({ props }: Declared): Value => props.get("spec").get("analysis");

/** Every declared way of delivering gradually that is known, with what makes it stop. */
export const gradualTypes: Readonly<Record<string, GradualType>> = {
  [kubernetes.rollout]: {
    label: "Rollout",
    gradual: [
      ({ props }) =>
        some(props.get("spec").get("strategy").get("canary").get("steps"), (step) =>
          isShare(step.get("setWeight")),
        ),
      ({ props }) => isSet(props.get("spec").get("strategy").get("blueGreen")),
    ],
    stop: [
      ({ resource, evidence }) => anyHolds(analysesOf(resource).map((one) => () => isLive(one, evidence))),
    ],
  },
  [kubernetes.flaggerCanary]: {
    label: "Canary",
    gradual: [
      (canary) =>
        isShare(flaggerAnalysis(canary).get("stepWeight")) && isSet(flaggerAnalysis(canary).get("maxWeight")),
      (canary) => some(flaggerAnalysis(canary).get("stepWeights"), isShare),
      (canary) => (flaggerAnalysis(canary).get("iterations").number() ?? 0) > 0,
    ],
    stop: [
      (canary) =>
        allHold([
          () => isSet(flaggerAnalysis(canary).get("metrics")),
          () => (flaggerAnalysis(canary).get("threshold").number() ?? 0) > 0,
          () => !isOn(canary.props.get("spec").get("skipAnalysis")),
        ]),
    ],
  },
  [aws.codedeployDeploymentGroup]: {
    label: "Deployment group",
    gradual: [is("deploymentStyle.deploymentType", "BLUE_GREEN"), shiftsTraffic],
    stop: [rollsBackOnAlarm],
  },
  [aws.lambdaAlias]: {
    label: "Lambda alias",
    gradual: [({ props }) => props.get("routingConfig").get("additionalVersionWeights").keys().length > 0],
    stop: [],
    // Without weights it points at one version, however that came to be the one.
    isSilent: ({ props, evidence }) =>
      evidence.of(aws.codedeployDeploymentGroup).length > 0 ||
      props.get("routingConfig").get("additionalVersionWeights").keys().length === 0,
  },
  [aws.ecsService]: {
    label: "ECS service",
    gradual: [is("deploymentConfiguration.strategy", "CANARY", "LINEAR", "BLUE_GREEN")],
    stop: [
      ({ props }) => {
        const alarms = props.get("alarms");
        return allHold([
          () => isOn(alarms.get("enable")),
          () => isOn(alarms.get("rollback")),
          () => isSet(alarms.get("alarmNames")),
        ]);
      },
    ],
    // Another controller than ECS itself brings its releases.
    isSilent: (service) =>
      is("deploymentController.type", "EXTERNAL")(service) ||
      (is("deploymentController.type", "CODE_DEPLOY")(service) &&
        service.evidence.of(aws.codedeployDeploymentGroup).length > 0),
  },
  [gcp.clouddeployDeliveryPipeline]: {
    label: "Delivery pipeline",
    gradual: [(pipeline) => some(lastCanary(pipeline)?.get("percentages") ?? none(pipeline), isShare)],
    stop: [
      (pipeline) => isOn(lastCanary(pipeline)?.get("verify") ?? none(pipeline)),
      (pipeline) => isSet(lastCanary(pipeline)?.get("analysis") ?? none(pipeline)),
    ],
  },
};

/** Nothing at all, as a value. */
function none({ props }: Declared): Value {
  return props.get("nothing");
}
