import type { FactValue } from "../../../evidence/facts";
import { wallAt } from "./time-zone";

type Policy = FactValue<"pages">["policies"][number];
type Page = Policy["pages"][number];

const hour = 3_600_000;
/** Day and night by the clock: from 08:00 to 20:00, and from 20:00 to 08:00. */
const halfDay = 12 * hour;
const morning = 8 * hour;

/** What the people of a policy bore. */
export interface PageLoad {
  /** The worst half day: how many pages, and when by the clock, such as 2026-11-20 20:00. */
  readonly worst: { readonly pages: number; readonly from: string; readonly to: string } | undefined;
  /** Share of the pages that nobody had to resolve, in whole per cent; 0 for none. */
  readonly autoResolved: number;
}

/** Counts the pages of high urgency since an instant, by half days on a zone's clocks; what was merged counts once. */
export function pageLoadOf(pages: readonly Page[], zone: string, since: number): PageLoad {
  const borne = mergedPages(pages).filter(({ at }) => Date.parse(at) >= since);
  const halves = new Map<number, number>();
  for (const { at } of borne) {
    const half = Math.floor((wallAt(zone, Date.parse(at)) - morning) / halfDay);
    halves.set(half, (halves.get(half) ?? 0) + 1);
  }
  const [worst] = [...halves].sort(([one, a], [other, b]) => b - a || other - one);
  const resolved = borne.filter(({ autoResolved }) => autoResolved).length;
  return {
    worst: worst && { pages: worst[1], from: clock(worst[0]), to: clock(worst[0] + 1) },
    autoResolved: borne.length === 0 ? 0 : Math.round((100 * resolved) / borne.length),
  };
}

/** Pages of high urgency; of those that became one incident, the first. */
function mergedPages(pages: readonly Page[]): readonly Page[] {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const first = new Map<string, Page>();
  for (const page of pages) {
    if (page.urgency !== "high") continue;
    const root = rootOf(page, byId);
    const known = first.get(root);
    if (known === undefined || Date.parse(page.at) < Date.parse(known.at)) first.set(root, page);
  }
  return [...first.values()];
}

function rootOf(page: Page, byId: ReadonlyMap<string, Page>): string {
  let { id, mergedInto } = page;
  for (let step = 0; mergedInto !== undefined && step < byId.size; step++) {
    id = mergedInto;
    mergedInto = byId.get(id)?.mergedInto;
  }
  return id;
}

function clock(half: number): string {
  return new Date(half * halfDay + morning).toISOString().slice(0, 16).replace("T", " ");
}
