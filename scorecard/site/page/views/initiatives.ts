import { percent, shareOf } from "../../../share";
import { stackNameOf } from "../../../stack-name";
import type { SiteInitiative } from "../../data/model";
import type { Site } from "../../data/opened";
import { ruleLink } from "../change-words";
import { goalBar, lineChart } from "../chart";
import { type Context, hasStacks, serviceNamed, type View } from "../context";
import { type Child, el, fragment, outLink } from "../element";
import { groupBy } from "../figures";
import { empty, figure, section, serviceLink, shareText, teamLink } from "../marks";
import { hrefTo } from "../route";
import { type Column, table } from "../table";
import { counted, dayText, number } from "../text";

export function initiativePath({ cards }: Site, { card, initiative }: SiteInitiative): readonly string[] {
  const own = cards[card];
  return ["initiative", own?.project ?? "", own?.stack ?? "", initiative.id];
}

/** When an initiative is mandatory, in words. */
export function timeText({ state, daysLeft, initiative: { start, deadline } }: SiteInitiative): string {
  if (state === "to-come") return `begins on ${dayText(start)}, advisory until ${dayText(deadline)}`;
  if (state === "ended")
    return `mandatory since ${dayText(deadline)} passed, ${counted(-daysLeft, "day")} ago`;
  return `${counted(daysLeft, "day")} left, advisory until ${dayText(deadline)}`;
}

function metOf({ services }: SiteInitiative): number {
  return services.filter(({ met }) => met).length;
}

/** All campaigns: goal against now. */
export function initiativesView({ site }: Context): View {
  if (site.initiatives.length === 0)
    return {
      title: "Initiatives",
      content: empty(
        "There is no initiative. One is a file in catalog/initiatives: some rules, some services, a deadline.",
      ),
    };
  const cards = site.initiatives.map((one) => {
    const met = metOf(one);
    const share = shareOf(met, one.services.length);
    const card = site.cards[one.card];
    return el(
      "li",
      { class: "card" },
      el("h2", {}, el("a", { href: hrefTo(initiativePath(site, one)) }, one.initiative.title)),
      goalBar(share ?? 0, one.initiative.goal / 100),
      el(
        "p",
        {},
        el("strong", {}, percent(share)),
        ` of ${one.initiative.goal} %: ${number(met)} of ${counted(one.services.length, "service")}`,
      ),
      el("p", { class: "muted" }, timeText(one), hasStacks(site) && card && `, in ${stackNameOf(card)}`),
    );
  });
  return { title: "Initiatives", content: el("ul", { class: "tiles" }, cards) };
}

/** One campaign: goal, burn-up, teams, and who is not there yet. */
export function initiativeView(context: Context): View | undefined {
  const { site, route } = context;
  const [, project, stack, id] = route.path;
  const one = site.initiatives.find(({ card, initiative }) => {
    const own = site.cards[card];
    return initiative.id === id && own?.project === project && own?.stack === stack;
  });
  if (one === undefined) return undefined;
  const { initiative, services } = one;
  const met = metOf(one);
  const place = initiative.brief?.url ?? initiative.brief?.path;
  return {
    title: initiative.title,
    content: fragment(
      el(
        "dl",
        { class: "figures" },
        figure(
          "Now",
          shareText(met, services.length),
          `${number(met)} of ${counted(services.length, "service")}`,
        ),
        figure("Goal", `${initiative.goal} %`, gapText(met, services.length, initiative.goal)),
        figure("Days left", one.daysLeft < 0 ? "0" : number(one.daysLeft), timeText(one)),
      ),
      goalBar(shareOf(met, services.length) ?? 0, initiative.goal / 100),
      el(
        "p",
        { class: "facts" },
        place !== undefined && el("span", {}, "Brief: ", outLink(place)),
        initiative.contact !== undefined && el("span", {}, `Ask ${initiative.contact}`),
      ),
      section("The way so far", burnUp(one)),
      section("By team", byTeam(context, one)),
      section("Not there yet", notThere(context, one)),
    ),
  };
}

/** How many services are missing for the goal. */
function gapText(met: number, of: number, goal: number): string {
  const missing = Math.max(0, Math.ceil((of * goal) / 100 - 1e-9) - met);
  return missing === 0 ? "reached" : `${counted(missing, "service")} to go`;
}

function burnUp({ burnUp: runs, initiative }: SiteInitiative): HTMLElement {
  if (runs.length < 2)
    return empty("There is no earlier run of it yet. Runs are kept by readiness history add FILE.");
  return lineChart(
    "Services that meet it",
    runs.map(({ day }) => day),
    [
      { name: "Meets it", shares: runs.map(({ met, of }) => shareOf(met, of)), look: "main" },
      { name: "Goal", shares: runs.map(() => initiative.goal / 100), look: "goal" },
    ],
  );
}

interface Team {
  readonly name: string;
  readonly met: number;
  readonly of: number;
}

function byTeam({ route }: Context, { services }: SiteInitiative): HTMLElement {
  const rows = groupBy(services, ({ owner }) => owner ?? "").map(([name, own]): Team => {
    return { name, met: own.filter((one) => one.met).length, of: own.length };
  });
  const columns: readonly Column<Team>[] = [
    {
      key: "team",
      title: "Team",
      cell: ({ name }) => teamLink(name || undefined),
      order: ({ name }) => name || undefined,
    },
    {
      key: "met",
      title: "Meets it",
      isNumber: true,
      cell: ({ met }) => number(met),
      order: ({ met }) => met,
    },
    { key: "of", title: "Of", isNumber: true, cell: ({ of }) => number(of), order: ({ of }) => of },
    {
      key: "share",
      title: "Share",
      isNumber: true,
      cell: ({ met, of }) => shareText(met, of),
      order: ({ met, of }) => shareOf(met, of),
    },
  ];
  return table({
    id: "team-",
    label: "By team",
    columns,
    rows,
    route,
    sort: "share",
    pageSize: 20,
    empty: "It covers no service.",
  });
}

function notThere({ site, route }: Context, { services, card }: SiteInitiative): HTMLElement {
  type Late = SiteInitiative["services"][number];
  const late = services.filter(({ met }) => !met);
  const set = (rule: string): string => site.rules.find((one) => one.rule === rule)?.set ?? "";
  const columns: readonly Column<Late>[] = [
    {
      key: "name",
      title: "Service",
      cell: ({ name }) => {
        const service = serviceNamed(site, card, name);
        return service === undefined ? name : serviceLink(service);
      },
      order: ({ name }) => name,
    },
    { key: "team", title: "Team", cell: ({ owner }) => teamLink(owner), order: ({ owner }) => owner },
    {
      key: "missing",
      title: "Missing",
      look: "wide",
      cell: ({ missing }): Child =>
        missing.length === 0
          ? "none of its rules was judged"
          : missing.map((rule, at) => [at > 0 && ", ", ruleLink(site, { set: set(rule), rule })]),
      order: ({ missing }) => missing.length,
    },
  ];
  return table({
    id: "late-",
    label: "Services that do not meet it yet",
    columns,
    rows: late,
    route,
    sort: "name",
    empty: "Every service that it covers meets it.",
  });
}
