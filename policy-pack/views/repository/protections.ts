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
  | "up to date"
  | "signed commits";

/** A protection of any form in one shape; each question throws UnknownValue where its own answer is not known. */
export interface Protection {
  readonly resource: Resource;
  meets(requirement: Requirement): boolean;
  /** How many must approve a change; 0 where it need not be reviewed. */
  approvals(): number;
  /** Whether it requires a check of one of these names, or a workflow, which always reports. */
  waitsFor(checks: ReadonlySet<string>): boolean;
}

type Reading = Readonly<Record<Requirement, (props: Value) => boolean>> & {
  approvals(props: Value): number;
  waitsFor(props: Value, checks: ReadonlySet<string>): boolean;
};

/** Reads a resource that protects branches. A locked branch says nothing of how changes are reviewed once it is not. */
export function protectionOf(resource: Resource): Protection {
  const reading = readings[resource.type];
  if (reading === undefined) throw new Error(`${resource.type} protects no branch`);
  return {
    resource,
    meets: (requirement) => reading[requirement](resource.props),
    approvals: () => reading.approvals(resource.props),
    waitsFor: (checks) => reading.waitsFor(resource.props, checks),
  };
}

/** A block that is there, even empty; undefined where it is absent or an empty list. */
function block(value: Value): Value | undefined {
  return value.items()[0];
}

function isOn(value: Value | undefined): boolean {
  return value?.boolean() ?? false;
}

function someText(list: Value | undefined, test: (text: string) => boolean): boolean {
  return anyHolds((list?.items() ?? []).map((item) => () => test((item.string() ?? "").trim())));
}

const isText = (text: string): boolean => text !== "";

const reviews = (props: Value): Value | undefined => block(props.get("requiredPullRequestReviews"));
const classicChecks = (props: Value): Value | undefined => block(props.get("requiredStatusChecks"));
const hasContext = (props: Value, test = isText): boolean =>
  anyHolds([
    () => someText(classicChecks(props)?.get("contexts"), test),
    // The newer list may name the app that must report behind the context.
    () => someText(classicChecks(props)?.get("checks"), (text) => test(text.replace(/:-?\d+$/, ""))),
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
  waitsFor: (props: Value, checks: ReadonlySet<string>) => hasContext(props, (text) => checks.has(text)),
  "status check": (props: Value) => hasContext(props),
  "up to date": (props: Value) =>
    allHold([() => isOn(classicChecks(props)?.get("strict")), () => hasContext(props)]),
  "signed commits": (props: Value) => isOn(props.get("requireSignedCommits")),
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
const listed = (value: Value | undefined, list: string, key: string, test = isText): boolean =>
  anyHolds((value?.get(list).items() ?? []).map((item) => () => test((item.get(key).string() ?? "").trim())));
const hasRequiredCheck = (props: Value, test = isText): boolean =>
  listed(statusChecks(props), "requiredChecks", "context", test);
const hasRequiredWorkflow = (props: Value): boolean =>
  listed(block(rules(props).get("requiredWorkflows")), "requiredWorkflows", "path");

/** Rulesets state prohibitions. Required reviewers are no approvals: they look at some files only. */
const ruleset: Reading = {
  approvals: (props) => pullRequest(props)?.get("requiredApprovingReviewCount").number() ?? 0,
  "no force push": (props) => isOn(rules(props).get("nonFastForward")),
  "no deletion": (props) => isOn(rules(props).get("deletion")),
  "stale approvals dismissed": (props) => isOn(pullRequest(props)?.get("dismissStaleReviewsOnPush")),
  "code owner approves": (props) => isOn(pullRequest(props)?.get("requireCodeOwnerReview")),
  "last push approved": (props) => isOn(pullRequest(props)?.get("requireLastPushApproval")),
  "status check": (props) => anyHolds([() => hasRequiredCheck(props), () => hasRequiredWorkflow(props)]),
  waitsFor: (props, checks) =>
    anyHolds([() => hasRequiredWorkflow(props), () => hasRequiredCheck(props, (text) => checks.has(text))]),
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
  "signed commits": (props) => isOn(rules(props).get("requiredSignatures")),
};

const readings: Readonly<Record<string, Reading>> = {
  [github.branchProtection]: classic,
  [github.branchProtectionV3]: classicV3,
  [github.repositoryRuleset]: ruleset,
  [github.organizationRuleset]: ruleset,
};
