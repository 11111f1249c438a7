import type { Cause, Explained, ExplainedDiff } from "./causes";
import { explainDiff } from "./causes";
import { keyOf, pairServices, type ServicePair } from "./diff";
import type { ResourceChange } from "./resource-changes";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "./schema";

/** A failure of a rule by a service that would mean something else. */
export interface WhatIfFailure extends Pick<ScoredViolation, "text" | "fix" | "due"> {
  readonly service: string;
  readonly tier: 1 | 2 | 3;
  readonly rule: string;
  /** What makes it another, where the scorecards tell. */
  readonly cause?: Cause;
}

/** What would be another if something were, each failure in one list only. */
interface WhatIfOutcome {
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
  /** The mode that the stack would have. */
  readonly mode: Scorecard["mode"];
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
  const modes = [now.mode, then.mode] as const;
  const entries = pairs.flatMap((pair) => failuresOf(pair, modes, causes));
  const of = (group: Group): readonly WhatIfFailure[] =>
    entries.filter((one) => one.group === group).map(({ failure }) => failure);
  const gated = ({ mode, summary }: Scorecard): ReadonlySet<string> =>
    new Set(mode === "advise" ? [] : summary.gatedServices);
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

function failuresOf(
  { then: old, now: young }: ServicePair,
  [modeNow, modeThen]: readonly [Scorecard["mode"], Scorecard["mode"]],
  causes: Causes,
): readonly Entry[] {
  const [was, is] = [old?.findings ?? [], young.findings].map(
    (findings) => new Map(findings.map((finding) => [keyOf(finding), finding])),
  );
  return [...new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])])].flatMap((key) => {
    const [before, after] = [was?.get(key), is?.get(key)];
    const finding = after ?? before;
    if (finding === undefined) return [];
    const cause = causes.get(placeOf(young.name, finding));
    return groupsOf(
      { mode: modeNow, violations: before?.violations ?? [] },
      { mode: modeThen, violations: after?.violations ?? [] },
    ).map(([group, violation]) => ({ group, failure: failureOf(young, finding, violation, cause) }));
  });
}

function failureOf(
  { name, tier }: Pick<ScoredService, "name" | "tier">,
  { rule }: ScoredFinding,
  { text, fix, due }: ScoredViolation,
  cause: Cause | undefined,
): WhatIfFailure {
  return {
    service: name,
    tier,
    rule,
    text,
    ...(fix === undefined ? {} : { fix }),
    ...(due === undefined ? {} : { due }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** The failures of a rule in a stack of some mode. */
interface Side {
  readonly mode: Scorecard["mode"];
  readonly violations: readonly ScoredViolation[];
}

/** How much a failure weighs: 3 for a run, 2 for the gate only, 1 advisory, 0 nothing or not there. */
function weightIn({ mode, violations }: Side, { message, subject }: ScoredViolation): number {
  const found = violations.find((one) => one.message === message && one.subject === subject);
  if (found === undefined) return 0;
  if (found.enforcement === "mandatory") return 3;
  if (found.gate === "mandatory" && mode !== "advise") return 2;
  return found.enforcement === "off" && found.gate === "off" ? 0 : 1;
}

const heavier: readonly Group[] = ["advises", "gates", "blocks"];

function groupsOf(before: Side, after: Side): readonly (readonly [Group, ScoredViolation])[] {
  const grown = after.violations.flatMap((violation) => {
    const weight = weightIn(after, violation);
    const group = heavier[weight - 1];
    const isMore = group !== undefined && weight > weightIn(before, violation);
    return isMore ? [[group, violation] as const] : [];
  });
  const eased = before.violations
    .filter((violation) => weightIn(before, violation) > 1 && weightIn(after, violation) < 2)
    .map((violation) => ["eases", violation] as const);
  return [...grown, ...eased];
}
