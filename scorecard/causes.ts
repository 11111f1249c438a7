import { isDeepStrictEqual } from "node:util";
import { othersAmong } from "../policy-pack/engine/lookout";
import { enforcements } from "../tiers/enforcement";
import { cappedAtAdvisory, levelRank } from "../tiers/levels";
import type { Cause } from "./cause";
import { applies } from "./coverage";
import {
  diffOf,
  type EnforcementChange,
  type FindingChange,
  failureOf,
  keyOf,
  type LevelChange,
  pairServices,
  type ScorecardDiff,
  type ServicePair,
} from "./diff";
import { isOtherService, othersIn, wordsOf } from "./known-facts";
import type { RuleDefinition, Scorecard, ScoredFinding } from "./schema";

export type { Cause } from "./cause";

export interface Explained<T> {
  readonly change: T;
  readonly cause: Cause;
}

/** A level that is another; it may have several causes, each once. */
export interface ExplainedLevel {
  readonly change: LevelChange;
  readonly causes: readonly Cause[];
}

/** What lies between two scorecards of a stack, and why. */
export interface ExplainedDiff {
  readonly findings: readonly Explained<FindingChange>[];
  readonly enforcements: readonly Explained<EnforcementChange>[];
  /** As judged. */
  readonly levels: readonly ExplainedLevel[];
  /** With waivers counted as met. */
  readonly waivedLevels: readonly ExplainedLevel[];
  readonly newServices: readonly string[];
  readonly lostServices: readonly string[];
}

/** Attributes each change between two scorecards of one stack to what caused it. */
export function explainDiff(earlier: Scorecard, later: Scorecard): ExplainedDiff {
  const diff = diffOf(earlier, later);
  const look = lookAt(earlier, later);
  const findings = diff.findings.map((change) => ({ change, cause: findingCause(change, look) }));
  const known = new Map(findings.map((one) => [placeOf(one.change), one]));
  const enforcements = diff.enforcements.map((change) => {
    const found = known.get(placeOf(change));
    const isOfFinding = found !== undefined && bringsAbout(found.change, change);
    return { change, cause: isOfFinding ? found.cause : enforcementCause(change, look) };
  });
  const own = new Map<string, Explained<FindingChange>[]>();
  for (const one of findings) {
    const others = own.get(one.change.service);
    if (others === undefined) own.set(one.change.service, [one]);
    else others.push(one);
  }
  const explained = (as: "asJudged" | "withWaivers") => (change: LevelChange) => {
    return { change, causes: levelCauses(change, own.get(change.service) ?? [], as, look) };
  };
  const levels = diff.levels.map(explained("asJudged"));
  const waivedLevels = diff.waivedLevels.map(explained("withWaivers"));
  const { newServices, lostServices }: ScorecardDiff = diff;
  return { findings, enforcements, levels, waivedLevels, newServices, lostServices };
}

/** What causes are looked up in. */
interface Look {
  readonly earlier: Scorecard;
  readonly later: Scorecard;
  readonly pairs: ReadonlyMap<string, ServicePair>;
  readonly definitions: { readonly earlier: Definitions; readonly later: Definitions };
}
type Definitions = ReadonlyMap<string, RuleDefinition>;
type Place = Pick<FindingChange, "service" | "set" | "rule">;

function lookAt(earlier: Scorecard, later: Scorecard): Look {
  const definitions = ({ ruleSets }: Scorecard): Definitions =>
    new Map(
      ruleSets.flatMap(({ name: set, definitions: all }) =>
        all.map((one) => [keyOf({ set, rule: one.rule }), one]),
      ),
    );
  const pairs = new Map(pairServices(earlier, later).map((pair) => [pair.now.name, pair]));
  return { earlier, later, pairs, definitions: { earlier: definitions(earlier), later: definitions(later) } };
}

function placeOf({ service, set, rule }: Place): string {
  return `${service}\n${keyOf({ set, rule })}`;
}

function findingsOf({ service, set, rule }: Place, { pairs }: Look) {
  const pair = pairs.get(service);
  const of = (findings: readonly ScoredFinding[] = []): ScoredFinding | undefined =>
    findings.find((one) => one.rule === rule && one.set === set);
  return [of(pair?.then?.findings), of(pair?.now.findings)] as const;
}

/** The first that fits: what changes the question comes before what changes the answer. */
function findingCause(change: FindingChange, look: Look): Cause {
  return (
    ruleCause(change, look) ??
    tierCause(change, look) ??
    waiverCause(change, look) ??
    evidenceCause(change, look) ??
    serviceCause(change, look)
  );
}

/**
 * What is left: tier or service are another, or a service that the rule looked at, or the pack; else time has passed, as
 * far as a scorecard can tell: it does not know what belongs to the stack and to none of its services.
 */
