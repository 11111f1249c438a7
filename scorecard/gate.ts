import { stateOfEmergency } from "../policy-pack/engine/context";
import { coversRule } from "../tiers/initiatives";
import { cappedAtAdvisory, levelRank } from "../tiers/levels";
import type { Scorecard, ScoredFinding, ScoredInitiative, ScoredService, ScoredViolation } from "./schema";
import { stackNameOf } from "./stack-name";

/** May a service be deployed: yes, no, or nobody can tell, which is no yes either. */
type Verdict = "allowed" | "denied" | "could-not-tell";

/** What a deployment tool asks. */
export interface GateQuestion {
  readonly service: string;
  /** A stack's name, with its project before it (shop/prod) where several projects have one of that name. */
  readonly stack: string;
  readonly now: Date;
  /** How old the facts may be, in milliseconds. */
  readonly maxAge: number;
}

/** A failure that the gate minds, with its rule. */
export interface GateViolation extends Pick<ScoredViolation, "message" | "text" | "fix" | "subject"> {
  readonly rule: string;
  readonly level: ScoredFinding["level"];
}

/** Something that ends by itself on a UTC day, after which the answer may be another. */
interface GateEnd {
  readonly day: string;
  readonly what: string;
}

type Lock = NonNullable<Scorecard["locks"]>[number];

/** The answer for one service, with all that it rests on. */
export interface GateAnswer {
  readonly service: string;
  readonly stack: string;
  readonly verdict: Verdict;
  /** Sentences on why it is no yes; besides a break-glass, why it would be none. */
  readonly reasons: readonly string[];
  /** Failures that block, or that would but for the mode or a break-glass. */
  readonly violations: readonly GateViolation[];
  /** Locks that are in force today. */
  readonly locks: readonly Lock[];
  /** The emergency that lets the service through, whatever else is said. */
  readonly breakGlass?: NonNullable<Scorecard["breakGlass"]>;
  /** Sentences on what does not decide, such as a lock that has ended. */
  readonly notes: readonly string[];
  readonly ends: readonly GateEnd[];
  /** The time, in ISO 8601, from which a yes must be asked for again. */
  readonly until?: string;
  readonly standing?: Pick<ScoredService, "tier" | "levels"> & Pick<Scorecard, "mode">;
  readonly evidence?: Pick<Scorecard, "judgedFor" | "source">;
}

/** Says whether a service may be deployed. What is missing, too old, or of something else is never a yes. */
export function gateAnswer(cards: readonly Scorecard[], question: GateQuestion): GateAnswer {
  const [card, ...others] = cards.filter(
    (one) => stackNameOf(one) === question.stack || one.stack === question.stack,
  );
  if (card === undefined) return couldNotTell(question, `The scorecard is of ${namesOf(cards)}.`);
  if (others.length > 0) return couldNotTell(question, `Say which is meant: ${namesOf([card, ...others])}.`);
  if (card.whatIf) return couldNotTell(question, `The scorecard is a what-if for ${card.judgedFor}.`);
  const service = card.services.find(({ name, aliases }) => [name, ...aliases].includes(question.service));
  if (service !== undefined) return answerFor(service, card, question);
  if (card.only !== undefined) return couldNotTell(question, `The scorecard is of ${card.only} only.`);
  const reason = `There is no service ${question.service} in ${stackNameOf(card)}.`;
  return { ...couldNotTell(question, reason), verdict: "denied" };
}

/** The answer where nothing can be said of the service. */
export function couldNotTell({ service, stack }: Pick<GateQuestion, "service" | "stack">, reason: string) {
  const nothing = { violations: [], locks: [], notes: [], ends: [] };
  return { service, stack, verdict: "could-not-tell", reasons: [reason], ...nothing } satisfies GateAnswer;
}

function namesOf(cards: readonly Scorecard[]): string {
  return cards.map(stackNameOf).join(", ");
}

function answerFor(service: ScoredService, card: Scorecard, question: GateQuestion): GateAnswer {
  const { now, maxAge } = question;
  const { mode, source, judgedFor, problems } = card;
  const breakGlass = emergencyFor(service, card, now);
  const own = (card.locks ?? []).filter((lock) => isOf(lock.service, service));
  const today = now.toISOString().slice(0, 10);
  const locks = own.filter(({ until }) => until >= today);
  const violations = service.findings.flatMap(gateViolations);
  const deadlines = mode === "advise" ? [] : deadlinesOf(service, card);
  const doubts = [
    ...ageDoubts(card, now, maxAge),
    ...(service.findings.length === 0 ? ["No rule was judged for it."] : []),
    ...(card.locks === undefined ? ["The scorecard does not say which services are locked."] : []),
    ...(mode === "advise" ? [] : problems),
    ...deadlines
      .filter(({ day }) => day < today)
      .map(({ day, since }) => `${since} on ${day}; make a new scorecard.`),
  ];
  const denials = [
    ...locks.map(({ by, reason, until }) => `It is locked by ${by} until the end of ${until}: ${reason}`),
    ...(violations.length > 0 && mode !== "advise" ? [blockedBy(violations.length)] : []),
  ];
  const judged = doubts.length > 0 ? "could-not-tell" : denials.length > 0 ? "denied" : "allowed";
  const verdict = breakGlass === undefined ? judged : "allowed";
  const ends = [statedTime(card) + maxAge, ...deadlines.map(({ day }) => Date.parse(day) + dayLong)];
  return {
    service: service.name,
    stack: stackNameOf(card),
    verdict,
    reasons: [...doubts, ...denials],
    violations,
    locks,
    ...(breakGlass === undefined ? {} : { breakGlass }),
    notes: [
      ...own.filter(({ until }) => until < today).map(({ until, by }) => endedLock(until, by)),
      ...(mode === "advise" && violations.length > 0
        ? ["In mode advise no failure denies; in mode enforce these would."]
        : []),
      ...(mode === "advise" ? problems : []),
    ],
    ends: endsOf(service),
    ...(verdict !== "allowed"
      ? {}
      : { until: breakGlass?.until ?? new Date(Math.min(...ends)).toISOString() }),
    standing: { tier: service.tier, levels: service.levels, mode },
    evidence: { judgedFor, source },
  };
}

