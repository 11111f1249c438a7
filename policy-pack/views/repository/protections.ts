import type { Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { allHold, anyHolds } from "../decide";

/** What a protection can ask of a branch, or of the changes to it. */
export type Requirement =
  | "no force push"
  | "no deletion"
  | "stale approvals dismissed"
  | "code owner approves"
  | "last push approved"
  | "status check"
  | "up to date";

/** A protection of any form in one shape; each question throws UnknownValue where its own answer is not known. */
export interface Protection {
  readonly resource: Resource;
  meets(requirement: Requirement): boolean;
  /** How many must approve a change; 0 where it need not be reviewed. */
  approvals(): number;
}

type Reading = Readonly<Record<Requirement, (props: Value) => boolean>> & { approvals(props: Value): number };

/** Reads a resource that protects branches. A locked branch says nothing of how changes are reviewed once it is not. */
export function protectionOf(resource: Resource): Protection {
  const reading = readings[resource.type];
  if (reading === undefined) throw new Error(`${resource.type} protects no branch`);
  return {
    resource,
    meets: (requirement) => reading[requirement](resource.props),
    approvals: () => reading.approvals(resource.props),
  };
}

/** A block that is there, even empty; undefined where it is absent or an empty list. */
function block(value: Value): Value | undefined {
  return value.items()[0];
}

function isOn(value: Value | undefined): boolean {
  return value?.boolean() ?? false;
}

function hasText(list: Value | undefined): boolean {
  return anyHolds((list?.items() ?? []).map((item) => () => (item.string() ?? "").trim() !== ""));
}

const reviews = (props: Value): Value | undefined => block(props.get("requiredPullRequestReviews"));
const classicChecks = (props: Value): Value | undefined => block(props.get("requiredStatusChecks"));
const hasContext = (props: Value): boolean =>
  anyHolds([
    () => hasText(classicChecks(props)?.get("contexts")),
    () => hasText(classicChecks(props)?.get("checks")),
  ]);

/** Classic rules state permissions, all absent by default; an empty review block asks for one approval. */
const classicReviewsAndChecks = {
  approvals: (props: Value) => {
    const asked = reviews(props);
    return asked === undefined ? 0 : (asked.get("requiredApprovingReviewCount").number() ?? 1);
  },
  "stale approvals dismissed": (props: Value) => isOn(reviews(props)?.get("dismissStaleReviews")),
  "code owner approves": (props: Value) => isOn(reviews(props)?.get("requireCodeOwnerReviews")),
  "last push approved": (props: Value) => isOn(reviews(props)?.get("requireLastPushApproval")),
  "status check": hasContext,
  "up to date": (props: Value) =>
    allHold([() => isOn(classicChecks(props)?.get("strict")), () => hasContext(props)]),
};

const classic: Reading = {
  ...classicReviewsAndChecks,
  // Nobody can push to a locked branch at all.
  "no force push": (props) =>
    anyHolds([() => !isOn(props.get("allowsForcePushes")), () => isOn(props.get("lockBranch"))]),
  "no deletion": (props) => !isOn(props.get("allowsDeletions")),
};

/** The older form has no switch for either: it forbids both. */
const classicV3: Reading = {
  ...classicReviewsAndChecks,
  "no force push": () => true,
  "no deletion": () => true,
};

const rules = (props: Value): Value => props.get("rules");
const pullRequest = (props: Value): Value | undefined => block(rules(props).get("pullRequest"));
const statusChecks = (props: Value): Value | undefined => block(rules(props).get("requiredStatusChecks"));
const listed = (value: Value | undefined, list: string, key: string): boolean =>
  anyHolds(
    (value?.get(list).items() ?? []).map((item) => () => (item.get(key).string() ?? "").trim() !== ""),
  );
const hasRequiredCheck = (props: Value): boolean => listed(statusChecks(props), "requiredChecks", "context");

/** Rulesets state prohibitions. Required reviewers are no approvals: they look at some files only. */
const ruleset: Reading = {
  approvals: (props) => pullRequest(props)?.get("requiredApprovingReviewCount").number() ?? 0,
  "no force push": (props) => isOn(rules(props).get("nonFastForward")),
  "no deletion": (props) => isOn(rules(props).get("deletion")),
  "stale approvals dismissed": (props) => isOn(pullRequest(props)?.get("dismissStaleReviewsOnPush")),
  "code owner approves": (props) => isOn(pullRequest(props)?.get("requireCodeOwnerReview")),
  "last push approved": (props) => isOn(pullRequest(props)?.get("requireLastPushApproval")),
  "status check": (props) =>
    anyHolds([
      () => hasRequiredCheck(props),
      () => listed(block(rules(props).get("requiredWorkflows")), "requiredWorkflows", "path"),
    ]),
  // A merge queue brings every change up to date by itself.
  "up to date": (props) =>
    anyHolds([
      () =>
        allHold([
          () => isOn(statusChecks(props)?.get("strictRequiredStatusChecksPolicy")),
          () => hasRequiredCheck(props),
        ]),
      () => block(rules(props).get("mergeQueue")) !== undefined,
    ]),
};

const readings: Readonly<Record<string, Reading>> = {
  [github.branchProtection]: classic,
  [github.branchProtectionV3]: classicV3,
  [github.repositoryRuleset]: ruleset,
  [github.organizationRuleset]: ruleset,
};
