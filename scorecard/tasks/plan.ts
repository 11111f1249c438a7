import type { TasksConfig } from "../../catalog/tasks-config";
import type { Scorecard, ScoredService } from "../schema";
import { stackNameOf } from "../stack-name";
import { ruleKey, subjectsOf, type TaskSubject } from "./asked";
import type { TaskPlace } from "./body";
import { type Change, changed, closed, opened, type TaskIssue } from "./change";
import type { TaskMarker } from "./marker";

/** One thing to be done at GitHub. */
export interface Operation {
  readonly repository: string;
  /** Of the issue; undefined for one that is to be opened. */
  readonly number: number | undefined;
  readonly stack: string;
  readonly service: string;
  /** As set/rule; undefined for all of the service. */
  readonly rule: string | undefined;
  readonly change: Change;
  /** It ends for another task of the service: one that is there, or one that it waits for. */
  readonly endsFor?: "double" | "replacement";
  /** The same decision of the issue as it is by then: somebody may have changed it since the plan. */
  again(issue: TaskIssue): Change | undefined;
}

export interface TaskPlan {
  /** What is there to be done, in the order in which it is done. */
  readonly operations: readonly Operation[];
  /** New issues that are left for the next run. */
  readonly left: number;
  /** Services that ask for a task and have no place for one. */
  readonly homeless: readonly string[];
  /** Scorecards that are older than what was synced, as sentences: nothing is done for them. */
  readonly outdated: readonly string[];
}

/** A service of a stack, as one name. */
export function serviceOf({ stack, service }: Operation): string {
  return JSON.stringify([stack, service]);
}

export interface PlanInput {
  readonly cards: readonly Scorecard[];
  /** Every issue that a sync wrote, of all repositories that could be read. */
  readonly issues: readonly TaskIssue[];
  readonly config: TasksConfig;
  /** Where the tasks of a service belong. */
  placeOf(card: Scorecard, service: ScoredService): TaskPlace;
  /** Whether everything of a repository is known; where it is not, nothing is changed. */
  isKnown(repository: string): boolean;
}

/**
 * What to do so that every failure has one open issue, and nothing else has: a function of the scorecards and of the
 * issues that there are, so that it comes to the same however a run before it ended.
 */
export function planTasks(input: PlanInput): TaskPlan {
  const plans = input.cards.map((card) => planOf(card, input));
  const all = plans.flatMap(({ operations }) => operations);
  const created = all.filter(({ number }) => number === undefined);
  const left = new Set(created.slice(input.config.most));
  const waiting = new Set([...left].map(serviceOf));
  return {
    operations: all.filter(
      (one) => !left.has(one) && !(one.endsFor === "replacement" && waiting.has(serviceOf(one))),
    ),
    left: left.size,
    homeless: plans.flatMap(({ homeless }) => homeless),
    outdated: plans.flatMap(({ outdated }) => outdated),
  };
}

type CardPlan = Omit<TaskPlan, "left">;

/** What is to be done of one subject; stuck is its service where a task of it can have no new place now. */
interface SubjectPlan extends Pick<CardPlan, "operations" | "homeless"> {
  readonly stuck: readonly string[];
}

function planOf(card: Scorecard, input: PlanInput): CardPlan {
  const own = input.issues.filter(
    ({ marker }) => marker.project === card.project && marker.stack === card.stack,
  );
  const newest =
    own
      .map(({ marker }) => marker.judgedFor)
      .sort()
      .at(-1) ?? "";
  if (newest > card.judgedFor) {
    const outdated = `The scorecard of ${stackNameOf(card)} is of ${card.judgedFor}, and its tasks are from one of ${newest} already.`;
    return { operations: [], homeless: [], outdated: [outdated] };
  }
  const namesNow = nameFinder(card);
  const byKey = groupBy(own, ({ marker }) => keyOf(namesNow(marker.service) ?? marker.service, marker.rule));
  const subjects = [...subjectsOf(card, input.config)].sort(byImportance);
  const wanted = new Set(subjects.map(({ service, rule }) => keyOf(service.name, rule)));
  const planned = subjects.map((subject) => {
    const found = byKey.get(keyOf(subject.service.name, subject.rule)) ?? [];
    return ofSubject(subject, found, input);
  });
  const stuck = new Set(planned.flatMap((one) => one.stuck));
  const unjudged = new Set(
    subjects.flatMap(({ service, kept }) => kept.map((rule) => keyOf(service.name, rule))),
  );
  const stays = ({ service, endsFor }: Operation, { marker }: TaskIssue): boolean =>
    endsFor === "replacement" &&
    (stuck.has(service) || marker.rules.some((rule) => unjudged.has(keyOf(service, ruleKey(rule)))));
  const leftOver = [...byKey].flatMap(([key, issues]) =>
    wanted.has(key)
      ? []
      : issues.flatMap((issue) =>
          ofNobody(card, issue, namesNow, input.config).filter((one) => !stays(one, issue)),
        ),
  );
  return {
    operations: [...leftOver, ...planned.flatMap(({ operations }) => operations)].sort(inOrder),
    homeless: [...new Set(planned.flatMap(({ homeless }) => homeless))],
    outdated: [],
  };
}

