import type { Evidence, Resource } from "../engine/rule";
import { aws, azure, gcp } from "../engine/tokens";
import { everyVersion } from "./azure-versions";

const functions = [
  aws.lambdaFunction,
  gcp.cloudFunction,
  gcp.cloudFunctionV2,
  gcp.cloudRunService,
  gcp.cloudRunServiceV2,
];

/** What a service runs on a platform that keeps the copies itself. */
export function serverlessOf(evidence: Evidence): readonly Resource[] {
  const apps = evidence
    .of(...everyVersion(azure.webApp))
    .filter(({ props }) => /functionapp/i.test(props.get("kind").string() ?? ""));
  return [...evidence.of(...functions), ...apps];
}
