import * as datadog from "@pulumi/datadog";
import type * as pulumi from "@pulumi/pulumi";
import { alertMessage } from "./alerting";
import { adopting, type DeclaredChild, declaredChild } from "./children";
import { childName, datadogTags, inEnvironment, namedMonitors, partName, type SignalMonitor } from "./naming";
import type { Place } from "./place";

export function signalArgs(
  { facts, team, environment, alerting }: Place,
  name: string,
  { signal, query, comparator, critical, warning }: SignalMonitor,
): datadog.MonitorArgs {
  const physical = partName(facts.name, environment, name);
  return {
    name: physical,
    type: "query alert",
    query: `${inEnvironment(query, environment)} ${comparator} ${critical}`,
    message: alertMessage(`${facts.name} in ${environment}: ${signal} ${comparator} ${critical}.`, alerting),
    monitorThresholds: {
      critical: String(critical),
      ...(warning === undefined ? {} : { warning: String(warning) }),
    },
    tags: datadogTags(facts, team, environment, `signal:${signal}`),
  };
}

/** Declares the golden-signal monitors that the catalog states. */
export function declareSignals(parent: pulumi.Resource, place: Place): DeclaredChild[] {
  const { facts, adopt } = place;
  return namedMonitors(facts).map(({ name, monitor }) => {
    const args = signalArgs(place, name, monitor);
    const id = adopt.monitors?.[name];
    return declaredChild(
      new datadog.Monitor(childName(facts.name, name), args, adopting(parent, id)),
      args,
      id,
    );
  });
}
