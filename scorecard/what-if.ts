import type { Cause, Explained, ExplainedDiff } from "./causes";
import { explainDiff } from "./causes";
import { keyOf, pairServices, type ServicePair } from "./diff";
import type { ResourceChange } from "./resource-changes";
import type { Scorecard, ScoredFinding, ScoredViolation } from "./schema";

/** A failure of a rule by a service that would mean something else. */
export interface WhatIfFailure extends Pick<ScoredViolation, "text" | "fix" | "due"> {
  readonly service: string;
  readonly tier: 1 | 2 | 3;
  readonly rule: string;
  /** What makes it another, where the scorecards tell. */
  readonly cause?: Cause;
}

/** What would be another if something were, each failure in one list only. */
export interface WhatIfOutcome {
  /** Failures that would newly block a run. */
  readonly blocks: readonly WhatIfFailure[];
  /** Those that would newly block the gate of their service, and no run. */
  readonly gates: readonly WhatIfFailure[];
  /** Those that would newly be advisory, and block nothing. */
  readonly advises: readonly WhatIfFailure[];
  /** Those that would block neither run nor gate any more, as they are now. */
  readonly eases: readonly WhatIfFailure[];
  /** Services whose gate would deny, and those whose gate would no longer. */
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  readonly levels: ExplainedDiff["levels"];
}

/** The whole answer to a what-if. */
export interface WhatIf extends WhatIfOutcome {
  readonly project: string;
  readonly stack: string;
  /** The UTC day that it would be. */
  readonly judgedFor: string;
  /** What would be another, a clause each, such as "cart goes from tier 2 to 1". */
  readonly asked: readonly string[];
  /** Against what the program declares now; what exists nobody looked at. */
  readonly resources: readonly ResourceChange[];
}

/** Compares a stack as it is with the same as it would be. */
export function whatIfOutcome(now: Scorecard, then: Scorecard): WhatIfOutcome {
  const explained = explainDiff(now, then);
  const causes = causesByPlace(explained);
  const pairs = pairServices(now, then);
  const entries = pairs.flatMap((pair) => failuresOf(pair, causes));
  const of = (group: Group): readonly WhatIfFailure[] =>
    entries.filter((one) => one.group === group).map(({ failure }) => failure);
  const gated = (card: Scorecard): ReadonlySet<string> => new Set(card.summary.gatedServices);
  return {
    blocks: of("blocks"),
    gates: of("gates"),
    advises: of("advises"),
    eases: of("eases"),
    closes: [...gated(then)].filter((name) => !gated(now).has(name)),
    opens: [...gated(now)].filter((name) => !gated(then).has(name)),
    levels: explained.levels,
  };
}

type Group = "blocks" | "gates" | "advises" | "eases";

interface Entry {
  readonly group: Group;
  readonly failure: WhatIfFailure;
}

type Causes = ReadonlyMap<string, Cause>;

/** What makes a rule's outcome another comes before what makes the rule mean something else. */
function causesByPlace({ findings, enforcements }: ExplainedDiff): Causes {
  type Change = { readonly service: string; readonly set: string; readonly rule: string };
  const known = ({ change, cause }: Explained<Change>) => [placeOf(change.service, change), cause] as const;
  return new Map([...enforcements.map(known), ...findings.map(known)]);
}

function placeOf(service: string, finding: Pick<ScoredFinding, "set" | "rule">): string {
  return `${service}\n${keyOf(finding)}`;
}

function failuresOf({ then: old, now: young }: ServicePair, causes: Causes): readonly Entry[] {
  const [before, after] = [old?.findings ?? [], young.findings].map(
    (findings) => new Map(findings.map((finding) => [keyOf(finding), finding])),
  );
  return [...new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])])].flatMap((key) => {
    const [was, is] = [before?.get(key), after?.get(key)];
    const finding = is ?? was;
    if (finding === undefined) return [];
    const cause = causes.get(placeOf(young.name, finding));
    const failure = ({ text, fix, due }: ScoredViolation): WhatIfFailure => ({
      service: young.name,
      tier: young.tier,
      rule: finding.rule,
      text,
      ...(fix === undefined ? {} : { fix }),
      ...(due === undefined ? {} : { due }),
      ...(cause === undefined ? {} : { cause }),
    });
    return groupsOf(was?.violations ?? [], is?.violations ?? []).map(([group, violation]) => {
      return { group, failure: failure(violation) };
    });
  });
}

/** How much a failure weighs: 3 for a run, 2 for the gate only, 1 advisory, 0 nothing or not there. */
function weightOf(violation: ScoredViolation | undefined): number {
  if (violation === undefined) return 0;
  if (violation.enforcement === "mandatory") return 3;
  if (violation.gate === "mandatory") return 2;
  return violation.enforcement === "advisory" || violation.gate === "advisory" ? 1 : 0;
}

const heavier: readonly Group[] = ["advises", "gates", "blocks"];

function groupsOf(
  before: readonly ScoredViolation[],
  after: readonly ScoredViolation[],
): readonly (readonly [Group, ScoredViolation])[] {
  const same = (all: readonly ScoredViolation[], { message, subject }: ScoredViolation) =>
    all.find((one) => one.message === message && one.subject === subject);
  const grown = after.flatMap((violation) => {
    const weight = weightOf(violation);
    const group = heavier[weight - 1];
    const isMore = group !== undefined && weight > weightOf(same(before, violation));
    return isMore ? [[group, violation] as const] : [];
  });
  const eased = before
    .filter((violation) => weightOf(violation) > 1 && weightOf(same(after, violation)) < 2)
    .map((violation) => ["eases", violation] as const);
  return [...grown, ...eased];
}
