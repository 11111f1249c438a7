import { grades } from "../catalog/grades";
import type { Grade } from "./assessment";

/** Answers to what nobody can read from a catalog: what the business loses, who notices, how often it changes. */
export const revenues = ["none", "indirect", "direct"] as const;
export const audiences = ["staff", "some", "most"] as const;
export const changeRates = ["seldom", "weekly", "daily"] as const;

export type Revenue = (typeof revenues)[number];
export type Audience = (typeof audiences)[number];
export type ChangeRate = (typeof changeRates)[number];

/** What is known of a service, answered or observed; what is undefined says nothing. */
export interface Circumstances {
  readonly revenue?: Revenue | undefined;
  readonly users?: Audience | undefined;
  /** Services that fail without it. */
  readonly dependants?: number | undefined;
  readonly changes?: ChangeRate | undefined;
  /** Incidents of the last `incidentDays` that did not end by themselves. */
  readonly incidents?: number | undefined;
  /** Copies that run in production. */
  readonly replicas?: number | undefined;
}

/** A grade with what asks for it, such as "direct revenue rests on it". */
export interface Graded {
  readonly grade: Grade;
  readonly reasons: readonly string[];
}

/** Days back that incidents are counted for. */
export const incidentDays = 90;

/** The fewest dependants and incidents that make a grade. */
const fewest = { dependants: { medium: 2, high: 5 }, incidents: { medium: 1, high: 3 } } as const;

/** The share of services at tier 1 above which a strict tier says little. */
export const mostAtTierOne = 1 / 3;

const byRevenue: Readonly<Record<Revenue, Grade>> = { none: "low", indirect: "medium", direct: "high" };
const byAudience: Readonly<Record<Audience, Grade>> = { staff: "low", some: "medium", most: "high" };
const byChangeRate: Readonly<Record<ChangeRate, Grade>> = { seldom: "low", weekly: "low", daily: "medium" };
const revenueWords = {
  none: "no revenue rests on it",
  indirect: "revenue rests on it indirectly",
  direct: "revenue rests on it directly",
};
const audienceWords = { staff: "only staff notice", some: "some users notice", most: "most users notice" };

/** What a service means to the business: the gravest of what is known; undefined where nothing is. */
export function criticalityOf({ revenue, users, dependants }: Circumstances): Graded | undefined {
  return gravest([
    revenue && { grade: byRevenue[revenue], reason: revenueWords[revenue] },
    users && { grade: byAudience[users], reason: audienceWords[users] },
    counted(dependants, fewest.dependants, (count) =>
      count === 1 ? "1 service needs it" : `${count} services need it`,
    ),
  ]);
}

/** How likely and how badly it fails: the gravest of what is known; undefined where nothing is. */
export function riskOf({ changes, incidents, replicas }: Circumstances): Graded | undefined {
  return gravest([
    changes && { grade: byChangeRate[changes], reason: `it changes ${changes}` },
    counted(
      incidents,
      fewest.incidents,
      (count) => `${count} ${count === 1 ? "incident" : "incidents"} in ${incidentDays} days`,
    ),
    replicas === undefined
      ? undefined
      : replicas > 1
        ? { grade: "low", reason: `${replicas} copies of it run` }
        : { grade: "medium", reason: "only one copy of it runs" },
  ]);
}

/** Whether a grade is graver than another; any is graver than none. */
export function isGraver(one: Grade, other: Grade | undefined): boolean {
  return other === undefined || grades.indexOf(one) > grades.indexOf(other);
}

interface View {
  readonly grade: Grade;
  readonly reason: string;
}

function counted(
  count: number | undefined,
  { medium, high }: { readonly medium: number; readonly high: number },
  words: (count: number) => string,
): View | undefined {
  if (count === undefined) return undefined;
  return { grade: count >= high ? "high" : count >= medium ? "medium" : "low", reason: words(count) };
}

function gravest(views: readonly (View | undefined)[]): Graded | undefined {
  const known = views.filter((view) => view !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  const grade = known.reduce<Grade>(
    (most, view) => (isGraver(view.grade, most) ? view.grade : most),
    first.grade,
  );
  return { grade, reasons: known.filter((view) => view.grade === grade).map(({ reason }) => reason) };
}
