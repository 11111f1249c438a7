import { isDeepStrictEqual } from "node:util";
import type { TasksConfig } from "../../catalog/tasks-config";
import { daysBetween } from "../../tiers/calendar";
import { isKept, ruleKey, type TaskSubject } from "./asked";
import { blockText, type TaskPlace, titleOf } from "./body";
import { dueOf, taskRules } from "./due";
import { readBlock, type TaskMarker, type TaskRule, type Word, withBlock } from "./marker";
import { closedWord, overdueWord, reopenedWord } from "./words";

/** An issue that a sync wrote, as it is at GitHub. */
export interface TaskIssue {
  /** owner/name. */
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly closedAt: string | undefined;
  readonly labels: readonly string[];
  readonly marker: TaskMarker;
}

/** What is to be written of an issue, all in one request. */
export interface IssueFields {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly state_reason?: "completed" | "not_planned" | "reopened";
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

/** One change to the world: what is said first, then what is written. */
export interface Change {
  readonly operation: "open" | "update" | "reopen" | "close" | "escalate";
  /** For people, as a clause. */
  readonly why: string;
  readonly word?: Word & { readonly text: string };
  readonly fields: IssueFields;
}

/** What a new issue says of a subject that asks something. */
export function opened(subject: TaskSubject, place: TaskPlace, config: TasksConfig): Change | undefined {
  if (subject.asked.length === 0) return undefined;
  const rules = taskRules(subject, []); // None of them is overdue on its first day.
  const marker = markerOf(subject, rules, config, { turn: 0, escalated: 0 });
  return {
    operation: "open",
    why: `due ${dueOf(rules)}`,
    fields: {
      title: marker.title,
      body: withBlock("", marker, blockText(subject, rules, place)),
      labels: marker.labels,
      ...(place.assignees.length === 0 ? {} : { assignees: place.assignees }),
    },
  };
}

/** What has to change of an issue so that it says what a subject asks; undefined where nothing has to. */
export function changed(
  issue: TaskIssue,
  subject: TaskSubject,
  place: TaskPlace,
  config: TasksConfig,
): Change | undefined {
  const { marker } = issue;
  const stillKept = marker.rules.some((one) => isKept(subject, ruleKey(one)));
  if (subject.asked.length === 0)
    return stillKept
      ? undefined
      : closed(issue, { why: subject.settled, isMet: subject.isMet }, subject.card.judgedFor, config);
  if (issue.state === "open") return kept(issue, subject, place, config);
  return reopened(issue, subject, place, config);
}

/** Why a task ends, as a sentence, and whether it was mended rather than given up. */
export interface Ending {
  readonly why: string;
  readonly isMet: boolean;
}

/**
 * Closes an issue with a word. One that somebody closed only gets the mark, and one that somebody opened again after a
 * sync had closed it is theirs.
 */
export function closed(
  issue: TaskIssue,
  { why, isMet }: Ending,
  day: string,
  { escalate }: TasksConfig,
): Change | undefined {
  const { marker } = issue;
  if (marker.state === "closed") return undefined;
  const base = { ...marker, state: "closed" as const, judgedFor: day, escalated: 0 };
  if (issue.state === "closed")
    return { operation: "update", why: "it was closed already", fields: { body: bodyWith(issue, base) } };
  const turn = marker.turn + 1;
  const passing = escalate.map(({ label }) => label);
  const labels = marker.labels.filter((one) => !passing.includes(one));
  return {
    operation: "close",
    why: why.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()),
    word: { kind: "closed", turn, day, text: closedWord(why) },
    fields: {
      body: bodyWith(issue, { ...base, turn, labels }),
      state: "closed",
      state_reason: isMet ? "completed" : "not_planned",
      labels: labelsOf(issue, labels),
    },
  };
}

function reopened(
  issue: TaskIssue,
  subject: TaskSubject,
  place: TaskPlace,
  config: TasksConfig,
): Change | undefined {
  const { marker, closedAt } = issue;
  const day = subject.card.judgedFor;
  const isRelapse = marker.state === "closed";
  if (!isRelapse && closedAt !== undefined && daysBetween(closedAt, day) < config.reopenAfterDays)
    return undefined;
  const rules = taskRules(subject, isRelapse ? [] : marker.rules);
  const turn = marker.turn + 1;
  const before = isRelapse ? 0 : marker.escalated;
  const escalated = stepsTaken(subject, rules, config);
  const next = markerOf(subject, rules, config, { turn, escalated });
  const due = dueOf(rules) ?? day;
  const text = [
    reopenedWord(isRelapse, due),
    ...(escalated > before ? [overdueWord(config.escalate.slice(before, escalated), due)] : []),
  ].join(" ");
  return {
    operation: "reopen",
    why: isRelapse ? "it fails again" : "it was closed by hand and still fails",
    word: { kind: "reopened", turn, day, text },
    fields: {
      ...written(issue, next, blockText(subject, rules, place)),
      state: "open",
      state_reason: "reopened",
    },
  };
}

