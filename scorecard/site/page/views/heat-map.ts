import { shareOf } from "../../../share";
import { stackNameOf } from "../../../stack-name";
import type { SiteService } from "../../data/opened";
import { type Context, hasStacks } from "../context";
import { type Child, el } from "../element";
import { areaCoverage, attainedIn } from "../figures";
import { levelMark, serviceLink } from "../marks";
import { type Column, table } from "../table";
import { levelOrder } from "./tier-one";

/** Services by areas: each cell is the coverage in per cent, with what is unknown beside it. */
export function heatMap({ site, set, route }: Context, services: readonly SiteService[]): HTMLElement {
  const areas = [...new Set(site.rules.filter((one) => one.set === set).map(({ area }) => area))].sort();
  const columns: Column<SiteService>[] = [
    { key: "name", title: "Service", cell: serviceLink, order: ({ name }) => name },
    {
      key: "level",
      title: "Level",
      cell: (service) => levelMark(attainedIn(service, set)?.asJudged),
      order: (service) => levelOrder(service, set),
    },
    ...(hasStacks(site) ? [stackColumn] : []),
    ...areas.map((area): Column<SiteService> => {
      return {
        key: area,
        title: area,
        look: "heat-cell",
        cell: (service) => heatCell(service, set, area),
        order: (service) => {
          const { met, of } = areaCoverage(service, set, area);
          return shareOf(met, of);
        },
      };
    }),
  ];
  return el(
    "div",
    {},
    el(
      "p",
      { class: "keys heat-keys" },
      "Coverage in per cent: ",
      steps.map(([, name], at) => el("span", { class: `heat heat-${at}` }, name)),
      el("span", { class: "muted" }, "– does not apply, ? unknown"),
    ),
    table({
      label: "Coverage of services by area",
      columns,
      rows: services,
      route,
      sort: "level",
      empty: "No service fits. Take a filter away, or search for something else.",
      look: "heat-map",
    }),
  );
}

/** Which stack a row is of, where there are several. */
export const stackColumn: Column<SiteService> = {
  key: "stack",
  title: "Stack",
  cell: ({ card }) => stackNameOf(card),
  order: ({ card }) => stackNameOf(card),
};

/** Least shares of the steps of colour. */
const steps = [
  [0, "0–24"],
  [0.25, "25–49"],
  [0.5, "50–74"],
  [0.75, "75–99"],
  [1, "100"],
] as const;

function heatCell(service: SiteService, set: string, area: string): Child {
  const { met, of, unknown, waived } = areaCoverage(service, set, area);
  const share = shareOf(met, of);
  if (share === undefined)
    return el("span", { class: "heat heat-nothing", title: "Nothing applies" }, waived > 0 ? "~" : "–");
  const step = steps.findLastIndex(([least]) => share >= least);
  const words = `${met} of ${of} met${unknown > 0 ? `, ${unknown} unknown` : ""}${waived > 0 ? `, ${waived} waived` : ""}`;
  return el(
    "span",
    { class: `heat heat-${step}`, title: words },
    String(Math.floor(share * 100 + 1e-9)),
    unknown > 0 && el("sup", {}, `?${unknown}`),
  );
}
