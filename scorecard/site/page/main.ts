import { type Details, splitDetails } from "../data/detail";
import type { SiteIndex } from "../data/model";
import { openIndex } from "../data/opened";
import { drawCharts, fitCharts } from "./chart";
import { settingsOf } from "./context";
import { el } from "./element";
import { currentRoute } from "./route";
import { buildShell, type Shell } from "./shell";
import { viewOf } from "./views/view";

/** Text that the page carries in an element: base64 of gzip. */
async function unpacked(id: string): Promise<string> {
  const binary = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

async function start(): Promise<void> {
  const index = JSON.parse(await unpacked("index")) as SiteIndex; // written together with this script
  const site = openIndex(index);
  let details: Promise<Details> | undefined;
  const readDetails = (): Promise<Details> => {
    details ??= unpacked("details").then(splitDetails);
    return details;
  };
  const shell = buildShell(site);
  let shownPath: string | undefined;
  let turn = 0;

  const show = async (): Promise<void> => {
    turn += 1;
    const own = turn;
    const route = currentRoute();
    const context = { site, route, ...settingsOf(site, route), details: readDetails };
    shell.follow(context);
    const view = await viewOf(context);
    if (own !== turn) return; // the reader has gone on meanwhile
    const path = route.path.join("/");
    put(shell, view.content, view.title, site.title);
    arrive(shownPath !== undefined && path !== shownPath, shell);
    shownPath = path;
  };

  window.addEventListener("hashchange", show);
  window.addEventListener("resize", fitCharts);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
  followPrinting();
  await show();
  document.documentElement.dataset.ready = String(Math.round(performance.now())); // milliseconds since it was opened
}

function put(shell: Shell, content: Node, title: string, site: string): void {
  const focused = document.activeElement;
  const focusedId = focused instanceof HTMLElement && shell.main.contains(focused) ? focused.id : "";
  const selection = focused instanceof HTMLInputElement ? focused.selectionStart : null;
  shell.main.replaceChildren(el("h1", { tabindex: -1 }, title), content);
  document.title = `${title} · ${site}`;
  drawCharts();
  const again = focusedId === "" ? null : document.getElementById(focusedId);
  again?.focus({ preventScroll: true });
  if (again instanceof HTMLInputElement && selection !== null) again.setSelectionRange(selection, selection);
}

/** Whoever went somewhere else hears where; whoever is searching goes on typing. */
function arrive(isElsewhere: boolean, shell: Shell): void {
  if (!isElsewhere || document.activeElement === shell.search) return;
  shell.main.querySelector("h1")?.focus();
  window.scrollTo(0, 0);
}

/** On paper, colours are light and what was folded is open. */
function followPrinting(): void {
  let before:
    | { readonly theme: string | undefined; readonly closed: readonly HTMLDetailsElement[] }
    | undefined;
  window.addEventListener("beforeprint", () => {
    const closed = [...document.querySelectorAll<HTMLDetailsElement>("details.print:not([open])")];
    before = { theme: document.documentElement.dataset.theme, closed };
    document.documentElement.dataset.theme = "light";
    for (const one of closed) one.open = true;
    drawCharts();
  });
  window.addEventListener("afterprint", () => {
    if (before?.theme === undefined) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = before.theme;
    for (const one of before?.closed ?? []) one.open = false;
    drawCharts();
  });
}

start().catch((error: unknown) => {
  document.body.prepend(
    el("p", { role: "alert", class: "broken" }, `This report cannot be shown: ${String(error)}`),
  );
});
