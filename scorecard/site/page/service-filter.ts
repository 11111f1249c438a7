import { reaches } from "../../share";
import { stackNameOf } from "../../stack-name";
import type { Comparison, ServiceChange } from "../data/model";
import type { Site, SiteService } from "../data/opened";
import { el, on } from "./element";
import { currentRoute, goTo, hrefWith, type Route } from "./route";

/** Services that fit what an address asks for. */
export function filteredServices(site: Site, { query }: Route, set: string): readonly SiteService[] {
  const words = (query.get("q") ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const [tier, team, level, stack] = ["tier", "team", "level", "stack"].map((name) => query.get(name));
  const isBelow = query.get("below") === "1";
  return site.services.filter((service) => {
    const attained = service.levels.find((one) => one.set === set);
    return (
      (!tier || String(service.tier) === tier) &&
      (!team || (service.owner ?? "") === (team === noTeam ? "" : team)) &&
      (!level || (attained?.asJudged ?? "none") === level) &&
      (!stack || stackNameOf(service.card) === stack) &&
      (!isBelow || (attained !== undefined && !reaches(attained.asJudged, attained.must))) &&
      words.every((word) => textOf(service).includes(word))
    );
  });
}

const noTeam = "-";
const texts = new WeakMap<SiteService, string>();

function textOf(service: SiteService): string {
  const known = texts.get(service);
  if (known !== undefined) return known;
  const text = `${service.name} ${service.owner ?? ""} ${service.lifecycle ?? ""}`.toLowerCase();
  texts.set(service, text);
  return text;
}

export function teamsOf({ services }: Site): readonly string[] {
  return [...new Set(services.flatMap(({ owner }) => owner ?? []))].sort();
}

/** Controls for what is shown; each keeps its choice in the address. */
export function filterControls(site: Site, route: Route): HTMLElement {
  const stacks = site.cards.map((card) => stackNameOf(card));
  return el(
    "div",
    { class: "controls", role: "group", "aria-label": "Filters" },
    select(
      route,
      "tier",
      "Any tier",
      ["1", "2", "3"].map((tier) => [tier, `Tier ${tier}`]),
    ),
    select(route, "team", "Any team", [
      ...teamsOf(site).map((team) => [team, team] as const),
      [noTeam, "No team"],
    ]),
    select(route, "level", "Any level", [
      ["gold", "Gold"],
      ["silver", "Silver"],
      ["bronze", "Bronze"],
      ["none", "No level"],
    ]),
    stacks.length > 1 &&
      select(
        route,
        "stack",
        "Any stack",
        stacks.map((stack) => [stack, stack]),
      ),
    check(route, "below", "Below must-level"),
  );
}

/** A choice that is kept in the address; its first option, which changes nothing, says what it is about. */
export function select(
  { query }: Route,
  name: string,
  any: string,
  options: readonly (readonly [value: string, text: string])[],
): HTMLElement {
  const chosen = query.get(name) ?? "";
  const control = el(
    "select",
    { id: `filter-${name}`, "aria-label": any.replace(/^(Any|All) /, "Only of ") },
    [["", any] as const, ...options].map(([value, text]) =>
      el("option", { value, selected: value === chosen }, text),
    ),
  );
  return on(control, "change", () => {
    goTo(hrefWith(currentRoute(), { [name]: control.value || undefined, page: undefined }));
  });
}

export function check({ query }: Route, name: string, label: string): HTMLElement {
  const box = el("input", { type: "checkbox", id: `filter-${name}`, checked: query.get(name) === "1" });
  on(box, "change", () => {
    goTo(hrefWith(currentRoute(), { [name]: box.checked ? "1" : undefined, page: undefined }));
  });
  return el("label", { class: "check" }, box, label);
}

/** What became of each service that changed, by its place. */
export function changesByService(comparison: Comparison | undefined): ReadonlyMap<number, ServiceChange> {
  return new Map(comparison?.changes.map((one) => [one.service, one]));
}
