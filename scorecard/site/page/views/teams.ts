import { coverageOf } from "../../../coverage";
import { shareAtMust, shareOf } from "../../../share";
import type { SiteService } from "../../data/opened";
import { lineChart } from "../chart";
import type { Context, View } from "../context";
import { el, fragment } from "../element";
import { countOutcome, groupBy, levelCounts, mandatoryFailures } from "../figures";
import { coverageRemarks, empty, figure, section, shareText, stackedBar, teamLink } from "../marks";
import { type Column, table } from "../table";
import { counted, dayText, number } from "../text";
import { changeCard } from "./changes";
import { countsText } from "./overview";
import { serviceColumns } from "./services";

interface Team {
  readonly name: string;
  readonly services: readonly SiteService[];
}

function teamsOf({ services }: Context["site"]): readonly Team[] {
  return groupBy(services, ({ owner }) => owner ?? "").map(([name, own]) => ({ name, services: own }));
}

function ownCoverage(services: readonly SiteService[], set: string) {
  return coverageOf(services.flatMap(({ findings }) => findings.filter((one) => one.set === set)));
}

/** Every team with how ready what it owns is. */
export function teamsView({ site, route, set }: Context): View {
  const columns: readonly Column<Team>[] = [
    {
      key: "team",
      title: "Team",
      cell: ({ name }) => teamLink(name || undefined),
      order: ({ name }) => name || undefined,
    },
    {
      key: "services",
      title: "Services",
      isNumber: true,
      cell: ({ services }) => number(services.length),
      order: ({ services }) => services.length,
    },
    {
      key: "ready",
      title: "At must-level",
      isNumber: true,
      cell: ({ services }) => {
        const { asJudged, of } = shareAtMust(services, set);
        return `${shareText(asJudged, of)} (${number(asJudged)} of ${number(of)})`;
      },
      order: ({ services }) => {
        const { asJudged, of } = shareAtMust(services, set);
        return shareOf(asJudged, of);
      },
    },
    {
      key: "waivers",
      title: "With waivers",
      isNumber: true,
      cell: ({ services }) => {
        const { withWaivers, of } = shareAtMust(services, set);
        return shareText(withWaivers, of);
      },
    },
    {
      key: "levels",
      title: "Levels",
      look: "wide",
      cell: ({ services }) => {
        const counts = levelCounts(services, set);
        return [
          stackedBar((["gold", "silver", "bronze", "none"] as const).map((level) => [level, counts[level]])),
          el("span", { class: "bar-words" }, countsText(counts)),
        ];
      },
    },
    {
      key: "coverage",
      title: "Coverage",
      isNumber: true,
      cell: ({ services }) => {
        const { met, of } = ownCoverage(services, set);
        return shareText(met, of);
      },
      order: ({ services }) => {
        const { met, of } = ownCoverage(services, set);
        return shareOf(met, of);
      },
    },
    countColumn("unknown", "Unknown", (service) => countOutcome(service, set, "unknown")),
    countColumn("mandatory", "Mandatory failures", (service) => mandatoryFailures(service, set).length),
  ];
  return {
    title: "Teams",
    content: table({
      label: "Teams",
      columns,
      rows: teamsOf(site),
      route,
      sort: "ready",
      empty: "There is no service, and so no team.",
    }),
  };
}

function countColumn(key: string, title: string, count: (service: SiteService) => number): Column<Team> {
  const total = ({ services }: Team): number => services.reduce((sum, one) => sum + count(one), 0);
  return { key, title, isNumber: true, cell: (team) => number(total(team)), order: total };
}

/** What one team owns, and how it came along. */
export function teamView(context: Context): View | undefined {
  const { site, route, set } = context;
  const name = route.path[1] ?? "";
  const services = site.services.filter(({ owner }) => owner === name);
  if (services.length === 0) return undefined;
  const { of, asJudged, withWaivers } = shareAtMust(services, set);
  const coverage = ownCoverage(services, set);
  return {
    title: name,
    content: fragment(
      el(
        "dl",
        { class: "figures" },
        figure(
          "At must-level",
          shareText(asJudged, of),
          `${number(asJudged)} of ${counted(of, "service")}, as judged`,
        ),
        figure("With waivers", shareText(withWaivers, of), `${number(withWaivers)} of ${number(of)}`),
        figure(
          "Coverage",
          shareText(coverage.met, coverage.of),
          [`${number(coverage.met)} of ${number(coverage.of)}`, ...coverageRemarks(coverage)].join(", "),
        ),
        figure("Services", number(services.length), countsText(levelCounts(services, set))),
      ),
      teamTrend(context, name),
      section(
        "Services",
        table({
          label: `Services of ${name}`,
          columns: serviceColumns(context),
          rows: services,
          route,
          sort: "level",
          empty: "",
        }),
      ),
      teamChanges(context, name),
    ),
  };
}

function teamTrend({ site: { trend }, set }: Context, team: string): HTMLElement {
  const own = trend.sets[set]?.teams[team];
  if (own === undefined || trend.days.length < 2)
    return section("Trend", empty("There is no trend yet. Runs are kept by readiness history add FILE."));
  const shares = (part: readonly number[], of: readonly number[]) =>
    part.map((one, at) => shareOf(one, of[at] ?? 0));
  return section(
    "Trend",
    lineChart(`Readiness of ${team}`, trend.days, [
      { name: "At must-level", shares: shares(own.asJudged, own.of), look: "main" },
      { name: "Coverage", shares: shares(own.met, own.counted), look: "second" },
    ]),
  );
}

function teamChanges(context: Context, team: string): HTMLElement | false {
  const { comparison, site } = context;
  if (comparison === undefined) return false;
  const rows = comparison.changes.flatMap((change) => {
    const service = site.services[change.service];
    return service?.owner === team ? [{ change, service }] : [];
  });
  return section(
    `What changed since ${dayText(comparison.since)}`,
    rows.length === 0
      ? empty("Nothing changed.")
      : el(
          "ol",
          { class: "cards" },
          rows.map((row) => changeCard(context, row)),
        ),
  );
}
