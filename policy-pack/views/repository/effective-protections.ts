import type { Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt, take } from "../attempt";
import { allAgree, allHold, anyHolds } from "../decide";
import { hasWildcard, matchesPattern } from "./branch-patterns";
import { type Protection, protectionOf } from "./protections";
import type { LinkedRepository } from "./repository";
import { type DefaultBranch, rulesetCovers } from "./ruleset-scope";

type Test = (protection: Protection) => boolean;

/** What protects a branch: every ruleset that covers it, and the one classic rule that is in force. */
export interface EffectiveProtections {
  /** Whether at least one of them passes a test; throws UnknownValue where that is not known. */
  holds(test: Test): boolean;
  /** Those that are in force for certain. */
  covering(): readonly Protection[];
}

/** Adds up what protects a repository's default branch. */
export function effectiveProtections(branch: DefaultBranch): EffectiveProtections {
  const rulesets = rulesetsOf(branch);
  const classics = classicsOf(branch);
  return {
    holds: (test) =>
      anyHolds([
        ...rulesets.map(
          ({ protection, covers }) =>
            () =>
              allHold([covers, () => test(protection)]),
        ),
        () => classicHolds(classics, test),
      ]),
    covering: () => [
      ...classics.certain,
      ...rulesets.filter(({ covers }) => isCertain(covers)).map(({ protection }) => protection),
    ],
  };
}

function isCertain(covers: () => boolean): boolean {
  const found = attempt(covers);
  return "value" in found && found.value;
}

/** Resources of a type that protect the repository; `about` throws where nothing tells yet which one they are about. */
function candidates(repository: LinkedRepository, type: string): readonly Candidate[] {
  return [
    ...repository.of(type).map((resource) => ({ resource, about: () => true })),
    ...repository.inDoubt(type).map(({ resource, error }) => ({
      resource,
      about: () => {
        throw error;
      },
    })),
  ];
}

interface Candidate {
  readonly resource: Resource;
  about(): boolean;
}

interface Ruleset {
  readonly protection: Protection;
  readonly covers: () => boolean;
}

function rulesetsOf(branch: DefaultBranch): readonly Ruleset[] {
  const organisation = organizationRulesets(branch).map(
    (resource): Candidate => ({ resource, about: () => true }),
  );
  return [...candidates(branch.repository, github.repositoryRuleset), ...organisation].map(
    ({ resource, about }) => ({
      protection: protectionOf(resource),
      covers: once(() => allHold([() => rulesetCovers(resource, branch), about])),
    }),
  );
}

/** What the stack declares for the organisation, and what was seen in force for this repository: no other's counts. */
function organizationRulesets({ evidence, repository }: DefaultBranch): readonly Resource[] {
  const declared = evidence.all(github.organizationRuleset).filter(({ observed }) => !observed);
  const seen = repository.managedHere
    ? []
    : evidence.of(github.organizationRuleset).filter(({ observed }) => observed);
  return [...declared, ...seen];
}

/** Many questions are asked of a branch, and each asks first what covers it. */
function once(question: () => boolean): () => boolean {
  let answer: Attempt<boolean> | undefined;
  return () => {
    answer ??= attempt(question);
    return take(answer);
  };
}

/** Classic rules of which one is in force: one of `certain`, unless one in doubt turns out to name the branch. */
interface Classics {
  readonly certain: readonly Protection[];
  readonly inDoubt: readonly { readonly protection: Protection; readonly error: UnknownValue }[];
}

/** An exact name beats every wildcard, and GitHub takes no second rule for it. */
function classicsOf(branch: DefaultBranch): Classics {
  const found = [github.branchProtection, github.branchProtectionV3]
    .flatMap((type) => candidates(branch.repository, type))
    .map(({ resource, about }) => ({
      protection: protectionOf(resource),
      match: attempt(() => {
        const match = matchOf(resource, branch);
        if (match !== undefined) about();
        return match;
      }),
    }));
  const those = (wanted: Match): readonly Protection[] =>
    found
      .filter(({ match }) => "value" in match && match.value === wanted)
      .map(({ protection }) => protection);
  const exact = those("exact");
  if (exact.length > 0) return { certain: exact, inDoubt: [] };
  const inDoubt = found.flatMap(({ protection, match }) =>
    "unknown" in match ? [{ protection, error: match.unknown }] : [],
  );
  return { certain: those("wildcard"), inDoubt };
}

type Match = "exact" | "wildcard";

function matchOf({ type, props }: Resource, branch: DefaultBranch): Match | undefined {
  const pattern = props.get(type === github.branchProtectionV3 ? "branch" : "pattern").string() ?? "";
  const name = branch.name();
  if (pattern === name) return "exact";
  const isPattern = type === github.branchProtection && hasWildcard(pattern);
  return isPattern && matchesPattern(pattern, name) ? "wildcard" : undefined;
}

/** Whichever rule may be in force must pass the test. Of several wildcards the oldest is, which no stack tells. */
function classicHolds({ certain, inDoubt }: Classics, test: Test): boolean {
  const [doubt] = inDoubt;
  const all = [...certain, ...inDoubt.map(({ protection }) => protection)];
  const answers: Attempt<boolean>[] = all.map((protection) => attempt(() => test(protection)));
  if (certain.length === 0) answers.push({ value: false });
  return allAgree(answers, () => doubt?.error ?? ambiguous(certain));
}

function ambiguous(protections: readonly Protection[]): UnknownValue {
  const names = protections.map(({ resource }) => resource.name).join(" and ");
  return new UnknownValue(
    "authored",
    `${names} cover the same branch, and only one of them is in force. Declare one protection that names the branch exactly.`,
  );
}
