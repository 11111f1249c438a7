import { levelRank } from "../../../../tiers/levels";
import { stackNameOf } from "../../../stack-name";
import type { SiteRule } from "../../data/model";
import type { SiteFinding, SiteService } from "../../data/opened";
import { type Context, hasStacks, pathOfRule, type View } from "../context";
import { el, fragment } from "../element";
import { groupBy } from "../figures";
import { figure, levelMark, outcomeMark, section, serviceLink, teamLink } from "../marks";
import { hrefTo } from "../route";
import { select } from "../service-filter";
import { type Column, table } from "../table";
import { counted, number } from "../text";

/** How often a rule came to each outcome; what no vendor could tell at all is told apart. */
interface Counts {
  readonly fail: number;
  readonly error: number;
  readonly unknown: number;
  readonly waived: number;
  readonly pass: number;
  readonly notApplicable: number;
}

interface Judged {
  readonly service: SiteService;
  readonly finding: SiteFinding;
}

interface Row extends Counts {
  readonly about: SiteRule;
}

function countsOf(findings: readonly SiteFinding[]): Counts {
  const count = (outcome: SiteFinding["outcome"]): number =>
    findings.filter((one) => one.outcome === outcome).length;
  return {
    fail: count("fail"),
    error: count("error"),
    unknown: count("unknown"),
    waived: count("waived"),
    pass: count("pass"),
    notApplicable: count("not-applicable"),
  };
}

function judgedBy({ services }: Context["site"], set: string): ReadonlyMap<string, readonly Judged[]> {
  const byRule = new Map<string, Judged[]>();
  for (const service of services)
    for (const finding of service.findings) {
      if (finding.set !== set) continue;
      const own = byRule.get(finding.rule) ?? [];
      byRule.set(finding.rule, own);
      own.push({ service, finding });
    }
  return byRule;
}

/** Every rule, and how many services do not meet it. */
export function rulesView({ site, route, set }: Context): View {
  const area = route.query.get("area");
  const own = site.rules.filter((one) => one.set === set);
  const judged = judgedBy(site, set);
  const rules = own.filter((one, at) => own.findIndex(({ rule }) => rule === one.rule) === at);
  const rows = rules
    .filter((one) => !area || one.area === area)
    .map(
      (about): Row => ({ about, ...countsOf((judged.get(about.rule) ?? []).map(({ finding }) => finding)) }),
    );
  const areas = [...new Set(own.map((one) => one.area))].sort();
  return {
    title: "Rules",
    content: fragment(
      el(
        "div",
        { class: "controls", role: "group", "aria-label": "Filters" },
        select(
          route,
          "area",
          "Any area",
          areas.map((one) => [one, one]),
        ),
      ),
      table({
        label: "Rules",
        columns: ruleColumns,
        rows,
        route,
        sort: "-fail",
        pageSize: 100,
        empty: "No rule is in that area.",
      }),
    ),
  };
}

const ruleColumns: readonly Column<Row>[] = [
  {
    key: "rule",
    title: "Rule",
    look: "wide",
    cell: ({ about }) => [
      el("a", { href: hrefTo(pathOfRule(about)) }, about.title),
      el("span", { class: "muted" }, ` ${about.rule}`),
    ],
    order: ({ about }) => about.title,
  },
  { key: "area", title: "Area", cell: ({ about }) => about.area, order: ({ about }) => about.area },
  {
    key: "level",
    title: "Level",
    cell: ({ about }) => levelMark(about.level),
    order: ({ about }) => levelRank(about.level),
  },
  ...countColumns<Row>(),
];

function countColumns<T extends Counts>(): readonly Column<T>[] {
  const column = (key: keyof Counts, title: string): Column<T> => {
    return { key, title, isNumber: true, cell: (row) => number(row[key]), order: (row) => row[key] };
  };
  return [
    column("fail", "Not met"),
    column("error", "Errors"),
    column("unknown", "Unknown"),
    column("waived", "Waived"),
    column("pass", "Met"),
    column("notApplicable", "Does not apply"),
  ];
}

