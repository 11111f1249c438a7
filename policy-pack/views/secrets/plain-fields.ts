import type { Resource } from "../../engine/rule";
import { datadog, github, kubernetes, pagerduty } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { at } from "../property";

/** A field that is never secret: whoever may look at its resource can read it. */
export interface PlainField {
  readonly value: Value;
  /** The name that its text stands under, such as a variable's or a header's. */
  readonly name?: string;
}

/** Some fields of a resource, or parts of it that have fields; what throws UnknownValue hides no other part. */
export type Part = () => readonly (PlainField | Part)[];

/** The fields of a resource that anybody may read; none for a type that has no such field. */
export function plainFields({ type, props }: Resource): Part {
  return () => readers[type]?.(props) ?? [];
}

/** Types that have fields which are never secret. */
export function typesWithPlainFields(): readonly string[] {
  return Object.keys(readers);
}

type Reader = (props: Value) => readonly Part[];

const variable: Reader = (props) => [() => [named(props.get("value"), props.get("variableName"))]];

const readers: Readonly<Record<string, Reader>> = {
  [github.actionsVariable]: variable,
  [github.actionsEnvironmentVariable]: variable,
  [github.actionsOrganizationVariable]: variable,
  [github.repositoryWebhook]: (props) => [() => [{ value: at(props, "configuration.url") }]],
  [github.repositoryFile]: (props) => [() => [{ value: props.get("content") }]],
  [datadog.syntheticsTest]: (props) => [
    ...requestParts(props),
    () => entries(at(props, "requestProxy.headers")),
    () => [{ value: at(props, "requestProxy.url") }],
    everyItem(props, "configVariables", testVariable),
    everyItem(props, "browserVariables", testVariable),
    everyItem(props, "apiSteps", requestParts),
  ],
  [datadog.syntheticsGlobalVariable]: (props) => [
    () => (isOn(props.get("secure")) ? [] : [named(props.get("value"), props.get("name"))]),
  ],
  [datadog.webhook]: (props) =>
    ["url", "customHeaders", "payload"].map((field) => () => [{ value: props.get(field) }]),
  [pagerduty.extension]: (props) =>
    ["config", "endpointUrl"].map((field) => () => [{ value: props.get(field) }]),
  [kubernetes.configMap]: (props) => [() => entries(props.get("data"))],
  [kubernetes.pod]: (props) => environmentOf(props, "spec"),
  [kubernetes.cronJob]: (props) => environmentOf(props, "spec.jobTemplate.spec.template.spec"),
  ...Object.fromEntries(
    [
      kubernetes.daemonSet,
      kubernetes.deployment,
      kubernetes.job,
      kubernetes.replicaSet,
      kubernetes.rollout,
      kubernetes.statefulSet,
    ].map((type) => [type, (props: Value) => environmentOf(props, "spec.template.spec")]),
  ),
};

/** Parts of a test's sign-in that are a secret, or hold one. */
const signIn = [
  "password",
  "secret",
  "clientSecret",
  "accessKey",
  "secretKey",
  "sessionToken",
  "header",
  "payload",
];

/** What a test, or a step of one, sends; its client certificate is kept apart by Datadog. */
function requestParts(request: Value): readonly Part[] {
  const texts = (holder: string, fields: readonly string[]): Part[] =>
    fields.map((name) => () => [{ value: at(request, `${holder}.${name}`), name }]);
  return [
    () => entries(request.get("requestHeaders")),
    () => entries(request.get("requestQuery")),
    () => entries(at(request, "requestDefinition.form")),
    ...texts("requestBasicauth", signIn),
    ...texts("requestDefinition", ["url", "body", "message"]),
  ];
}

/** A variable that is not secure shows its pattern and its example. */
function testVariable(variable: Value): readonly PlainField[] {
  if (isOn(variable.get("secure"))) return [];
  return ["pattern", "example"].map((field) => named(variable.get(field), variable.get("name")));
}

/** Containers' environment variables with a value of their own; valueFrom is a reference. */
function environmentOf(props: Value, pod: string): readonly Part[] {
  return ["containers", "initContainers"].map((list) =>
    everyItem(props, `${pod}.${list}`, (container) => [
      everyItem(container, "env", (one) => [named(one.get("value"), one.get("name"))]),
    ]),
  );
}

/** A part for each item of a list, and the list a part itself. */
function everyItem(holder: Value, list: string, read: (item: Value) => readonly (PlainField | Part)[]): Part {
  return () =>
    at(holder, list)
      .items()
      .map((item) => () => read(item));
}

function entries(map: Value): readonly PlainField[] {
  return map.keys().map((name) => ({ value: map.get(name), name }));
}

/** A name that is not known leaves the shape of the text to tell. */
function named(value: Value, name: Value): PlainField {
  const known = name.unknown ? undefined : name.string();
  return known === undefined ? { value } : { value, name: known };
}

function isOn(value: Value): boolean {
  return value.boolean() ?? false;
}