function blockedBy(count: number): string {
  return count === 1 ? "1 failure blocks its gate." : `${count} failures block its gate.`;
}

function endedLock(until: string, by: string): string {
  return `The lock by ${by} ended on ${until}; \`readiness unlock\` removes it.`;
}

function isOf(name: string, service: ScoredService): boolean {
  return [service.name, ...service.aliases].includes(name);
}

/** An emergency of this very service that is in force now; one of the whole stack lets the catalog's own runs through. */
function emergencyFor(
  service: ScoredService,
  { breakGlass, source, judgedFor }: Scorecard,
  now: Date,
): Scorecard["breakGlass"] {
  if (breakGlass?.service === undefined || !isOf(breakGlass.service, service)) return undefined;
  const state = stateOfEmergency(breakGlass, { statedAt: source.statedAt ?? judgedFor }, { now });
  return state === "in-force" ? breakGlass : undefined;
}

/** What blocks the gate without an emergency: the scorecard's may have ended since. */
function gateViolations({ rule, level, violations }: ScoredFinding): readonly GateViolation[] {
  return violations
    .filter(({ gate, gateAfterEmergency }) => (gateAfterEmergency ?? gate) === "mandatory")
    .map(({ message, text, fix, subject }) => ({
      rule,
      level,
      message,
      text,
      ...(fix === undefined ? {} : { fix }),
      ...(subject === undefined ? {} : { subject }),
    }));
}

/** Facts of the future are as little worth as old ones; clocks may differ by some minutes. */
const clockTolerance = 5 * 60 * 1_000;

function ageDoubts(card: Scorecard, now: Date, maxAge: number): readonly string[] {
  const age = now.getTime() - statedTime(card);
  const stated = new Date(statedTime(card)).toISOString().replace(/:\d\d\.\d{3}Z$/, "Z");
  if (age < -clockTolerance) return [`Its facts are of ${stated}, which is still to come by this clock.`];
  if (age <= maxAge) return [];
  return [
    `Its facts are too old: they are of ${stated}, ${hours(age)} ago, and at most ${hours(maxAge)} count.`,
  ];
}

/** When the facts were stated, at the earliest. */
function statedTime({ source, judgedFor }: Pick<Scorecard, "source" | "judgedFor">): number {
  return Date.parse(source.statedAt ?? judgedFor);
}

function hours(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

const dayLong = 24 * 60 * 60 * 1_000;

/** A day after which this scorecard's yes counts no more, and what to say then. */
interface Deadline {
  readonly day: string;
  readonly since: string;
}

/** What keeps failures from blocking until a day: waivers of what is mandatory, and time to mend. */
function deadlinesOf(service: ScoredService, { initiatives }: Scorecard): readonly Deadline[] {
  return service.findings.flatMap((finding): Deadline[] => {
    const { rule, violations, waived } = finding;
    const isMandatoryAfter = (day: string): boolean =>
      isMandatoryAtTier(finding, service) ||
      initiatives.some((one) => one.initiative.deadline <= day && isCovered(finding, service, one));
    return [
      ...violations.flatMap(({ gate, due }) =>
        due === undefined || gate !== "advisory" ? [] : [{ day: due, since: `Time to meet ${rule} ended` }],
      ),
      ...waived.flatMap(({ waiver: { expires: day } }) =>
        isMandatoryAfter(day) ? [{ day, since: `The waiver of ${rule} ended` }] : [],
      ),
    ];
  });
}

function isMandatoryAtTier({ rule, set, level }: ScoredFinding, { levels }: ScoredService): boolean {
  const must = levels.find((one) => one.set === set)?.must;
  return must !== undefined && levelRank(level) <= levelRank(must) && !cappedAtAdvisory.includes(rule);
}

function isCovered(
  { rule: id, set, level }: ScoredFinding,
  { name }: ScoredService,
  { initiative, services }: ScoredInitiative,
): boolean {
  return services.some((one) => one.name === name) && coversRule(initiative, { id, set, level });
}

/** Days after which time alone may make it a no, earliest first. */
function endsOf({ findings }: ScoredService): readonly GateEnd[] {
  const ends = findings.flatMap(({ rule, violations, waived }): GateEnd[] => [
    ...violations.flatMap(({ gate, due }) =>
      due === undefined || gate === "mandatory" ? [] : [{ day: due, what: `${rule} becomes stricter` }],
    ),
    ...waived.map(({ waiver }) => ({ day: waiver.expires, what: `the waiver of ${rule} ends` })),
  ]);
  const isFirst = (one: GateEnd, index: number): boolean =>
    ends.findIndex(({ day, what }) => day === one.day && what === one.what) === index;
  return ends.filter(isFirst).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
