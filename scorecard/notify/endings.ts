import type { Waiver } from "../../catalog/waiver";
import { counted } from "../../policy-pack/engine/summary-words";
import { daysBetween } from "../../tiers/calendar";
import type { Scorecard, ScoredInitiative, ScoredService, ScoredTask, ScoredViolation } from "../schema";
import { inDays, keyOfParts, type Piece, type Subject, stepReached } from "./piece";

/** Days before an end at which it is told, by what ends. */
export interface Steps {
  readonly waivers: readonly number[];
  readonly deadlines: readonly number[];
  readonly initiatives: readonly number[];
}

/** Days for which it is still told that something has ended, so that a weekly run misses nothing. */
const daysAfter = 7;

/** Waivers that end soon or have just ended, and that no other one goes on for. */
export function waiverPieces(card: Scorecard, steps: Steps["waivers"]): readonly Piece[] {
  const named = new Map(
    card.services.flatMap((one) => [one.name, ...one.aliases].map((name) => [name, one])),
  );
  return card.waivers.flatMap(({ waiver, state }) => {
    const service = named.get(waiver.service);
    if (service === undefined || hasSuccessor(waiver, service, card)) return [];
    const left = daysBetween(card.judgedFor, waiver.expires);
    const what = `The waiver of ${waiver.rule}${waiver.subject === undefined ? "" : ` for ${waiver.subject}`}`;
    const piece = (point: string | number, text: string): Piece => ({
      key: keyOfParts(
        "waiver",
        card.project,
        card.stack,
        service.name,
        waiver.rule,
        waiver.subject,
        waiver.expires,
        point,
      ),
      kind: "waivers",
      place: placeOf(card),
      about: subjectOf(service),
      text,
    });
    const step = stepReached(left, steps);
    if (state === "in-force" && step !== undefined)
      return [piece(step, `${what} ends on ${waiver.expires}, ${inDays(left)} (${waiver.reason}).`)];
    if (state === "expired" && left < 0 && left >= -daysAfter)
      return [piece("ended", `${what} ended on ${waiver.expires}: ${afterEnd(waiver, service)}`)];
    return [];
  });
}

/** What an ended waiver leaves, as the end of a sentence: what it accepted may have been mended in time. */
function afterEnd({ rule, subject }: Waiver, { findings }: ScoredService): string {
  const own = findings.filter((one) => one.rule === rule);
  const violations = own.flatMap((one) => one.violations);
  const isOpen = ({ message }: ScoredViolation): boolean => message === "unknown" || message === "error";
  if (violations.some((one) => !isOpen(one) && (subject === undefined || one.subject?.trim() === subject)))
    return "the failure counts again.";
  const isJudged = own.length > 0 && own.every(({ outcome }) => outcome !== "unknown" && outcome !== "error");
  return isJudged && !violations.some(isOpen)
    ? "nothing fails that it accepted, so that it can be removed."
    : "whether the failure counts again could not be judged.";
}

function hasSuccessor(waiver: Waiver, { name, aliases }: ScoredService, { waivers }: Scorecard): boolean {
  return waivers.some(
    ({ waiver: other, state }) =>
      state === "in-force" &&
      other.rule === waiver.rule &&
      [name, ...aliases].includes(other.service) &&
      (other.subject === undefined || other.subject === waiver.subject) &&
      other.expires > waiver.expires,
  );
}

/** Failures that become stricter soon, a piece for each service and day, and tasks that are due or overdue. */
export function deadlinePieces(card: Scorecard, steps: Steps["deadlines"]): readonly Piece[] {
  return card.services.flatMap((service) => [
    ...duePieces(card, service, steps),
    ...(service.tasks ?? []).flatMap((task) => taskPiece(card, service, task, steps)),
  ]);
}

const mostRules = 5;

function duePieces(card: Scorecard, service: ScoredService, steps: readonly number[]): readonly Piece[] {
  const rules = new Map<string, string[]>();
  for (const { rule, violations } of service.findings)
    for (const day of new Set(violations.flatMap(({ due }) => due ?? [])))
      rules.set(day, [...(rules.get(day) ?? []), rule]);
  return [...rules].sort(byDay).flatMap(([day, names]) => {
    const left = daysBetween(card.judgedFor, day);
    const step = stepReached(left, steps);
    if (step === undefined) return [];
    const verb = names.length === 1 ? "becomes" : "become";
    const text = `${counted(names.length, "failing rule")} ${verb} stricter after ${day}, ${inDays(left)}: ${listOf(names)}.`;
    return [piece(card, service, ["due", day, step], text)];
  });
}

function byDay([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function taskPiece(
  card: Scorecard,
  service: ScoredService,
  { rules, url, due, overdue }: ScoredTask,
  steps: readonly number[],
): readonly Piece[] {
  const what = `The task for ${listOf(rules)}`;
  if (overdue)
    return [
      {
        ...piece(
          card,
          service,
          ["task", url, due ?? "", "overdue"],
          `${what} is overdue${due === undefined ? "" : ` since ${due}`}.`,
        ),
        url,
      },
    ];
  if (due === undefined || isToldAnyway(service, rules, due)) return [];
  const left = daysBetween(card.judgedFor, due);
  const step = stepReached(left, steps);
  if (step === undefined) return [];
  const text = `${what} is due on ${due}, ${inDays(left)}.`;
  return [{ ...piece(card, service, ["task", url, due, step], text), url }];
}

/** Whether the failures of these rules have the same day themselves. */
function isToldAnyway({ findings }: ScoredService, rules: readonly string[], due: string): boolean {
  return rules.every((rule) =>
    findings.some((one) => one.rule === rule && one.violations.some((violation) => violation.due === due)),
  );
}

function piece(
  card: Scorecard,
  service: ScoredService,
  key: readonly (string | number)[],
  text: string,
): Piece {
  return {
    key: keyOfParts("deadline", card.project, card.stack, service.name, ...key),
    kind: "deadlines",
    place: placeOf(card),
    about: subjectOf(service),
    text,
  };
}

/** Initiatives whose deadline comes near or has just passed, with who is not there yet. */
export function initiativePieces(card: Scorecard, steps: Steps["initiatives"]): readonly Piece[] {
  return card.initiatives.flatMap((one) => {
    const late = one.services.filter(({ met }) => !met).map(({ name }) => name);
    const point = pointOf(one, steps);
    if (point === undefined || late.length === 0) return [];
    const { id, title, deadline, brief, goal } = one.initiative;
    const when =
      point === "ended"
        ? `is mandatory since ${deadline} passed`
        : `ends on ${deadline}, ${inDays(one.daysLeft)}`;
    const met = one.services.length - late.length;
    const text = `${title} ${when}. ${met} of ${counted(one.services.length, "service")} there, the goal is ${goal} %; not yet: ${listOf(late, 10)}.`;
    return [
      {
        key: keyOfParts("initiative", card.project, card.stack, id, deadline, point),
        kind: "initiatives",
        place: placeOf(card),
        about: { name: id },
        text,
        url: brief?.url,
      },
    ];
  });
}

function pointOf(
  { state, daysLeft }: ScoredInitiative,
  steps: readonly number[],
): number | "ended" | undefined {
  if (state === "running") return stepReached(daysLeft, steps);
  return state === "ended" && daysLeft >= -daysAfter ? "ended" : undefined;
}

function placeOf({ project, stack }: Scorecard): Piece["place"] {
  return { project, stack };
}

function subjectOf({ name, tier, owner }: ScoredService): Subject {
  return { name, tier, owner };
}

/** Names as a list that is not too long. */
export function listOf(names: readonly string[], most = mostRules): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
