import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { earliest } from "../read";
import { askParts, type Part, part, quoted } from "./graphql";
import { fieldOf, type Home, tellHome } from "./home";
import { hidden, unanswered } from "./outcome";

const severities = { LOW: "low", MODERATE: "medium", HIGH: "high", CRITICAL: "critical" } as const;
const scopes = { RUNTIME: "runtime", DEVELOPMENT: "development" } as const;

const dismissedSchema = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(
    z.object({
      dismissReason: z.string().nullable(),
      securityVulnerability: z.object({ severity: z.string() }).nullable(),
    }),
  ),
});
type Dismissed = z.infer<typeof dismissedSchema>;

export const vulnerabilitiesSchema = z.object({
  hasVulnerabilityAlertsEnabled: z.boolean().nullable(),
  open: z
    .object({
      totalCount: z.number(),
      nodes: z.array(
        z.object({
          createdAt: z.string(),
          dependencyScope: z.string().nullable(),
          securityVulnerability: z.object({ severity: z.string() }).nullable(),
        }),
      ),
    })
    .nullable(),
  dismissed: dismissedSchema.nullable(),
});
type Vulnerabilities = z.infer<typeof vulnerabilitiesSchema>;

const dismissedSelection =
  "pageInfo { hasNextPage endCursor } nodes { dismissReason securityVulnerability { severity } }";
const selection = `hasVulnerabilityAlertsEnabled
open: vulnerabilityAlerts(states: [OPEN], first: 100) { totalCount nodes { createdAt dependencyScope securityVulnerability { severity } } }
dismissed: vulnerabilityAlerts(states: [DISMISSED], first: 100) { ${dismissedSelection} }`;
const alertsRight = "Dependabot alerts: read";

/** Vulnerabilities of a repository where more alerts were dismissed than one page has. */
export interface CutDismissals {
  readonly home: Home;
  readonly value: FactValue<"vulnerabilities">;
  readonly at: string;
  /** How many of those that were read count as tolerated. */
  readonly counted: number;
  /** Where the next page begins. */
  readonly after: string;
}

/** Asks what Dependabot found. Two connections. What has more pages is left to tellDismissals. */
export function vulnerabilitiesPart(home: Home, sheet: AnswerSheet, cut: (one: CutDismissals) => void): Part {
  return part(fieldOf(home, selection), 2, alertsRight, vulnerabilitiesSchema, (reading) => {
    if (reading.state === "missing") return tellHome(sheet, home, "vulnerabilities", hidden(alertsRight));
    if (reading.state !== "value") return tellHome(sheet, home, "vulnerabilities", reading);
    const { value, at } = reading;
    const why = reading.problem("open", alertsRight) ?? reading.problem("dismissed", alertsRight);
    const told = why ?? vulnerabilitiesFact(value);
    tellHome(sheet, home, "vulnerabilities", told, at);
    const after = nextOf(value.dismissed);
    if (told.state === "value" && value.dismissed !== null && after !== undefined)
      cut({ home, value: told.value, at, counted: toleratedIn(value.dismissed), after });
  });
}

/** Pages of dismissed alerts that are counted besides the first; how many there are beyond is not told. */
const morePages = 4;

/** Counts dismissed alerts to the end of their lists. One connection a page. */
export async function tellDismissals(
  client: ApiClient,
  sheet: AnswerSheet,
  cut: readonly CutDismissals[],
): Promise<void> {
  let open = cut;
  for (let page = 1; page <= morePages && open.length > 0; page++) {
    const next: CutDismissals[] = [];
    const parts = open.map((one) => dismissedPart(one, sheet, (more) => next.push(more)));
    await askParts(client, parts);
    open = next;
  }
}

const pageSchema = z.object({ dismissed: dismissedSchema.nullable() });

function dismissedPart(one: CutDismissals, sheet: AnswerSheet, cut: (more: CutDismissals) => void): Part {
  const { home, value, after } = one;
  const page = `dismissed: vulnerabilityAlerts(states: [DISMISSED], first: 100, after: ${quoted(after)}) { ${dismissedSelection} }`;
  return part(fieldOf(home, page), 1, alertsRight, pageSchema, (reading) => {
    // What cannot be read leaves the answer as it was told, without a count.
    if (reading.state !== "value" || reading.value.dismissed === null) return;
    const { dismissed } = reading.value;
    const counted = one.counted + toleratedIn(dismissed);
    const at = earliest(one.at, reading.at);
    const next = nextOf(dismissed);
    if (next !== undefined) return cut({ ...one, counted, at, after: next });
    tellHome(sheet, home, "vulnerabilities", { state: "value", value: { ...value, dismissed: counted } }, at);
  });
}

function nextOf(list: Dismissed | null): string | undefined {
  return list?.pageInfo.hasNextPage ? (list.pageInfo.endCursor ?? undefined) : undefined;
}

/** Serious alerts that were dismissed for what mends nothing. */
function toleratedIn({ nodes }: Dismissed): number {
  return nodes.filter(
    ({ dismissReason, securityVulnerability }) =>
      ["no_bandwidth", "tolerable_risk"].includes((dismissReason ?? "").toLowerCase()) &&
      ["HIGH", "CRITICAL"].includes(securityVulnerability?.severity ?? ""),
  ).length;
}

/** Alerts that are off have nothing to tell; a list that is null is hidden. */
export function vulnerabilitiesFact({
  hasVulnerabilityAlertsEnabled: on,
  open,
  dismissed,
}: Vulnerabilities): Told<"vulnerabilities"> {
  if (on === false) return { state: "absent" };
  if (on === null || open === null || dismissed === null) return hidden(alertsRight);
  const read = open.nodes.map(({ createdAt, dependencyScope, securityVulnerability }) => ({
    createdAt,
    severity: named(severities, securityVulnerability?.severity),
    scope: named(scopes, dependencyScope),
  }));
  const alerts = read.flatMap(({ createdAt, severity, scope }) =>
    severity === undefined ? [] : [{ severity, createdAt, ...(scope === undefined ? {} : { scope }) }],
  );
  if (alerts.length < read.length) return unanswered("it told a severity that is not known");
  const isWhole = !dismissed.pageInfo.hasNextPage;
  return {
    state: "value",
    value: {
      open: alerts,
      ...(isWhole ? { dismissed: toleratedIn(dismissed) } : {}),
      complete: open.totalCount <= open.nodes.length,
    },
  };
}

function named<T>(table: Readonly<Record<string, T>>, key: string | null | undefined): T | undefined {
  return typeof key === "string" && Object.hasOwn(table, key) ? table[key] : undefined;
}
