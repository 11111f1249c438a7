import { shareAtMust, shareOf } from "../../../share";
import type { SiteService } from "../../data/opened";
import { changeMark } from "../change-words";
import { type Context, hasStacks, type View } from "../context";
import { el, fragment, on } from "../element";
import { attainedIn, countOutcome, mandatoryFailures } from "../figures";
import { levelText, serviceLink, shareText, taskText, teamLink } from "../marks";
import { currentRoute, goTo, hrefWith } from "../route";
import { changesByService, filterControls, filteredServices } from "../service-filter";
import { type Column, table } from "../table";
import { counted, number } from "../text";
import { heatMap, stackColumn } from "./heat-map";
import { levelOrder, levelPair } from "./tier-one";

/** All services: found, filtered and sorted, as a list or as a heat map. */
export function servicesView(context: Context): View {
  const { site, route, set } = context;
  const services = filteredServices(site, route, set);
  const isHeat = route.query.get("view") === "heat";
  const { of, asJudged, withWaivers } = shareAtMust(services, set);
  return {
    title: "Services",
    content: fragment(
      el("div", { class: "bar" }, filterControls(site, route), viewSwitch(isHeat)),
      el(
        "p",
        { class: "count", role: "status" },
        `${number(services.length)} of ${counted(site.services.length, "service")}. ${shareText(asJudged, of)} at their must-level as judged (${number(asJudged)} of ${number(of)}), ${shareText(withWaivers, of)} with waivers.`,
      ),
      isHeat
        ? heatMap(context, services)
        : table({
            label: "Services",
            columns: serviceColumns(context),
            rows: services,
            route,
            sort: "level",
            empty: "No service fits. Take a filter away, or search for something else.",
          }),
    ),
  };
}

function viewSwitch(isHeat: boolean): HTMLElement {
  const option = (text: string, view: string | undefined, isOn: boolean): HTMLElement => {
    const button = el(
      "button",
      { type: "button", id: `view-${view ?? "list"}`, "aria-pressed": String(isOn) },
      text,
    );
    return on(button, "click", () =>
      goTo(hrefWith(currentRoute(), { view, sort: undefined, page: undefined })),
    );
  };
  return el(
    "div",
    { class: "switch", role: "group", "aria-label": "Shown as" },
    option("List", undefined, !isHeat),
    option("Heat map", "heat", isHeat),
  );
}

/** What a list of services says of each. */
export function serviceColumns({ site, set, comparison }: Context): readonly Column<SiteService>[] {
  const changes = changesByService(comparison);
  const score = (service: SiteService) => attainedIn(service, set)?.score;
  const columns: (Column<SiteService> | false)[] = [
    { key: "name", title: "Service", cell: serviceLink, order: ({ name }) => name },
    {
      key: "level",
      title: "Level",
      cell: (service) => levelPair(service, set),
      order: (service) => levelOrder(service, set),
    },
    { key: "must", title: "Must be", cell: (service) => levelText(attainedIn(service, set)?.must) },
    hasStacks(site) && stackColumn,
    { key: "tier", title: "Tier", isNumber: true, cell: ({ tier }) => tier, order: ({ tier }) => tier },
    { key: "team", title: "Team", cell: ({ owner }) => teamLink(owner), order: ({ owner }) => owner },
    {
      key: "score",
      title: "Score",
      isNumber: true,
      cell: (service) => {
        const own = score(service);
        return own === undefined ? "-" : shareText(own.met, own.of);
      },
      order: (service) => shareOf(score(service)?.met ?? 0, score(service)?.of ?? 0),
    },
    countColumn("unknown", "Unknown", (service) => countOutcome(service, set, "unknown")),
    countColumn("mandatory", "Mandatory failures", (service) => mandatoryFailures(service, set).length),
    countColumn("waived", "Waived", (service) => countOutcome(service, set, "waived")),
    site.summary.tasks !== undefined && {
      key: "tasks",
      title: "Tasks",
      cell: ({ tasks = [] }) => taskText(tasks),
      order: ({ tasks = [] }) => tasks.length,
    },
    comparison !== undefined && {
      key: "change",
      title: "Change",
      cell: ({ index }) => changeMark(changes.get(index), set),
      order: ({ index }) =>
        ["worse", "mixed", "changed", "better"].indexOf(changes.get(index)?.direction ?? "changed"),
    },
  ];
  return columns.filter((one) => one !== false);
}

function countColumn(
  key: string,
  title: string,
  count: (service: SiteService) => number,
): Column<SiteService> {
  return { key, title, isNumber: true, cell: (service) => number(count(service)), order: count };
}
