import uPlot from "uplot";
import { percent } from "../../share";
import { el, withProperty } from "./element";
import { dayText } from "./text";

/** A line of shares over days; null where there is none. */
export interface Line {
  readonly name: string;
  readonly shares: readonly (number | undefined)[];
  /** Which of the chart's colours; the second is drawn dashed, so that colour alone tells nothing. */
  readonly look: "main" | "second" | "goal";
}

interface Drawn {
  readonly chart: uPlot;
  readonly place: HTMLElement;
}
let drawn: readonly Drawn[] = [];

/**
 * Shares over time as lines, with what they are in words and as a table. Drawn once it stands in the page; call
 * `drawCharts` then.
 */
export function lineChart(label: string, days: readonly string[], lines: readonly Line[]): HTMLElement {
  const place = el("div", { class: "chart", role: "img", "aria-label": `${label}. ${inWords(days, lines)}` });
  waiting.set(place, () => draw(place, readout, days, lines));
  const readout = el(
    "p",
    { class: "readout muted", "aria-hidden": "true" },
    readoutAt(days, lines, days.length - 1),
  );
  const keys = lines.map(({ name, look }) => el("span", { class: `key key-${look}` }, name));
  return el(
    "figure",
    { class: "chart-figure" },
    el("div", { class: "keys", "aria-hidden": "true" }, keys),
    place,
    readout,
    el(
      "details",
      { class: "quiet" },
      el("summary", {}, "As a table"),
      el(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": `${label}, as a table` },
        tableOf(days, lines),
      ),
    ),
  );
}

const waiting = new WeakMap<HTMLElement, () => Drawn>();

/** Draws the charts that stand in the page; again, where its width or colours are others. */
export function drawCharts(): void {
  for (const { chart } of drawn) chart.destroy();
  const places = [...document.querySelectorAll<HTMLElement>(".chart")];
  drawn = places.flatMap((place) => waiting.get(place)?.() ?? []);
}

/** Fits charts to the window. */
export function fitCharts(): void {
  for (const { chart, place } of drawn) chart.setSize({ width: place.clientWidth, height: chart.height });
}

function draw(
  place: HTMLElement,
  readout: HTMLElement,
  days: readonly string[],
  lines: readonly Line[],
): Drawn {
  const colours = coloursIn(place);
  const axis = {
    stroke: colours.muted,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
  };
  const chart = new uPlot(
    {
      width: Math.max(200, place.clientWidth),
      height: 190,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      scales: { y: { range: [0, 100] } },
      axes: [
        { ...axis, grid: { show: false }, size: 28, space: 90, values: (_, ticks) => ticks.map(tickText) },
        { ...axis, size: 44, space: 40, values: (_, ticks) => ticks.map((tick) => `${tick} %`) },
      ],
      series: [{}, ...lines.map(({ look }) => seriesOf(look, colours, days.length))],
      hooks: {
        setCursor: [
          ({ cursor: { idx } }) => {
            readout.textContent = readoutAt(days, lines, idx ?? days.length - 1);
          },
        ],
      },
    },
    [
      days.map((day) => Date.parse(day) / 1000),
      ...lines.map(({ shares }) => shares.map((one) => (one === undefined ? null : one * 100))),
    ],
    place,
  );
  return { chart, place };
}

/** A day on the axis, without its year, which the words below tell. */
function tickText(seconds: number): string {
  return dayText(new Date(seconds * 1000).toISOString()).replace(/ \d{4}$/, "");
}

function seriesOf(look: Line["look"], colours: ReturnType<typeof coloursIn>, days: number): uPlot.Series {
  const points = { show: days <= 12 && look !== "goal", size: 6 };
  if (look === "main") return { stroke: colours.main, width: 2, fill: colours.fill, points };
  if (look === "second") return { stroke: colours.second, width: 2, dash: [5, 4], points };
  return { stroke: colours.muted, width: 1, dash: [2, 3], points };
}

/** The styles' colours, as a canvas wants them. */
function coloursIn(place: HTMLElement) {
  const resolve = (name: string): string => {
    const probe = el("i");
    probe.style.color = `var(${name})`;
    place.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  return {
    main: resolve("--accent"),
    second: resolve("--second"),
    muted: resolve("--muted"),
    grid: resolve("--line"),
    fill: resolve("--accent-wash"),
  };
}

function readoutAt(days: readonly string[], lines: readonly Line[], at: number): string {
  const values = lines
    .filter(({ look }) => look !== "goal")
    .map(({ name, shares }) => `${name} ${percent(shares[at])}`);
  return `${dayText(days[at] ?? "")}: ${values.join(", ")}`;
}

function inWords(days: readonly string[], lines: readonly Line[]): string {
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  return lines
    .map(
      ({ name, shares }) =>
        `${name}: ${percent(shares[0])} on ${dayText(first)}, ${percent(shares.at(-1))} on ${dayText(last)}.`,
    )
    .join(" ");
}

function tableOf(days: readonly string[], lines: readonly Line[]): HTMLElement {
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, "Day"),
    lines.map(({ name }) => el("th", { scope: "col", class: "number" }, name)),
  );
  const rows = days.map((day, at) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, dayText(day)),
      lines.map(({ shares }) => el("td", { class: "number" }, percent(shares[at]))),
    ),
  );
  return el("table", {}, el("thead", {}, head), el("tbody", {}, rows.reverse()));
}

/** A bar from 0 to a whole with a mark at the goal; shares between 0 and 1. */
export function goalBar(share: number, goal: number): HTMLElement {
  const bar = el("span", { class: "goal-bar", "aria-hidden": "true" }, el("i"), el("b"));
  return withProperty(withProperty(bar, "--share", share), "--goal", goal);
}
