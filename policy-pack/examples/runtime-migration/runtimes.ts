import type { Evidence, Resource, Subject } from "../../engine/rule";
import { aws, azure, gcp, kubernetes } from "../../engine/tokens";
import type { UnknownValue, Value } from "../../engine/value";
import { attempt } from "../../views/attempt";
import { everyVersion } from "../../views/azure-versions";
import { parseJsonText } from "../../views/json-text";
import { isForeign, surveyWorkloads, type Workload } from "../../views/kubernetes/workloads";
import { at } from "../../views/property";
import { parseRuntime, type Runtime, runtimeOfImage } from "./runtime-names";

/** Something that runs a service's code, or a tag that says what does, and the runtime that it tells. */
export interface Told {
  /** What it is called, for messages and waivers. */
  readonly subject: string;
  /** Absent for a tag of the catalog. */
  readonly resource?: Resource;
  readonly runtime: Runtime;
}

/** All that can be told about what a service runs on. */
export interface RuntimeSurvey {
  readonly told: readonly Told[];
  /** Tags that should tell and do not. */
  readonly unreadable: readonly string[];
  /** The catalog says that it runs on no language's runtime. */
  readonly needsNone: boolean;
  readonly unknown: readonly UnknownValue[];
}

/** Something that may tell; it throws UnknownValue where only an update will know, or a partial run hides it. */
interface Place {
  readonly subject: string;
  readonly resource: Resource;
  runtime(): Runtime | undefined;
}

/** What a tag of the catalog begins with that tells a runtime, such as runtime:nodejs22 or runtime:none. */
const tagPrefix = "runtime:";

/** Finds what a service runs on: by the catalog's tags, and by everything that the stack declares of it. */
export function runtimesOf(service: Subject, evidence: Evidence): RuntimeSurvey {
  return evidence.once("runtime-migration", () => {
    const names = service.facts.tags
      .filter((tag) => tag.startsWith(tagPrefix))
      .map((tag) => tag.slice(tagPrefix.length).trim());
    const tags = names.filter((name) => name !== "none").map((name) => [name, parseRuntime(name)] as const);
    const tried = declaring(service, evidence).map((places) => attempt(places));
    const read = tried
      .flatMap((one) => ("value" in one ? one.value : []))
      .map((place) => attempt(() => toldBy(place)));
    return {
      told: [
        ...tags.flatMap(([name, runtime]) => (runtime ? [{ subject: tagPrefix + name, runtime }] : [])),
        ...read.flatMap((one) => ("value" in one ? one.value : [])),
      ],
      unreadable: tags.flatMap(([name, runtime]) => (runtime ? [] : [tagPrefix + name])),
      needsNone: names.includes("none"),
      unknown: [...tried, ...read].flatMap((one) => ("unknown" in one ? [one.unknown] : [])),
    };
  });
}

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** Where functions of the clouds say what they run on. */
const functions: Readonly<Record<string, string>> = {
  [aws.lambdaFunction]: "runtime",
  [gcp.cloudFunction]: "runtime",
  [gcp.cloudFunctionV2]: "buildConfig.runtime",
};

/** Where other things keep the pods or containers that they run. */
const pods: Readonly<Record<string, string>> = {
  [kubernetes.cronJob]: "spec.jobTemplate.spec.template.spec",
  [kubernetes.job]: "spec.template.spec",
  [kubernetes.pod]: "spec",
  [gcp.cloudRunService]: "template.spec",
  [gcp.cloudRunServiceV2]: "template",
};

function toldBy({ runtime, ...place }: Place): readonly Told[] {
  const found = runtime();
  return found === undefined ? [] : [{ ...place, runtime: found }];
}

/** Everything that the stack declares of a service and that may tell what it runs on; each is read by itself. */
function declaring(service: Subject, evidence: Evidence): readonly (() => readonly Place[])[] {
  const ofWorkload = ({ name, resource, ...workload }: Workload) =>
    workload.containers
      .filter((container) => !isForeign(container, service))
      .map((container) => imagePlace(`${name}/${container.name}`, resource, container.props));
  const each = (types: readonly string[], places: (resource: Resource) => readonly Place[]) =>
    evidence.of(...types).map((resource) => () => places(resource));
  return [
    ...surveyWorkloads(evidence).workloads.map((workload) => () => ofWorkload(workload)),
    ...each(Object.keys(pods), containersIn),
    ...each([taskDefinition], tasksIn),
    ...each(Object.keys(functions), (resource) => [functionPlace(resource)]),
    ...each(everyVersion(azure.webApp), (resource) => [appPlace(resource)]),
  ];
}

function containersIn(resource: Resource): readonly Place[] {
  const pod = at(resource.props, pods[resource.type] ?? "");
  return [...pod.get("containers").items(), ...pod.get("initContainers").items()].map((container) =>
    imagePlace(containerName(resource, container), resource, container),
  );
}

function tasksIn(resource: Resource): readonly Place[] {
  return parseJsonText(resource.props.get("containerDefinitions"), resource.name)
    .items()
    .map((container) => imagePlace(containerName(resource, container), resource, container));
}

function containerName({ name }: Resource, container: Value): string {
  return `${name}/${container.get("name").string() ?? container.path}`;
}

function imagePlace(subject: string, resource: Resource, container: Value): Place {
  return { subject, resource, runtime: () => runtimeOfImage(container.get("image").string() ?? "") };
}

function functionPlace(resource: Resource): Place {
  return {
    subject: resource.name,
    resource,
    runtime: () =>
      parseRuntime(at(resource.props, functions[resource.type] ?? "").string() ?? "") ??
      runtimeOfImage(resource.props.get("imageUri").string() ?? ""),
  };
}

/** An app's stack is written as NODE|16-lts, or as DOCKER|image. */
function appPlace(resource: Resource): Place {
  return {
    subject: resource.name,
    resource,
    runtime: () => {
      const stack = at(resource.props, "siteConfig.linuxFxVersion").string() ?? "";
      return /^docker\|/i.test(stack) ? runtimeOfImage(stack.slice("docker|".length)) : parseRuntime(stack);
    },
  };
}
