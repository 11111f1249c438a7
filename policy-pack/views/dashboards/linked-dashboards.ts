import { dashboardIdIn } from "../../../catalog/links";
import type { Evidence, Subject } from "../../engine/rule";
import { attempt } from "../attempt";
import { idOf } from "../links";
import { dashboardsOf } from "./dashboards";

/**
 * What is known of a page that the catalog links as the service's dashboard: one of its dashboards, which is judged as
 * such; gone, where the vendor knows it not; or a page that nobody can look into, which counts as it is.
 */
export type LinkedDashboard = "its own" | "gone" | "not verified";

/** Tells what is known of each linked dashboard. Throws UnknownValue where a vendor that is observed did not tell. */
export function linkedDashboards(
  service: Subject,
  evidence: Evidence,
): readonly { readonly url: string; readonly state: () => LinkedDashboard }[] {
  const links = service.facts.links.filter(({ kind }) => kind === "dashboard");
  return links.flatMap(({ url }) =>
    url === undefined ? [] : [{ url, state: () => stateOf(url, service, evidence) }],
  );
}

function stateOf(url: string, service: Subject, evidence: Evidence): LinkedDashboard {
  const id = dashboardIdIn(url);
  if (id === undefined) return "not verified";
  if (dashboardsOf(evidence).some(({ resource }) => idOf(resource) === id)) return "its own";
  const asked = attempt(() => evidence.ask("dashboards", service.name, `dashboard ${id}`));
  if ("value" in asked) return "gone";
  if (asked.unknown.unknownCause === "no-collector") return "not verified";
  throw asked.unknown;
}

/** Ids of the dashboards that the catalog links: they are the service's, whatever they show. */
export function linkedIds({ facts }: Subject): readonly (string | undefined)[] {
  const links = facts.links.filter(({ kind }) => kind === "dashboard");
  return links.map(({ url }) => (url === undefined ? undefined : dashboardIdIn(url)));
}
