import { z } from "zod";

const day = z.iso.date();
const name = z.string().min(1);

/** One rule that a task is for: since when, and until when it is to be met. */
const taskRuleSchema = z.strictObject({ set: name, rule: name, opened: day, due: day });

/**
 * What a task's issue carries unseen, so that nothing else need be kept anywhere: what it is for, and what the last
 * sync made of it.
 */
const markerSchema = z.strictObject({
  version: z.literal(1),
  project: name,
  stack: name,
  service: name,
  /** The one rule of it, as set/rule; absent where the task is for all rules of the service. */
  rule: name.optional(),
  rules: z.array(taskRuleSchema).min(1),
  /** What a sync left it as: another state at GitHub is somebody's doing. */
  state: z.enum(["open", "closed"]),
  /** Day of the scorecard that it was written from. */
  judgedFor: day,
  /** How often something was said about it. */
  turn: z.int().min(0),
  /** Steps of escalation that were taken. */
  escalated: z.int().min(0),
  /** Labels and title as we put them: others are not ours to change. */
  labels: z.array(z.string()),
  title: z.string(),
});
export type TaskMarker = z.infer<typeof markerSchema>;
export type TaskRule = z.infer<typeof taskRuleSchema>;

const ending = "<!-- readiness:end -->";

/** A body with our part replaced, or set before what is there already. */
export function withBlock(body: string, marker: TaskMarker, text: string): string {
  const block = `<!-- readiness:task ${unseen(marker)} -->\n${text}\n${ending}`;
  const found = blockIn(body);
  if (found === undefined) return body === "" ? `${block}\n` : `${block}\n\n${body}`;
  return `${body.slice(0, found.start)}${block}${body.slice(found.end)}`;
}

/** Our part of an issue's body; undefined where there is none, or none that a sync wrote. */
export function readBlock(body: string): { readonly marker: TaskMarker; readonly text: string } | undefined {
  const found = blockIn(body);
  if (found === undefined) return undefined;
  const marker = markerSchema.safeParse(parsed(found.json));
  return marker.success ? { marker: marker.data, text: found.text } : undefined;
}

/** Without its end our part is the mark alone: what follows may be somebody else's. */
function blockIn(body: string) {
  const head = /<!-- readiness:task (\{.*\}) -->\r?\n?/.exec(body);
  if (head === null) return undefined;
  const after = head.index + head[0].length;
  const stop = body.indexOf(ending, after);
  const end = stop < 0 ? after : stop + ending.length;
  // Editors of the web write other line ends.
  const text = body.slice(after, Math.max(after, stop)).replaceAll("\r\n", "\n").replace(/\n$/, "");
  return { start: head.index, end, json: head[1] ?? "", text };
}

/** What is said at one moment of a task, so that it is found again and not said twice. */
export interface Word {
  readonly kind: "closed" | "reopened" | "overdue";
  readonly turn: number;
  readonly day: string;
}

/** A comment that carries unseen which word it is. */
export function commentOf(word: Word, text: string): string {
  return `${mark(word)}\n${text}`;
}

/** Whether a comment is this word. */
export function isWord(comment: string, word: Word): boolean {
  return comment.startsWith(mark(word));
}

function mark({ kind, turn, day: said }: Word): string {
  return `<!-- readiness:said ${kind} ${turn} ${said} -->`;
}

/** JSON on one line that cannot end a comment of HTML: of letters, digits and signs that nothing on the way changes. */
function unseen(marker: TaskMarker): string {
  return JSON.stringify(marker)
    .replace(/[<>]|[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("--", "-\\u002d");
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // Somebody changed it: then it is no mark of ours.
  }
}
