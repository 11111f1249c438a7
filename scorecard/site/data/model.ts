import type { Cause } from "../../cause";
import type { Direction, LevelChange } from "../../diff";
import type { Override } from "../../override";
import type {
  Coverage,
  ReadFact,
  RuleDefinition,
  Scorecard,
  ScoredFinding,
  ScoredInitiative,
  ScoredLevel,
  ScoredPromotion,
  ScoredService,
} from "../../schema";

/*
 * What a report's page is given, in two parts: the index, which every view needs, and details, one line a service, which
 * are read when somebody looks at that service.
 */

export type Outcome = ScoredFinding["outcome"];
export type Enforcement = ScoredFinding["enforcement"];
export type Reached = ScoredLevel["asJudged"];

/** A rule as a page tells it, once for all services; rules that stacks judge at different levels are several. */
export interface SiteRule extends Omit<RuleDefinition, "evidence"> {
  readonly set: string;
  readonly area: string;
  readonly evidence: readonly RuleDefinition["evidence"][number][];
}

/** One scorecard, apart from its services. */
export interface SiteCard
  extends Pick<
    Scorecard,
    | "project"
    | "stack"
    | "judgedFor"
    | "whatIf"
    | "mode"
    | "packVersion"
    | "catalogVersion"
    | "source"
    | "problems"
    | "notices"
  > {
  readonly revision?: string;
  /** The one service that was asked for. */
  readonly only?: string;
  /** When its facts were read at the vendors, first and last; absent where none was. */
  readonly factsRead?: { readonly from: string; readonly to: string };
  /** Locks and emergencies on its record. */
  readonly overrides: readonly Override[];
  /** Days of its earlier runs and of its own, oldest first: what the histories of its services are of. */
  readonly days: readonly string[];
}

/** What a finding may be, told once: cells of a service's outcomes name it by its place. */
export type FindingKind = readonly [Outcome, ScoredFinding["cause"] | null, Enforcement];

/** A service in the index. */
export interface ServiceRow
  extends Pick<
    ScoredService,
    "name" | "tier" | "tierFrom" | "inCatalog" | "levels" | "owner" | "lifecycle" | "tasks"
  > {
  readonly card: number;
  /** A letter a rule, in the order of the rules: see cells.ts. */
  readonly cells: string;
}

/** What became of one service, and why. */
export interface ServiceChange {
  readonly service: number;
  readonly direction: "worse" | "better" | "mixed" | "changed";
  readonly levels: readonly (Pick<LevelChange, "set" | "from" | "to" | "direction"> & {
    readonly causes: readonly Cause[];
  })[];
  readonly findings: readonly RuleChange[];
  /** Rules that mean something else now, whatever came of them. */
  readonly enforcements: readonly {
    readonly set: string;
    readonly rule: string;
    readonly from: Enforcement;
    readonly to: Enforcement;
    readonly cause: Cause;
  }[];
}

export interface RuleChange {
  readonly set: string;
  readonly rule: string;
  readonly direction: Direction;
  readonly from?: Outcome;
  readonly to?: Outcome;
  readonly cause: Cause;
  /** Failures that came and went. */
  readonly more: number;
  readonly less: number;
}

/** What lies between now and an earlier run of each stack. */
export interface Comparison {
  readonly id: string;
  /** In words, such as "last run". */
  readonly name: string;
  /** UTC day of the earliest run that is compared with. */
  readonly since: string;
  /** What the summary said then; absent where not every stack has a run to compare with. */
  readonly before?: Pick<Scorecard["summary"], "ready"> & { readonly coverage: readonly AreaCoverage[] };
  readonly changes: readonly ServiceChange[];
  readonly newServices: readonly string[];
  readonly lostServices: readonly string[];
}

export interface AreaCoverage extends Coverage {
  readonly set: string;
  readonly by: "all" | "area";
  readonly name: string;
}

