import { stackNameOf } from "../../../stack-name";
import type { ServiceChange } from "../../data/model";
import type { SiteService } from "../../data/opened";
import { changeList, changeMark, noComparison, sinceText } from "../change-words";
import { type Context, hasStacks, type View } from "../context";
import { el, fragment } from "../element";
import { empty, section, serviceLink, teamLink, tierMark } from "../marks";
import { hrefWith } from "../route";
import { select, teamsOf } from "../service-filter";
import { counted, dayText } from "../text";

interface Row {
  readonly service: SiteService;
  readonly change: ServiceChange;
}

const pageSize = 25;

/** What changed since an earlier run and why, worst first. */
export function changesView(context: Context): View {
  const { comparison, site, route } = context;
  if (comparison === undefined) return { title: "Changes", content: empty(noComparison) };
  const rows = changedRows(context);
  const page = Math.max(1, Number(route.query.get("page")) || 1);
  const shown = rows.slice((page - 1) * pageSize, page * pageSize);
  const rest = rows.length - page * pageSize;
  const lists = [
    ["New services", comparison.newServices],
    ["Services that are gone", comparison.lostServices],
  ] as const;
  return {
    title: "Changes",
    content: fragment(
      el(
        "p",
        { class: "lead" },
        `What changed ${sinceText(comparison, dayText)}, worst first, and what caused it.`,
      ),
      filters(context),
      el("p", { class: "count", role: "status" }, `${counted(rows.length, "service")} changed that way.`),
      rows.length === 0
        ? empty("No service changed that way.")
        : el(
            "ol",
            { class: "cards" },
            shown.map((row) => changeCard(context, row, "h2")),
          ),
      el(
        "nav",
        { class: "pager", "aria-label": "Pages" },
        page > 1 &&
          el("a", { id: "page-previous", href: hrefWith(route, { page: String(page - 1) }) }, "Previous"),
        rest > 0 &&
          el(
            "a",
            { id: "page-next", href: hrefWith(route, { page: String(page + 1) }) },
            `Next (${counted(rest, "more service")})`,
          ),
      ),
      lists.map(([title, names]) => names.length > 0 && section(title, el("p", {}, names.join(", ")))),
    ),
  };

  function filters({ route: here }: Context): HTMLElement {
    return el(
      "div",
      { class: "controls", role: "group", "aria-label": "Filters" },
      select(here, "direction", "Any direction", [
        ["worse", "Got worse"],
        ["better", "Got better"],
      ]),
      select(
        here,
        "tier",
        "Any tier",
        ["1", "2", "3"].map((tier) => [tier, `Tier ${tier}`]),
      ),
      select(
        here,
        "team",
        "Any team",
        teamsOf(site).map((team) => [team, team]),
      ),
    );
  }
}

function changedRows({ comparison, site, route }: Context): readonly Row[] {
  const [direction, tier, team] = ["direction", "tier", "team"].map((name) => route.query.get(name));
  return (comparison?.changes ?? []).flatMap((change) => {
    const service = site.services[change.service];
    if (service === undefined) return [];
    const fits =
      (!direction || goesThatWay(change, direction)) &&
      (!tier || String(service.tier) === tier) &&
      (!team || service.owner === team);
    return fits ? [{ service, change }] : [];
  });
}

/** A service that is better and worse got worse, too. */
export function goesThatWay({ direction }: ServiceChange, wanted: string): boolean {
  return direction === wanted || direction === "mixed";
}

/** One service with all that changed in it. */
export function changeCard(
  { site, set }: Context,
  { service, change }: Row,
  heading: "h2" | "h3" = "h3",
): HTMLElement {
  return el(
    "li",
    { class: "card" },
    el(
      "div",
      { class: "card-head" },
      el(heading, {}, serviceLink(service)),
      tierMark(service.tier),
      teamLink(service.owner),
      hasStacks(site) && el("span", { class: "muted" }, stackNameOf(service.card)),
      changeMark(change, set),
    ),
    changeList(site, change),
  );
}