function kept(
  issue: TaskIssue,
  subject: TaskSubject,
  place: TaskPlace,
  config: TasksConfig,
): Change | undefined {
  const { marker } = issue;
  const rules = taskRules(subject, marker.state === "closed" ? [] : marker.rules);
  const escalated = stepsTaken(subject, rules, config);
  const rises = escalated > marker.escalated;
  const turn = marker.turn + (rises ? 1 : 0);
  const next = markerOf(subject, rules, config, { turn, escalated });
  const fields = written(issue, next, blockText(subject, rules, place));
  if (rises) {
    const day = subject.card.judgedFor;
    const text = overdueWord(config.escalate.slice(marker.escalated, escalated), dueOf(rules) ?? day);
    const why = `overdue since ${dueOf(rules)}`;
    return { operation: "escalate", why, word: { kind: "overdue", turn, day, text }, fields };
  }
  const what = differences(issue, next, fields);
  return what.length === 0 ? undefined : { operation: "update", why: what.join(", "), fields };
}

/** What differs for people: a mark that only names another day is left as it is, so that no issue changes daily. */
function differences(issue: TaskIssue, next: TaskMarker, fields: IssueFields): readonly string[] {
  const block = (body: string): string | undefined => readBlock(body)?.text;
  const marks = ({ state, escalated, service, labels, title }: TaskMarker): string =>
    JSON.stringify([state, escalated, service, labels, title]);
  return [
    ...(fields.title === issue.title ? [] : ["title"]),
    ...ruleDifferences(issue.marker.rules, next.rules),
    ...(block(issue.body) === block(fields.body ?? "") ? [] : ["text"]),
    ...(sameLabels(fields.labels ?? [], issue.labels) ? [] : ["labels"]),
    ...(marks(issue.marker) === marks(next) ? [] : ["mark"]),
  ];
}

/** Rules that came or went, and other days of those that stay. */
function ruleDifferences(before: readonly TaskRule[], after: readonly TaskRule[]): readonly string[] {
  const keys = (rules: readonly TaskRule[]): ReadonlySet<string> => new Set(rules.map(ruleKey));
  const [old, next] = [keys(before), keys(after)];
  const kept = (rules: readonly TaskRule[]): readonly TaskRule[] =>
    rules.filter((one) => old.has(ruleKey(one)) && next.has(ruleKey(one)));
  return [
    ...(isDeepStrictEqual(old, next) ? [] : ["rules"]),
    ...(isDeepStrictEqual(kept(before), kept(after)) ? [] : ["due day"]),
  ];
}

function written(issue: TaskIssue, next: TaskMarker, text: string): IssueFields {
  // A title that somebody wrote is theirs; the mark goes on naming ours.
  const isOurs = issue.title === issue.marker.title;
  return {
    title: isOurs ? next.title : issue.title,
    body: withBlock(issue.body, next, text),
    labels: labelsOf(issue, next.labels),
  };
}

/** The labels that others put, and ours. GitHub tells no case apart in them. */
function labelsOf({ labels, marker }: TaskIssue, ours: readonly string[]): readonly string[] {
  const has = (list: readonly string[], name: string): boolean =>
    list.some((one) => one.toLowerCase() === name.toLowerCase());
  const stay = labels.filter((one) => has(ours, one) || !has(marker.labels, one));
  return [...stay, ...ours.filter((one) => !has(stay, one))];
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  const sorted = (list: readonly string[]): string =>
    JSON.stringify(list.map((one) => one.toLowerCase()).sort());
  return sorted(a) === sorted(b);
}

function bodyWith(issue: TaskIssue, marker: TaskMarker): string {
  return withBlock(issue.body, marker, readBlock(issue.body)?.text ?? "");
}

function markerOf(
  subject: TaskSubject,
  rules: readonly TaskRule[],
  config: TasksConfig,
  { turn, escalated }: { readonly turn: number; readonly escalated: number },
): TaskMarker {
  const { card, service, rule } = subject;
  const team = service.owner === undefined ? [] : [cut(`${config.teamLabel}${service.owner}`)];
  const escalation = config.escalate.slice(0, escalated).flatMap(({ label }) => label ?? []);
  return {
    version: 1,
    project: card.project,
    stack: card.stack,
    service: service.name,
    ...(rule === undefined ? {} : { rule }),
    rules: [...rules],
    state: "open",
    judgedFor: card.judgedFor,
    turn,
    escalated,
    labels: [...distinct([config.label, ...config.labels, ...team, ...escalation])],
    title: titleOf(subject),
  };
}

/** How many steps of escalation a task has reached; they are in the order of their days. */
function stepsTaken({ card }: TaskSubject, rules: readonly TaskRule[], { escalate }: TasksConfig): number {
  const due = dueOf(rules);
  if (due === undefined) return 0;
  const late = daysBetween(due, card.judgedFor);
  return escalate.filter(({ afterDays }) => late >= afterDays).length;
}

/** GitHub takes 50 characters of a label, and parts a list of them by commas. */
function cut(label: string): string {
  return [...label.replaceAll(",", " ")].slice(0, 50).join("").trim();
}

function distinct(labels: readonly string[]): readonly string[] {
  return labels.filter(
    (one, index) => labels.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === index,
  );
}