/** Figures of a group of services on each day of a trend. */
export interface TrendFigures {
  /** Services that have a level in the set, those at their must-level, and those with waivers counted. */
  readonly of: readonly number[];
  readonly asJudged: readonly number[];
  readonly withWaivers: readonly number[];
  /** Findings that are met, of those that count, for coverage; for a team, of the rules up to the must-level. */
  readonly met: readonly number[];
  readonly counted: readonly number[];
}

/** How figures came to be, one place a day, oldest first; the last day is now. */
export interface Trend {
  readonly days: readonly string[];
  readonly sets: Readonly<
    Record<string, { readonly all: TrendFigures; readonly teams: Readonly<Record<string, TrendFigures>> }>
  >;
  readonly mandatory: readonly number[];
  readonly waivedFailures: readonly number[];
}

export interface SiteWaiver {
  readonly card: number;
  readonly waiver: Scorecard["waivers"][number]["waiver"];
  readonly state: Scorecard["waivers"][number]["state"];
  readonly why?: string;
  /** Whether a review proves who accepted it. */
  readonly isVerified: boolean;
  /** Days until its last one, below zero after it; days since it was asked for. */
  readonly daysLeft: number;
  readonly daysOpen: number;
  /** Failures that it accepts now. */
  readonly accepts: number;
}

export interface SiteInitiative extends Omit<ScoredInitiative, "services"> {
  readonly card: number;
  readonly services: readonly {
    readonly name: string;
    readonly met: boolean;
    readonly missing: readonly string[];
    readonly owner?: string;
  }[];
  readonly burnUp: readonly { readonly day: string; readonly met: number; readonly of: number }[];
}

/** All that every view needs. */
export interface SiteIndex {
  readonly title: string;
  /** Latest day of the scorecards. */
  readonly judgedFor: string;
  readonly cards: readonly SiteCard[];
  readonly sets: readonly string[];
  readonly terms: readonly {
    readonly set: string;
    readonly tier: string;
    readonly must: string;
    readonly aim: string;
  }[];
  readonly rules: readonly SiteRule[];
  readonly kinds: readonly FindingKind[];
  readonly services: readonly ServiceRow[];
  readonly summary: Scorecard["summary"];
  readonly trend: Trend;
  readonly comparisons: readonly Comparison[];
  readonly waivers: readonly SiteWaiver[];
  readonly initiatives: readonly SiteInitiative[];
  /** Sentences about what could not be read. */
  readonly problems: readonly string[];
}

/** Texts that many details share, by their places. */
export interface DetailTexts {
  readonly texts: readonly string[];
  readonly chains: readonly (readonly ChainLink[])[];
  readonly looked: readonly (readonly string[])[];
}
/** Step, enforcement, and the place of the reason's text. */
export type ChainLink = readonly [string, Enforcement, number];

/** Message, texts of itself, fix, subject and URN (-1 for none), enforcement, gate, due, chain. */
export type ViolationRow = readonly [
  message: string,
  text: number,
  fix: number,
  subject: number,
  urn: number,
  enforcement: Enforcement,
  gate: Enforcement,
  due: string,
  chain: number,
];
export type WaivedRow = readonly [message: string, text: number, subject: number, waiver: number];
export type FindingRow = readonly [
  rule: number,
  looked: number,
  reason: number,
  violations: readonly ViolationRow[],
  waived: readonly WaivedRow[],
];

/** One service's line of the details. */
export interface DetailRow {
  readonly urn: string;
  readonly aliases: readonly string[];
  readonly observed: readonly ReadFact[];
  readonly resources: ScoredService["resources"];
  /** The last change of its tier on record. */
  readonly promotion?: ScoredPromotion;
  readonly findings: readonly FindingRow[];
  /** Waivers that its waived findings name. */
  readonly waivers: readonly Scorecard["waivers"][number]["waiver"][];
  readonly history: readonly SetHistory[];
}

/** A letter a day for the level (g, s, b, n; - where it has none), and the score. */
export interface SetHistory {
  readonly set: string;
  readonly levels: string;
  readonly met: readonly number[];
  readonly of: readonly number[];
}
