import { type Child, el } from "./element";
import { hrefWith, type Route } from "./route";
import { counted } from "./text";

/** A column: what it shows of a row, and by what rows are sorted where they can be. */
export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly isNumber?: boolean;
  /** Class of its cells. */
  readonly look?: string;
  cell(row: T): Child;
  /** Undefined sorts last. */
  order?(row: T): number | string | undefined;
}

export interface TableOptions<T> {
  /** What the table is, for who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly route: Route;
  /** Begins the names of its settings in the address, where a view has several tables. */
  readonly id?: string;
  /** Key of the column that rows are sorted by at first, with - for the other way around. */
  readonly sort?: string;
  readonly pageSize?: number;
  /** What is said where there is no row. */
  readonly empty: string;
  readonly look?: string;
}

/** A table that is sorted by its headings and shows a page of its rows at a time. */
export function table<T>(options: TableOptions<T>): HTMLElement {
  const { label, columns, rows, route, id = "", pageSize = 50 } = options;
  if (rows.length === 0) return el("p", { class: "empty" }, options.empty);
  const sort = route.query.get(`${id}sort`) ?? options.sort ?? "";
  const sorted = sortRows(rows, columns, sort);
  const pages = Math.ceil(rows.length / pageSize);
  const page = Math.min(pages, Math.max(1, Number(route.query.get(`${id}page`)) || 1));
  const shown = sorted.slice((page - 1) * pageSize, page * pageSize);
  const head = el(
    "tr",
    {},
    columns.map((column) => heading(column, sort, options)),
  );
  const body = shown.map((row) =>
    el(
      "tr",
      {},
      columns.map((column, at) => cellOf(column, row, at === 0)),
    ),
  );
  return el(
    "div",
    { class: `table ${options.look ?? ""}` },
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
      el("table", {}, el("thead", {}, head), el("tbody", {}, body)),
    ),
    pages > 1 && pager(route, `${id}page`, page, pages, rows.length),
  );
}

function cellOf<T>({ cell, isNumber, look }: Column<T>, row: T, isFirst: boolean): HTMLElement {
  const classes = [isNumber ? "number" : "", look ?? ""].join(" ").trim();
  const attributes = { class: classes === "" ? undefined : classes };
  return isFirst ? el("th", { scope: "row", ...attributes }, cell(row)) : el("td", attributes, cell(row));
}

function heading<T>(column: Column<T>, sort: string, { route, id = "" }: TableOptions<T>): HTMLElement {
  const { key, title, order, isNumber } = column;
  const classes = isNumber ? "number" : undefined;
  if (order === undefined) return el("th", { scope: "col", class: classes }, title);
  const isUp = sort === key;
  const isDown = sort === `-${key}`;
  // Of numbers the largest are looked for first.
  const next = isNumber ? (isDown ? key : `-${key}`) : isUp ? `-${key}` : key;
  const button = el(
    "button",
    { type: "button", id: `${id}sort-${key}` },
    title,
    el("span", { class: "arrow", "aria-hidden": "true" }, isUp ? "↑" : isDown ? "↓" : "↕"),
  );
  button.addEventListener("click", () => {
    location.hash = hrefWith(route, { [`${id}sort`]: next, [`${id}page`]: undefined });
  });
  return el(
    "th",
    { scope: "col", class: classes, "aria-sort": isUp ? "ascending" : isDown ? "descending" : undefined },
    button,
  );
}

/** Rows by a column; those that it says nothing of come last, and equal ones stay in their order. */
export function sortRows<T>(rows: readonly T[], columns: readonly Column<T>[], sort: string): readonly T[] {
  const isDown = sort.startsWith("-");
  const column = columns.find(({ key }) => key === sort.replace(/^-/, ""));
  const order = column?.order;
  if (order === undefined) return rows;
  const keyed = rows.map((row) => ({ row, key: order(row) }));
  return keyed
    .sort(({ key: a }, { key: b }) => {
      if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
      const less =
        typeof a === "number" && typeof b === "number" ? a - b : compareTexts(String(a), String(b));
      return isDown ? -less : less;
    })
    .map(({ row }) => row);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function pager(route: Route, key: string, page: number, pages: number, rows: number): HTMLElement {
  const step = (to: number, text: string): HTMLElement =>
    to < 1 || to > pages
      ? el("span", { class: "muted" }, text)
      : el("a", { href: hrefWith(route, { [key]: String(to) }), id: `${key}-${text.toLowerCase()}` }, text);
  return el(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    step(page - 1, "Previous"),
    el("span", {}, `Page ${page} of ${pages}, ${counted(rows, "row")}`),
    step(page + 1, "Next"),
  );
}