function serviceCause(place: Place, look: Look): Cause {
  const { earlier, later, pairs } = look;
  const own = pairs.get(place.service);
  const lookedAt = findingsOf(place, look).flatMap((finding) => finding?.lookedAt ?? []);
  const other = othersIn(own, ["catalog", ...lookedAt]);
  if (own?.then !== undefined && own.then.tier !== own.now.tier) {
    const { kind, because } = tierMoved(own.then.tier, own.now.tier);
    return { kind, because: other.length > 0 ? `${because}, and with it ${wordsOf(other)}` : because };
  }
  if (own?.then === undefined) return { kind: "service", because: "the service is new" };
  if (other.length > 0) return { kind: "service", because: `changed: ${wordsOf(other)}` };
  const others = [...new Set(othersAmong(lookedAt))].filter((name) => isOtherService(pairs.get(name)));
  if (others.length > 0)
    return { kind: "service", because: `what it relies on changed: ${others.join(", ")}` };
  const [was, is] = findingsOf(place, look);
  if (is?.outcome === "error" && was?.outcome !== "error")
    return { kind: "rule", because: `the rule went wrong${is.reason ? `: ${is.reason}` : ""}` };
  if (was?.outcome === "error" && is?.outcome !== "error")
    return { kind: "rule", because: "the rule does not go wrong any more" };
  if (earlier.packVersion !== later.packVersion)
    return {
      kind: "rule",
      because: `pack ${later.packVersion} judges it otherwise than ${earlier.packVersion}`,
    };
  return { kind: "deadline", because: "time passed, and nothing that is known of the service changed" };
}

/** Whether the rule itself is another, or asks for something else at the service's tier. */
function ruleCause(place: Place, { definitions, pairs }: Look): Cause | undefined {
  const [then, now] = [definitions.earlier, definitions.later].map((all) => all.get(keyOf(place)));
  const because = (text: string): Cause => ({ kind: "rule", because: text });
  if (then === undefined && now === undefined) return undefined;
  if (then === undefined) return because("the rule is new");
  if (now === undefined) return because("the rule is off");
  if (then.level !== now.level) return because(`the rule went from ${then.level} to ${now.level}`);
  const tier = pairs.get(place.service)?.now.tier;
  if (tier === undefined) return undefined;
  const names = differing(then.parameters[tier], now.parameters[tier]);
  return names.length === 0 ? undefined : because(`its parameters changed: ${names.join(", ")}`);
}

type Parameters = RuleDefinition["parameters"][1];

function differing(some: Parameters = {}, others: Parameters = {}): readonly string[] {
  return [...new Set([...Object.keys(some), ...Object.keys(others)])].filter(
    (name) => !isDeepStrictEqual(some[name], others[name]),
  );
}

/** Whether the service's tier is another, and asks for something else. */
function tierCause(place: Place, look: Look): Cause | undefined {
  const pair = look.pairs.get(place.service);
  const [from, to] = [pair?.then?.tier, pair?.now.tier];
  if (from === undefined || to === undefined || from === to) return undefined;
  const parameters = look.definitions.later.get(keyOf(place))?.parameters;
  const [then, now] = findingsOf(place, look);
  const appliesOtherwise = (then?.outcome === "not-applicable") !== (now?.outcome === "not-applicable");
  const asksOtherwise = differing(parameters?.[from], parameters?.[to]).length > 0;
  return appliesOtherwise || asksOtherwise ? tierMoved(from, to) : undefined;
}

function tierMoved(from: number, to: number): Cause {
  return { kind: "tier", because: `the tier went from ${from} to ${to}` };
}

/** Whether a waiver began to count for a failure, or no longer does: one that counts as before changes nothing. */
function waiverCause(change: FindingChange, look: Look): Cause | undefined {
  const [then, now] = findingsOf(change, look);
  const [gone, appeared] = [change.gone, change.appeared].map((some) => new Set(some.map(failureOf)));
  const begun = now?.waived.find((one) => gone?.has(failureOf(one)));
  if (begun !== undefined)
    return { kind: "waiver", because: `a waiver began, until ${begun.waiver.expires}` };
  const ended = then?.waived.find((one) => appeared?.has(failureOf(one)));
  if (ended === undefined) return undefined;
  const refused = look.later.waivers.find(
    ({ waiver, state }) => state === "refused" && isDeepStrictEqual(waiver, ended.waiver),
  );
  if (refused !== undefined) {
    const because = `a waiver ${refused.why ?? "does not count any more"}`;
    const { then: old, now: young } = look.pairs.get(change.service) ?? {};
    if (old === undefined || young === undefined || old.tier === young.tier)
      return { kind: "waiver", because };
    const { kind, because: moved } = tierMoved(old.tier, young.tier);
    return { kind, because: `${moved}, and ${because}` };
  }
  const { expires } = ended.waiver;
  const isOver = expires < look.later.judgedFor;
  return { kind: "waiver", because: isOver ? `a waiver ended on ${expires}` : "a waiver is gone" };
}

