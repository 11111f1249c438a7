import { isFailing } from "../../tiers/attainment";
import type { Cause, ExplainedDiff } from "../causes";
import { explainDiff } from "../causes";
import { keyOf, pairServices } from "../diff";
import type { Scorecard, ScoredFinding, ScoredService } from "../schema";
import { keyOfParts, type Piece } from "./piece";

type FindingNews = ExplainedDiff["findings"][number];
type LevelNews = ExplainedDiff["levels"][number];

/**
 * What became worse between two scorecards of a stack: levels that fell, and rules that are mandatory and fail now, each
 * with its cause; and apart from them, what cannot be judged any more. The keys hold the earlier day, so that the same
 * fall is told once, and a later one again.
 */
export function degradedPieces(earlier: Scorecard, later: Scorecard): readonly Piece[] {
  const diff = explainDiff(earlier, later);
  const services = new Map(later.services.map((service) => [service.name, service]));
  const day = earlier.judgedFor;
  const of = (service: string, all: readonly FindingNews[]): readonly FindingNews[] =>
    all.filter(({ change }) => change.service === service);
  const make = (service: string): Make => {
    const place = { project: later.project, stack: later.stack };
    const { tier, owner } = services.get(service) ?? {};
    const about = { name: service, tier, owner };
    return ({ kind, key, text, because }) => ({
      key: keyOfParts(kind, place.project, place.stack, service, ...key, day),
      kind,
      place,
      about,
      text,
      because,
    });
  };
  const silent = diff.levels.filter((one) => isOfSilence(one, of(one.change.service, diff.findings)));
  const fallen = diff.levels.filter(({ change }) => change.direction === "degraded");
  return [
    ...fallen
      .filter((one) => !silent.includes(one))
      .map((one) => levelPiece(one, services.get(one.change.service), make(one.change.service))),
    ...rulePieces(earlier, later, diff, make),
    ...diff.findings.filter(isUnknownNow).map((one) => unknownPiece(one, services, make(one.change.service))),
  ];
}

type Make = (parts: {
  readonly kind: "degraded" | "unknown";
  readonly key: readonly string[];
  readonly text: string;
  readonly because?: string | undefined;
}) => Piece;

function isUnknownNow({ change: { from, to } }: FindingNews): boolean {
  return to === "unknown" && from !== undefined && from !== "unknown";
}

/** Whether a level fell for nothing but what no vendor told: that is no word about the service. */
function isOfSilence({ change, causes }: LevelNews, findings: readonly FindingNews[]): boolean {
  const worse = findings.filter(
    (one) => one.change.set === change.set && one.change.direction === "degraded",
  );
  return (
    worse.length > 0 &&
    worse.every(({ change: { to } }) => to === "unknown") &&
    causes.every(({ kind }) => kind === "evidence")
  );
}

function levelPiece({ change, causes }: LevelNews, service: ScoredService | undefined, make: Make): Piece {
  const must = service?.levels.find(({ set }) => set === change.set)?.must;
  const [from, to] = [change.from, change.to].map((level) =>
    level === undefined || level === "none" ? "no level" : level,
  );
  return make({
    kind: "degraded",
    key: ["level", change.set, change.to ?? "none"],
    text: `${from} → ${to} in ${change.set}${must === undefined ? "" : `, must be ${must}`}.`,
    because: clausesOf(causes),
  });
}

const mostCauses = 3;

function clausesOf(causes: readonly Cause[]): string {
  const shown = causes.slice(0, mostCauses).map(({ because }) => because);
  return [...shown, ...(causes.length > mostCauses ? ["and more"] : [])].join("; ");
}

/** Rules that were met, did not apply, were not judged or were advisory, and are mandatory failures now. */
function rulePieces(
  earlier: Scorecard,
  later: Scorecard,
  { findings, enforcements }: ExplainedDiff,
  make: (service: string) => Make,
): readonly Piece[] {
  const causes = new Map([
    ...enforcements.map((one) => [placeOf(one.change), one.cause] as const),
    ...findings.map((one) => [placeOf(one.change), one.cause] as const),
  ]);
  const worse = new Map(
    findings
      .filter(({ change }) => change.direction === "degraded")
      .map(({ change }) => [placeOf(change), change]),
  );
  return pairServices(earlier, later).flatMap(({ then, now }) => {
    if (then === undefined) return [];
    const before = new Map(then.findings.map((one) => [keyOf(one), one]));
    return now.findings.filter(failsMandatorily).flatMap((finding) => {
      const place = placeOf({ ...finding, service: now.name });
      const [change, old] = [worse.get(place), before.get(keyOf(finding))];
      const isStricter = old !== undefined && old.outcome === finding.outcome && !failsMandatorily(old);
      if (change === undefined && !isStricter && old !== undefined) return [];
      const [first] = change?.appeared ?? finding.violations;
      const told = first ?? finding.violations[0];
      const because = causes.get(place)?.because;
      const text = `${finding.rule} fails and is mandatory${told === undefined ? "." : `: ${told.text}`}`;
      return [make(now.name)({ kind: "degraded", key: ["rule", finding.set, finding.rule], text, because })];
    });
  });
}

function placeOf({ service, ...rest }: Pick<ScoredFinding, "set" | "rule"> & { service: string }): string {
  return keyOfParts(service, keyOf(rest));
}

/** Whether it stops something: a run, or the service's own deployments. */
export function failsMandatorily({ outcome, violations }: ScoredFinding): boolean {
  const isStrict = violations.some(
    ({ enforcement, gate }) => enforcement === "mandatory" || gate === "mandatory",
  );
  return isFailing(outcome) && isStrict;
}

function unknownPiece(
  { change }: FindingNews,
  services: ReadonlyMap<string, ScoredService>,
  make: Make,
): Piece {
  const finding = services.get(change.service)?.findings.find((one) => keyOf(one) === keyOf(change));
  return make({
    kind: "unknown",
    key: [change.set, change.rule],
    text: `${change.rule} could not be judged.`,
    because: finding?.reason ?? "no reason is known",
  });
}