/** One rule: what it asks and why, how to meet it, and who does not, by team. */
export function ruleView({ site, route }: Context): View | undefined {
  const [, set = "", rule = ""] = route.path;
  const about = site.rules.find((one) => one.set === set && one.rule === rule);
  if (about === undefined) return undefined;
  const judged = judgedBy(site, set).get(rule) ?? [];
  const counts = countsOf(judged.map(({ finding }) => finding));
  const open = judged.filter(({ finding }) => !["pass", "not-applicable"].includes(finding.outcome));
  return {
    title: about.title,
    content: fragment(
      el(
        "p",
        { class: "facts" },
        el("code", {}, about.rule),
        levelMark(about.level),
        el("a", { href: hrefTo(["rules"], { area: about.area }) }, about.area),
        about.evidence.length > 0 &&
          el("span", { class: "muted" }, `looks at what is ${about.evidence.join(", ")}`),
      ),
      about.why !== "" && el("p", {}, el("strong", {}, "Why: "), about.why),
      about.fix !== "" && el("p", {}, el("strong", {}, "Fix: "), about.fix),
      parameters(about),
      el(
        "dl",
        { class: "figures" },
        figure(
          "Not met",
          number(counts.fail + counts.error),
          counts.error > 0 ? counted(counts.error, "error") : "",
        ),
        figure("Unknown", number(counts.unknown)),
        figure("Waived", number(counts.waived)),
        figure("Met", number(counts.pass)),
        figure("Does not apply", number(counts.notApplicable)),
      ),
      section("By team", teamsOfRule(judged, route)),
      section("Services that do not meet it", servicesOfRule(site, open, route)),
    ),
  };
}

function parameters({ parameters: byTier }: SiteRule): HTMLElement | false {
  const tiers = Object.entries(byTier);
  const names = [...new Set(tiers.flatMap(([, own]) => Object.keys(own)))];
  if (names.length === 0) return false;
  return el(
    "ul",
    { class: "plain-list" },
    names.map((name) =>
      el(
        "li",
        {},
        el("code", {}, name),
        ` ${tiers.map(([tier, own]) => `tier ${tier}: ${JSON.stringify(own[name])}`).join(", ")}`,
      ),
    ),
  );
}

interface Team extends Counts {
  readonly name: string;
}

function teamsOfRule(judged: readonly Judged[], route: Context["route"]): HTMLElement {
  const rows = groupBy(judged, ({ service }) => service.owner ?? "").map(([name, own]): Team => {
    return { name, ...countsOf(own.map(({ finding }) => finding)) };
  });
  const columns: readonly Column<Team>[] = [
    {
      key: "team",
      title: "Team",
      cell: ({ name }) => teamLink(name || undefined),
      order: ({ name }) => name || undefined,
    },
    ...countColumns<Team>(),
  ];
  return table({
    id: "team-",
    label: "By team",
    columns,
    rows,
    route,
    sort: "-fail",
    pageSize: 15,
    empty: "It was judged for no service.",
  });
}

function servicesOfRule(
  site: Context["site"],
  open: readonly Judged[],
  route: Context["route"],
): HTMLElement {
  const columns: (Column<Judged> | false)[] = [
    {
      key: "name",
      title: "Service",
      cell: ({ service }) => serviceLink(service),
      order: ({ service }) => service.name,
    },
    hasStacks(site) && { key: "stack", title: "Stack", cell: ({ service }) => stackNameOf(service.card) },
    {
      key: "tier",
      title: "Tier",
      isNumber: true,
      cell: ({ service }) => service.tier,
      order: ({ service }) => service.tier,
    },
    {
      key: "of",
      title: "Team",
      cell: ({ service }) => teamLink(service.owner),
      order: ({ service }) => service.owner,
    },
    {
      key: "outcome",
      title: "Outcome",
      cell: ({ finding }) => outcomeMark(finding.outcome),
      order: ({ finding }) => finding.outcome,
    },
    {
      key: "strict",
      title: "Enforcement",
      cell: ({ finding }) => finding.enforcement,
      order: ({ finding }) => finding.enforcement,
    },
  ];
  return table({
    label: "Services that do not meet it",
    columns: columns.filter((one) => one !== false),
    rows: open,
    route,
    sort: "tier",
    empty: "Every service that it applies to meets it.",
  });
}
