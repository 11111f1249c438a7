import * as datadog from "@pulumi/datadog";
import type * as pulumi from "@pulumi/pulumi";
import { adopting, type DeclaredChild, declaredChild } from "./children";
import { childName, inEnvironment, namedMonitors, physicalName } from "./naming";
import type { Objective } from "./objectives";
import type { Place } from "./place";

type Widget = datadog.types.input.DashboardWidget;

export function dashboardArgs(
  { facts, team, environment }: Place,
  objectives: readonly Objective[],
): datadog.DashboardArgs {
  return {
    title: physicalName(facts.name, environment),
    layoutType: "ordered",
    templateVariables: [
      { name: "service", prefix: "service", defaults: [facts.name] },
      { name: "env", prefix: "env", defaults: [environment] },
    ],
    widgets: [
      ...objectives.map(objectiveWidget),
      ...namedMonitors(facts).map(({ name, monitor }) =>
        signalWidget(name, inEnvironment(monitor.query, environment)),
      ),
    ],
    // Dashboards take no other tags.
    tags: team === undefined ? [] : [`team:${team}`],
  };
}

function objectiveWidget({ slo, id }: Objective): Widget {
  return {
    serviceLevelObjectiveDefinition: {
      title: slo.name,
      sloId: id,
      viewType: "detail",
      viewMode: "overall",
      timeWindows: [slo.window],
      showErrorBudget: true,
    },
  };
}

function signalWidget(title: string, query: string): Widget {
  // A monitor's query begins with how it is evaluated, such as avg(last_5m): or change(avg(last_5m),last_1h):, which a
  // graph does not take.
  const q = query.replace(/^(\w+\()+last_\w+\)(,last_\w+\))?:/, "");
  return { timeseriesDefinition: { title, requests: [{ q, displayType: "line" }] } };
}

/** Declares a dashboard for a service with something to show, unless the catalog links one that exists. */
export function declareDashboard(
  parent: pulumi.Resource,
  place: Place,
  objectives: readonly Objective[],
): DeclaredChild[] {
  const { facts } = place;
  const isLinked = facts.links.some(({ kind }) => kind === "dashboard");
  const isEmpty = objectives.length === 0 && facts.monitors.length === 0;
  const id = place.adopt.dashboard;
  if (id === undefined && (isLinked || isEmpty)) return [];
  const args = dashboardArgs(place, objectives);
  const dashboard = new datadog.Dashboard(childName(facts.name, "dashboard"), args, adopting(parent, id));
  return [declaredChild(dashboard, args, id)];
}
