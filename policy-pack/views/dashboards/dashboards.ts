import { servicesInQuery } from "../../engine/claims";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { anyHolds } from "../decide";
import { parseJsonText } from "../json-text";
import { idOf, sourcesOf, withoutSeenCopies } from "../links";
import { namesOf } from "../monitors/monitor-subjects";
import { texts } from "../property";
import { slosOf } from "../slos/slos";
import { jsonDialect, type Shown, sdkDialect, shownBy } from "./widgets";

const dashboardTypes = [datadog.dashboard, datadog.dashboardV2, datadog.dashboardJson];

/** A dashboard of Datadog; everything is read when asked. */
export interface Dashboard {
  readonly name: string;
  readonly resource: Resource;
  /** Whether it shows anything at all. */
  hasWidgets(): boolean;
  /** Whether a template variable, a query or an SLO on it is the service's. */
  isAbout(service: Subject): boolean;
  /** Whether one of the service's SLOs is on it, by itself or in a list that asks for the service's. */
  showsSlo(service: Subject): boolean;
}

/** The dashboards of a service. */
export function dashboardsOf(evidence: Evidence): readonly Dashboard[] {
  return evidence.once("dashboards", () =>
    withoutSeenCopies(evidence.of(...dashboardTypes)).map((resource) => dashboardOf(resource, evidence)),
  );
}

function dashboardOf(resource: Resource, evidence: Evidence): Dashboard {
  const isJson = resource.type === datadog.dashboardJson;
  let read: { readonly shown: Shown; readonly variables: readonly Value[] } | undefined;
  const parts = () => {
    const root = isJson ? parseJsonText(resource.props.get("dashboard"), resource.name) : resource.props;
    read ??= {
      shown: shownBy(root.get("widgets"), isJson ? jsonDialect : sdkDialect),
      variables: root.get(isJson ? "template_variables" : "templateVariables").items(),
    };
    return read;
  };
  // A property that an SLO's id is part of is made from it, whether or not it is known already.
  const isMadeFromSlo = (): boolean => {
    const sources = sourcesOf(resource, isJson ? "dashboard" : "widgets", [datadog.serviceLevelObjective]);
    return sources.some((source) => evidence.of(source.type).includes(source));
  };
  const showsSlo = (service: Subject): boolean =>
    isMadeFromSlo() || listsSlo(parts().shown, service, evidence);
  return {
    name: resource.name,
    resource,
    hasWidgets: () => isMadeFromSlo() || parts().shown.count > 0,
    showsSlo,
    isAbout: (service) => {
      if (showsSlo(service)) return true;
      const { shown, variables } = parts();
      return [...variables.flatMap(servicesIn), ...shown.queries.flatMap(servicesInQuery)].some((name) =>
        namesOf(service).includes(name),
      );
    },
  };
}

function listsSlo({ slos, sloSearches }: Shown, service: Subject, evidence: Evidence): boolean {
  const own = [
    ...slosOf(service, evidence).map(({ resource }) => idOf(resource)),
    ...service.facts.slos.map(({ existing }) => existing),
  ];
  if (sloSearches.some((search) => servicesInQuery(search).some((name) => namesOf(service).includes(name))))
    return true;
  return anyHolds(slos.map((slo) => () => own.includes(slo.string() ?? "")));
}

/** The services that a template variable about services starts with. */
function servicesIn(variable: Value): readonly string[] {
  const about = variable.get("prefix").string() || variable.get("name").string();
  if (about !== "service") return [];
  return [...texts(variable.get("defaults")), ...texts(variable.get("default"))];
}
