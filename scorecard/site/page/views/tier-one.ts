import { levelRank } from "../../../../tiers/levels";
import { notMet } from "../../../next-steps";
import { stackNameOf } from "../../../stack-name";
import type { SiteService } from "../../data/opened";
import { causeTexts, changeMark, directionMark, noComparison } from "../change-words";
import { type Context, hasStacks } from "../context";
import { type Child, el } from "../element";
import { attainedIn } from "../figures";
import { empty, levelMark, levelText, section, serviceLink, taskText, teamLink, tierMark } from "../marks";
import { hrefTo } from "../route";
import { changesByService } from "../service-filter";
import { type Column, table } from "../table";
import { counted, dayText, number } from "../text";
import { goesThatWay } from "./changes";

/** Which services got worse and why, tier 1 first: what a leader asks on a Monday. */
export function changesInShort(context: Context): HTMLElement {
  const { comparison, site, set } = context;
  if (comparison === undefined) return section("What changed", empty(noComparison));
  const rows = comparison.changes.flatMap((change) => {
    const service = site.services[change.service];
    return service === undefined ? [] : [{ change, service }];
  });
  const worse = rows.filter(({ change }) => goesThatWay(change, "worse"));
  const better = rows.filter(({ change }) => goesThatWay(change, "better"));
  const first = worse.filter(({ service }) => service.tier === 1);
  const shown = (first.length > 0 ? first : worse).slice(0, 5);
  return section(
    `What changed since ${dayText(comparison.since)}`,
    el(
      "p",
      { class: "links" },
      changeLink({ direction: "worse", tier: "1" }, `${counted(first.length, "tier 1 service")} got worse`),
      changeLink({ direction: "worse" }, `${number(worse.length)} of all got worse`),
      changeLink({ direction: "better" }, `${number(better.length)} got better`),
      changeLink({}, "Everything that changed"),
    ),
    shown.length === 0
      ? empty("No service got worse.")
      : el(
          "ul",
          { class: "rows" },
          shown.map(({ change, service }) =>
            el(
              "li",
              {},
              el(
                "span",
                { class: "row-head" },
                serviceLink(service),
                tierMark(service.tier),
                changeMark(change, set),
              ),
              el(
                "ul",
                { class: "reasons" },
                causeTexts(site, change).map((text) => el("li", {}, text)),
              ),
            ),
          ),
        ),
  );
}

function changeLink(query: Readonly<Record<string, string>>, text: string): HTMLElement {
  return el("a", { href: hrefTo(["changes"], query) }, text);
}

/** Each tier 1 service: where it is, what is missing, and which way it goes; the least ready first. */
export function tierOneBoard(context: Context): HTMLElement {
  const { site, route } = context;
  const services = site.services.filter(({ tier }) => tier === 1);
  return section(
    "Tier 1",
    table({
      id: "one-",
      label: "Tier 1 services",
      columns: boardColumns(context),
      rows: services,
      route,
      sort: "level",
      pageSize: 10,
      empty: "No service is of tier 1. Tiers are set in the stack's config, under readiness:tiers.",
    }),
  );
}

function boardColumns({ site, set, comparison }: Context): readonly Column<SiteService>[] {
  const changes = changesByService(comparison);
  const missing = (service: SiteService) => notMet(service.findings, set);
  const columns: (Column<SiteService> | false)[] = [
    { key: "name", title: "Service", cell: serviceLink, order: ({ name }) => name },
    {
      key: "level",
      title: "Level",
      cell: (service) => levelPair(service, set),
      order: (service) => levelOrder(service, set),
    },
    {
      key: "must",
      title: "Must be",
      cell: (service) => levelText(attainedIn(service, set)?.must),
    },
    hasStacks(site) && { key: "stack", title: "Stack", cell: ({ card }) => stackNameOf(card) },
    { key: "team", title: "Team", cell: ({ owner }) => teamLink(owner), order: ({ owner }) => owner },
    {
      key: "missing",
      title: "Missing",
      look: "wide",
      cell: (service) => missingText(missing(service)),
      order: (service) => missing(service).length,
    },
    comparison !== undefined && {
      key: "change",
      title: "Change",
      cell: ({ index }) => directionMark(changes.get(index)?.direction),
      order: ({ index }) =>
        ["worse", "mixed", "changed", "better"].indexOf(changes.get(index)?.direction ?? "changed"),
    },
    {
      key: "waived",
      title: "Waived",
      isNumber: true,
      cell: (service) => number(attainedIn(service, set)?.score.waived ?? 0),
      order: (service) => attainedIn(service, set)?.score.waived ?? 0,
    },
    site.summary.tasks !== undefined && {
      key: "tasks",
      title: "Tasks",
      cell: ({ tasks = [] }) => taskText(tasks),
      order: ({ tasks = [] }) => tasks.filter(({ overdue }) => overdue).length,
    },
  ];
  return columns.filter((one) => one !== false);
}

/** The level as judged, and with waivers where that is another. */
export function levelPair(service: SiteService, set: string): Child {
  const attained = attainedIn(service, set);
  if (attained === undefined) return el("span", { class: "muted" }, "not levelled");
  const { asJudged, withWaivers } = attained;
  return [
    levelMark(asJudged),
    asJudged !== withWaivers && el("span", { class: "muted" }, ` ${levelText(withWaivers)} with waivers`),
  ];
}

/** The less, the further a service is from its must-level; those without a level of the set come last. */
export function levelOrder(service: SiteService, set: string): number | undefined {
  const attained = attainedIn(service, set);
  if (attained === undefined) return undefined;
  const { met, of } = attained.score;
  return levelRank(attained.asJudged) + (of === 0 ? 0 : met / of) / 2;
}

function missingText(findings: readonly SiteService["findings"][number][]): Child {
  if (findings.length === 0) return el("span", { class: "muted" }, "nothing");
  const unknown = findings.filter(({ outcome }) => outcome === "unknown").length;
  const failing = findings.filter(({ outcome }) => outcome !== "unknown");
  const [first] = [...failing].sort((a, b) => levelRank(a.level) - levelRank(b.level));
  return [
    first && el("span", {}, first.about.title),
    failing.length > 1 && ` and ${number(failing.length - 1)} more`,
    unknown > 0 && el("span", { class: "muted" }, `${first ? "; " : ""}${number(unknown)} unknown`),
  ];
}
