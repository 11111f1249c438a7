import { defineRule } from "../../engine/rule";
import { type Dashboard, dashboardsOf } from "../../views/dashboards/dashboards";
import { linkedDashboards, linkedIds } from "../../views/dashboards/linked-dashboards";
import { anyHolds } from "../../views/decide";
import { confirmGap } from "../../views/gap";
import { idOf } from "../../views/links";
import { slosOf } from "../../views/slos/slos";
import { sortOut } from "../../views/truth";

export const dashboardPresent = defineRule({
  id: "dashboard-present",
  area: "observability",
  level: "silver",
  title: "The service has a dashboard that shows its SLO",
  why: "In an outage everybody looks at the same page first, and it must say whether users suffer.",
  fix: "State slos or monitors in {file}, from which a dashboard is declared, or link one that exists under links with kind dashboard; what is missing from a dashboard is added where it is declared.",
  whenNot: "A service whose metrics live in another tool links its page there.",
  evidence: ["declared", "catalog", "observed"],
  messages: {
    missing: "The service must have a dashboard.",
    empty: "Dashboard {dashboard} must have widgets.",
    foreign: "Dashboard {dashboard} must be about the service; no variable, query or SLO on it names it.",
    noSlo: "Dashboard {dashboard} must show an SLO of the service.",
    gone: "Dashboard {dashboard}, which the catalog links, must exist.",
  },
  check({ service, evidence, each, fail }) {
    const hasSlo =
      slosOf(service, evidence).length > 0 || service.facts.slos.some(({ existing }) => existing);
    const linked = linkedIds(service);
    const defectOf = (dashboard: Dashboard) => {
      if (!dashboard.hasWidgets()) return "empty";
      const isLinked = linked.includes(idOf(dashboard.resource) ?? "");
      if (!isLinked && !dashboard.isAbout(service)) return "foreign";
      return hasSlo && !dashboard.showsSlo(service) ? "noSlo" : undefined;
    };
    const { sound, defective, undecided } = sortOut(dashboardsOf(evidence), defectOf);
    if (sound.length > 0) return;
    const links = linkedDashboards(service, evidence);
    if (
      anyHolds(
        links.map(
          ({ state }) =>
            () =>
              state() === "not verified",
        ),
      )
    )
      return;
    const [unknown] = undecided;
    if (unknown) throw unknown.error;

    confirmGap(evidence, "dashboards", service.name, `the dashboards of ${service.name}`);
    for (const { item, defect } of defective)
      fail(defect, { dashboard: item.name }, { subject: item.name, resource: item.resource });
    const gone = links.filter(({ state }) => state() === "gone");
    each(gone, ({ url }) => fail("gone", { dashboard: url }, { subject: url, observed: true }));
    if (defective.length + gone.length === 0) fail("missing", {});
  },
});
