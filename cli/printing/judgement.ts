import { productionReadiness } from "../../catalog/initiative";
import { plain } from "../../policy-pack/engine/text";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "../../scorecard/schema";
import { type Cell, counted, type Paint, table, wrap } from "../terminal";
import { standing, violationText } from "./finding";
import type { Look } from "./look";

/** More blocking failures than this are listed without how to mend them: the list would be too long to read. */
const mostWithFix = 10;

/** A judgement at a glance: every service in a line, then all that blocks, then what else is missing by rule. */
export function judgementText(card: Scorecard, summary: string, look: Look): string {
  const { paint } = look;
  return [
    heading(card),
    "",
    servicesTable(card.services, paint),
    ...blockers(card, look),
    ...byRule(
      "Advisory, by rule",
      card.services,
      ({ outcome, enforcement }) => outcome !== "unknown" && enforcement === "advisory",
      look,
    ),
    ...unknowns(card.services, look),
    ...listed("Notices", [...card.problems, ...card.notices], look),
    "",
    summary,
  ].join("\n");
}

/** What was judged, from what, and for which day. */
export function heading({ stack, mode, judgedFor, whatIf, source, scope }: Scorecard): string {
  const from = {
    state: "from its stored state",
    engine: "in a run of the engine",
    program: `from the program, as in a first preview; ${source.vendors === "none" ? `look-ups not made (${source.notLookedUp})` : "the sandbox in the place of all vendors"}`,
  }[source.from];
  const may =
    scope === "all" ? "" : `; may block: ${scope.length === 0 ? "no service" : scope.map(plain).join(", ")}`;
  return `Stack ${plain(stack)}, mode ${mode}, judged for ${judgedFor}${whatIf ? " (what if)" : ""} ${from}${may}.`;
}

function servicesTable(services: readonly ScoredService[], paint: Paint): string {
  const head = ["service", "tier", "level", "must be", "blocks", "advisory", "unknown", "waived", "owner"];
  const rows = [...services].sort(byUrgency).map((service): readonly Cell[] => {
    const own = service.levels.find(({ set }) => set === productionReadiness);
    const level = own?.withWaivers ?? "none";
    const { blocks, advisory, unknown, waived } = countsOf(service);
    return [
      { text: plain(service.name), paint: blocks > 0 ? paint.red : paint.bold },
      { text: String(service.tier), right: true },
      { text: level === "none" ? "-" : level },
      { text: own?.must ?? "-" },
      numberCell(blocks, paint.red),
      numberCell(advisory, paint.yellow),
      numberCell(unknown, paint.cyan),
      numberCell(waived, paint.dim),
      { text: plain(service.owner ?? "-") },
    ];
  });
  const titles = head.map(
    (text, index): Cell => ({ text, paint: paint.bold, right: [1, 4, 5, 6, 7].includes(index) }),
  );
  return table([titles, ...rows]);
}

function numberCell(value: number, paint: (text: string) => string): Cell {
  return value === 0 ? { text: ".", right: true } : { text: String(value), paint, right: true };
}

interface Counts {
  readonly blocks: number;
  readonly advisory: number;
  readonly unknown: number;
  readonly waived: number;
}

function countsOf(service: ScoredService): Counts {
  const { findings } = service;
  const failed = findings
    .filter(({ outcome }) => outcome !== "unknown")
    .flatMap(({ violations }) => violations);
  return {
    blocks: blocksOf(service).length,
    advisory: failed.filter(({ enforcement }) => enforcement === "advisory").length,
    unknown: findings.filter(({ outcome }) => outcome === "unknown").length,
    waived: findings.reduce((sum, { waived }) => sum + waived.length, 0),
  };
}

/** What blocks comes first, then the stricter tier, then the name. */
function byUrgency(a: ScoredService, b: ScoredService): number {
  const blocking = Number(countsOf(b).blocks > 0) - Number(countsOf(a).blocks > 0);
  return blocking || a.tier - b.tier || (a.name < b.name ? -1 : 1);
}

/** All that blocks this run, service by service and never cut; how to mend it as well, where it is not much. */
function blockers({ services, stack }: Scorecard, { width, paint }: Look): readonly string[] {
  const count = services.reduce((sum, service) => sum + blocksOf(service).length, 0);
  if (count === 0) return [];
  const fixes = count <= mostWithFix;
  const look = { width, paint, chain: false, fixes };
  const lines = [...services].sort(byUrgency).flatMap((service) => {
    const own = blocksOf(service);
    if (own.length === 0) return [];
    const title = `${paint.bold(plain(service.name))} (${standing(service, productionReadiness)})`;
    return [title, ...own.map(({ rule, violation }) => violationText(rule, violation, look))];
  });
  const hint = `How to mend what a service lacks: readiness judge --stack ${plain(stack)} --service <name>`;
  return ["", paint.bold("Blocks this run"), ...lines, ...(fixes ? [] : ["", hint])];
}

interface Block {
  readonly rule: string;
  readonly violation: ScoredViolation;
}

function blocksOf({ findings }: ScoredService): readonly Block[] {
  return findings.flatMap(({ rule, violations }) =>
    violations
      .filter(({ enforcement }) => enforcement === "mandatory")
      .map((violation) => ({ rule, violation })),
  );
}

function byRule(
  title: string,
  services: readonly ScoredService[],
  test: (finding: ScoredFinding) => boolean,
  { width, paint }: Look,
): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { name, findings } of services)
    for (const finding of findings.filter(test))
      names.set(finding.rule, [...(names.get(finding.rule) ?? []), plain(name)]);
  if (names.size === 0) return [];
  const lines = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, all]) => wrap(`${rule}  ${counted(all.length, "service")}: ${all.join(", ")}`, width, "  "));
  return ["", paint.bold(title), ...lines];
}

function unknowns(services: readonly ScoredService[], look: Look): readonly string[] {
  const causes = ["authored", "partial", "unobserved", "planned", "no-collector"] as const;
  return causes.flatMap((cause) =>
    byRule(
      `Unknown (${cause}), by rule`,
      services,
      (one) => one.outcome === "unknown" && one.cause === cause,
      look,
    ),
  );
}

function listed(title: string, lines: readonly string[], { width, paint }: Look): readonly string[] {
  if (lines.length === 0) return [];
  return ["", paint.bold(title), ...lines.map((line) => wrap(plain(line), width, "  "))];
}
