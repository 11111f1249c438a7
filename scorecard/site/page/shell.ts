import { stackNameOf } from "../../stack-name";
import type { Site } from "../data/opened";
import { banners } from "./banners";
import { drawCharts } from "./chart";
import type { Context } from "./context";
import { el, on } from "./element";
import { currentRoute, goTo, hrefTo, hrefWith } from "./route";

const places = [
  ["", "Overview"],
  ["services", "Services"],
  ["changes", "Changes"],
  ["teams", "Teams"],
  ["initiatives", "Initiatives"],
  ["waivers", "Waivers"],
  ["rules", "Rules"],
] as const;

/** Views that a place in the navigation stands for besides its own. */
const within: Readonly<Record<string, string>> = {
  service: "services",
  team: "teams",
  initiative: "initiatives",
  rule: "rules",
};

/** What stays while views change. */
export interface Shell {
  readonly main: HTMLElement;
  readonly search: HTMLInputElement;
  /** Shows where the reader is. */
  follow(context: Context): void;
}

/** Puts the frame of the page into the document. */
export function buildShell(site: Site): Shell {
  const search = searchField();
  const navigation = el("nav", { class: "places", "aria-label": "Views" });
  const settings = el("div", { class: "settings" });
  const main = el("main", { id: "main", tabindex: -1 });
  const skip = el("a", { class: "skip", href: "#main" }, "Skip to the content");
  on(skip, "click", () => main.focus());
  skip.addEventListener("click", (event) => event.preventDefault()); // the address is the view's
  const brand = el(
    "p",
    { class: "brand" },
    el("span", { class: "brand-mark", "aria-hidden": "true" }),
    site.title,
  );
  const head = el("header", { class: "head" }, brand, search.field, settings, navigation);
  document.body.replaceChildren(
    skip,
    head,
    el(
      "div",
      { class: "page" },
      el("aside", { class: "banners", "aria-label": "About this report" }, banners(site)),
      main,
      foot(site),
    ),
    ...document.querySelectorAll("body > script[id]"), // the data, unpacked when it is needed
  );
  listenForSlash(search.input);
  const follow = (context: Context): void => {
    const here = context.route.path[0] ?? "";
    navigation.replaceChildren(...places.map((place) => placeLink(place, within[here] ?? here)));
    settings.replaceChildren(...settingControls(context));
    const wanted = context.route.query.get("q") ?? "";
    if (document.activeElement !== search.input) search.input.value = here === "services" ? wanted : "";
    applyTheme(context.route.query.get("theme"));
  };
  return { main, search: search.input, follow };
}

function placeLink([path, text]: (typeof places)[number], here: string): HTMLElement {
  const isHere = path === here;
  return el(
    "a",
    { href: hrefTo(path === "" ? [] : [path]), "aria-current": isHere ? "page" : undefined },
    text,
  );
}

function searchField(): { readonly field: HTMLElement; readonly input: HTMLInputElement } {
  const input = el("input", {
    type: "search",
    id: "search",
    placeholder: "Search services",
    "aria-label": "Search services",
    "aria-keyshortcuts": "/",
    autocomplete: "off",
    spellcheck: "false",
  });
  const field = el("div", { class: "search" }, input, el("kbd", { "aria-hidden": "true" }, "/"));
  on(input, "input", () => {
    const route = currentRoute();
    const isThere = route.path[0] === "services";
    const change = { q: input.value.trim() || undefined, page: undefined };
    // Letters after the first are no steps of their own for the back button.
    goTo(isThere ? hrefWith(route, change) : hrefTo(["services"], change), isThere);
  });
  return { field, input };
}

function listenForSlash(search: HTMLInputElement): void {
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

function settingControls({ site, route, set, comparison }: Context): readonly HTMLElement[] {
  const controls: HTMLElement[] = [];
  if (site.sets.length > 1)
    controls.push(
      choice(
        "set",
        "Rule set",
        site.sets.map((one) => [one, one]),
        set,
      ),
    );
  if (site.comparisons.length > 1)
    controls.push(
      choice(
        "since",
        "Since",
        site.comparisons.map(({ id, name }) => [id, `Since ${name}`]),
        comparison?.id ?? "",
      ),
    );
  const isDark = route.query.get("theme") === "dark" || (route.query.get("theme") === null && prefersDark());
  const theme = el(
    "button",
    { type: "button", id: "theme", class: "plain", "aria-pressed": String(isDark) },
    "Dark",
  );
  on(theme, "click", () => goTo(hrefWith(currentRoute(), { theme: isDark ? "light" : "dark" }), true));
  return [...controls, theme];
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
): HTMLElement {
  const select = el(
    "select",
    { id: `choose-${name}`, "aria-label": label },
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
  return on(select, "change", () => goTo(hrefWith(currentRoute(), { [name]: select.value })));
}

function prefersDark(): boolean {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function applyTheme(theme: string | null): void {
  const { dataset } = document.documentElement;
  const wanted = theme === "dark" || theme === "light" ? theme : undefined;
  if (dataset.theme === wanted) return;
  if (wanted === undefined) delete dataset.theme;
  else dataset.theme = wanted;
  drawCharts();
}

function foot({ cards }: Site): HTMLElement {
  const lines = cards.map(({ project, stack, judgedFor, packVersion, catalogVersion, revision }) => {
    const commit = revision === undefined ? "" : `, commit ${revision.slice(0, 12)}`;
    return el(
      "li",
      {},
      `${stackNameOf({ project, stack })}: judged for ${judgedFor}, pack ${packVersion}, catalog ${catalogVersion.slice(0, 12)}${commit}`,
    );
  });
  return el("footer", { class: "foot" }, el("ul", {}, lines));
}