function evidenceCause(place: FindingChange, look: Look): Cause | undefined {
  if (place.to === "unknown") {
    const [, now] = findingsOf(place, look);
    return { kind: "evidence", because: `it became unknown${now?.reason ? `: ${now.reason}` : ""}` };
  }
  return place.from === "unknown" ? { kind: "evidence", because: "it is known again" } : undefined;
}

/** Whether a rule means something else since its outcome is another, or since its gravest failure came or went. */
function bringsAbout(
  { from, to, appeared, gone }: FindingChange,
  { from: was, to: is }: EnforcementChange,
): boolean {
  if (from !== to) return true;
  if (rankOf(is) > rankOf(was)) return appeared.some(({ enforcement }) => enforcement === is);
  return gone.some(({ enforcement }) => enforcement === was);
}

/** Why a rule whose outcome is the same means something else. */
function enforcementCause(change: EnforcementChange, look: Look): Cause {
  const pair = look.pairs.get(change.service);
  const [from, to] = [pair?.then?.tier, pair?.now.tier];
  const ruled = ruleCause(change, look);
  if (ruled) return ruled;
  if (from !== undefined && to !== undefined && from !== to) return tierMoved(from, to);
  const [then, now] = findingsOf(change, look);
  const due = then?.violations.map((one) => one.due).find((day) => day && day < look.later.judgedFor);
  if (due && rankOf(change.to) > rankOf(change.from))
    return { kind: "deadline", because: `its time to be fixed ended on ${due}` };
  const [before, after] = [stepsOf(then), stepsOf(now)];
  const isGone = after === "" && before !== "";
  return { kind: "setting", because: isGone ? `no more: ${before}` : after || "other steps led to it" };
}

function rankOf(enforcement: EnforcementChange["to"]): number {
  return enforcements.indexOf(enforcement);
}

/** What led to the strictest of a finding's violations, less the tier that all begin with. */
function stepsOf(finding: ScoredFinding | undefined): string {
  const strictest = finding?.violations.find((one) => one.enforcement === finding.enforcement);
  return (strictest?.chain ?? [])
    .slice(1)
    .map(({ because }) => because)
    .join("; ");
}

/** The causes of what the service began or ceased to lack among the rules up to the higher of the two levels. */
function levelCauses(
  change: LevelChange,
  findings: readonly Explained<FindingChange>[],
  as: "asJudged" | "withWaivers",
  look: Look,
): readonly Cause[] {
  const { set, from = "none", to = "none" } = change;
  const highest = Math.max(levelRank(from), levelRank(to));
  const counts = (place: FindingChange): boolean => {
    const both = findingsOf(place, look);
    const ranks = both.flatMap((one) => (one === undefined ? [] : [levelRank(one.level)]));
    const isSame = isLacked(both[0], as) === isLacked(both[1], as) && ranks[0] === ranks[1];
    return place.set === set && Math.min(...ranks) <= highest && !isSame;
  };
  const causes = findings.filter((one) => counts(one.change)).map(({ cause }) => cause);
  if (causes.length === 0) causes.push(silentCause(change, look));
  return [...new Map(causes.map((one) => [`${one.kind} ${one.because}`, one])).values()];
}

/** Whether a finding keeps its service from a level. */
function isLacked(finding: ScoredFinding | undefined, as: "asJudged" | "withWaivers"): boolean {
  if (finding === undefined || cappedAtAdvisory.includes(finding.rule)) return false;
  if (finding.outcome === "waived") return as === "asJudged";
  return applies(finding) && finding.outcome !== "pass";
}

/** Why a level is another though all findings stay as they were: whether there is one, or what counts for it. */
function silentCause({ service, set, from, to }: LevelChange, { definitions, pairs }: Look): Cause {
  const pair = pairs.get(service);
  if (pair?.then !== undefined && (from === undefined || to === undefined)) {
    const { then, now } = pair;
    if (then.tier !== now.tier) return tierMoved(then.tier, now.tier);
    if (then.lifecycle !== now.lifecycle)
      return { kind: "service", because: `its lifecycle is ${now.lifecycle ?? "not stated"} now` };
  }
  const { earlier, later } = definitions;
  const moved = [...later].filter(([key, { rule, level }]) => {
    const before = earlier.get(key)?.level;
    return key === keyOf({ set, rule }) && before !== undefined && before !== level;
  });
  if (moved.length === 0) return { kind: "setting", because: "what counts for the level is another" };
  return { kind: "rule", because: `other levels for ${moved.map(([, { rule }]) => rule).join(", ")}` };
}