/** The issue of a subject, and its doubles: the oldest in the right place is it, and whoever looks comes to the same. */
function ofSubject(
  subject: TaskSubject,
  found: readonly TaskIssue[],
  { config, placeOf, isKnown }: PlanInput,
): SubjectPlan {
  const { card, service } = subject;
  const place = placeOf(card, service);
  if (place.repository !== undefined && !isKnown(place.repository))
    return { operations: [], homeless: [], stuck: [service.name] };
  const sorted = [...found].sort(byPlaceAndNumber);
  const here = sorted.filter(({ repository }) => sameRepository(repository, place.repository));
  const first = place.repository === undefined ? sorted[0] : here[0];
  if (first === undefined && subject.asked.length === 0) {
    // Nothing takes the place of those elsewhere: they stay where nobody could tell, and end as they would here.
    const decide = (issue: TaskIssue) => changed(issue, subject, place, config);
    return {
      operations: sorted.flatMap((one) => operationOf(one, decide, subject)),
      homeless: [],
      stuck: [],
    };
  }
  const others = sorted
    .filter((one) => one !== first)
    .flatMap((one) => {
      const decide = (issue: TaskIssue) => closedAside(issue, first, place, card.judgedFor, config);
      return operationOf(one, decide, {
        ...subject,
        endsFor: first === undefined ? "replacement" : "double",
      });
    });
  if (first !== undefined) {
    const decide = (issue: TaskIssue) => changed(issue, subject, place, config);
    return { operations: [...others, ...operationOf(first, decide, subject)], homeless: [], stuck: [] };
  }
  const change = opened(subject, place, config);
  if (change === undefined) return { operations: others, homeless: [], stuck: [] };
  if (place.repository === undefined)
    return { operations: others, homeless: [service.name], stuck: [service.name] };
  const { rule } = subject;
  const base = { repository: place.repository, number: undefined, stack: stackNameOf(card), rule };
  const open: Operation = { ...base, service: service.name, change, again: () => undefined };
  return { operations: [...others, open], homeless: [], stuck: [] };
}

function closedAside(
  issue: TaskIssue,
  first: TaskIssue | undefined,
  { repository }: TaskPlace,
  day: string,
  config: TasksConfig,
): Change | undefined {
  // What somebody closed is out of the way; one that a sync closed and somebody opened again is not.
  if (issue.state === "closed") return undefined;
  const why =
    first !== undefined && sameRepository(issue.repository, first.repository)
      ? `This is the same task as the older issue ${first.number} here.`
      : `Tasks of this service are kept in ${repository ?? first?.repository} now.`;
  const asOpen = { ...issue, marker: { ...issue.marker, state: "open" as const } };
  return closed(asOpen, { why, isMet: false }, day, config);
}

/** An issue of what the scorecard no longer has: a service, a rule, or the way in which tasks are kept. */
function ofNobody(
  card: Scorecard,
  issue: TaskIssue,
  namesNow: (name: string) => string | undefined,
  config: TasksConfig,
): readonly Operation[] {
  const { marker } = issue;
  const name = namesNow(marker.service);
  // A scorecard of one service says nothing of the others, and one with a broken rule set nothing of its rules.
  if (name === undefined && card.only !== undefined) return [];
  if (name !== undefined && card.problems.length > 0) return [];
  const isReplaced = name !== undefined && (marker.rule === undefined || config.per === "service");
  const why = name === undefined ? "The service is gone." : whyGone(marker, config);
  const decide = (one: TaskIssue) => closed(one, { why, isMet: false }, card.judgedFor, config);
  return operationOf(issue, decide, {
    card,
    service: { name: name ?? marker.service },
    rule: marker.rule,
    ...(isReplaced ? { endsFor: "replacement" as const } : {}),
  });
}

function whyGone({ rule }: TaskMarker, { per }: TasksConfig): string {
  if (rule === undefined) return "Tasks are kept for each rule now.";
  return per === "service" ? "Tasks are kept for each service now." : "The rule is not judged any more.";
}

function operationOf(
  issue: TaskIssue,
  decide: (issue: TaskIssue) => Change | undefined,
  of: Pick<TaskSubject, "card" | "rule"> & {
    readonly service: { readonly name: string };
    readonly endsFor?: Operation["endsFor"];
  },
): readonly Operation[] {
  const change = decide(issue);
  if (change === undefined) return [];
  const { repository, number } = issue;
  const stack = stackNameOf(of.card);
  const { service, rule, endsFor } = of;
  const about = { repository, number, stack, service: service.name, rule };
  return [{ ...about, change, ...(endsFor === undefined ? {} : { endsFor }), again: decide }];
}

/** The service that has a name now, or had it before. */
function nameFinder({ services }: Scorecard): (name: string) => string | undefined {
  const names = new Map(
    services.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name] as const)),
  );
  for (const { name } of services) names.set(name, name);
  return (name) => names.get(name);
}

function keyOf(service: string, rule: string | undefined): string {
  return JSON.stringify([service, rule ?? null]);
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** GitHub tells no case apart in names of repositories. */
export function sameRepository(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}

function byPlaceAndNumber(a: TaskIssue, b: TaskIssue): number {
  const [first, second] = [a.repository.toLowerCase(), b.repository.toLowerCase()];
  return first === second ? a.number - b.number : first < second ? -1 : 1;
}

/** What blocks goes before what advises, and the weightier tier first: of too many new issues these are opened. */
function byImportance(a: TaskSubject, b: TaskSubject): number {
  const blocks = ({ asked }: TaskSubject): number => Number(asked.some(({ isMandatory }) => isMandatory));
  return blocks(b) - blocks(a) || a.service.tier - b.service.tier;
}

/** What is there goes before what is new, and what that replaces comes last. */
function inOrder(a: Operation, b: Operation): number {
  const rank = ({ number, endsFor }: Operation): number =>
    endsFor === "replacement" ? 2 : Number(number === undefined);
  return rank(a) - rank(b);
}
