import type { Truth } from "../truth";
import { type Condition, type MonitorMessage, type Path, parseMonitorMessage } from "./monitor-message";

/** A state that a monitor enters, by the block of its message that is about it. */
export type MonitorState = "is_alert" | "is_no_data";

/** States in which a monitor speaks other than at its alert, in words. Source: Datadog's monitor variables. */
const otherStates: Readonly<Record<string, string>> = {
  is_alert_recovery: "recovery",
  is_alert_to_warning: "warning",
  is_no_data: "no data",
  is_no_data_recovery: "recovery",
  is_recovery: "recovery",
  is_renotify: "renotification",
  is_unknown: "unknown state",
  is_warning: "warning",
  is_warning_recovery: "recovery",
};

/** What a handle of a message is told. */
export interface MentionedHandle {
  readonly handle: string;
  /** Whether its text is sent when the monitor enters the state; undefined where run time decides. */
  readonly onAlert: Truth;
  /** In which other states it is told, in words; empty where that cannot be named. */
  readonly otherwise: readonly string[];
}

/** Enumerating what run time may decide stays cheap up to this many conditions. */
const mostAtoms = 8;

/** Everybody that a message mentions. */
export interface Mentions {
  readonly handles: readonly MentionedHandle[];
  /** False where the message's blocks do not match, so that nobody can tell what is sent. */
  readonly balanced: boolean;
}

/** The handles of a message and whether each is notified when a monitor of this priority (1 to 5) enters a state. */
export function mentionsOnAlert(
  text: string,
  priority: number | undefined,
  state: MonitorState = "is_alert",
): Mentions {
  const message = parseMonitorMessage(text);
  const handles = [...message.mentions].map(([handle, paths]) => ({
    handle,
    onAlert: message.balanced ? met(paths, { message, priority, state }) : undefined,
    otherwise: [...new Set(paths.flatMap(statesOf))].sort(),
  }));
  return { handles, balanced: message.balanced };
}

/** The addresses in a message, and whether each is sent when a monitor of this priority (1 to 5) alerts. */
export function linksOnAlert(
  text: string,
  priority: number | undefined,
): readonly { readonly link: string; readonly onAlert: Truth }[] {
  const message = parseMonitorMessage(text);
  const sending: Sending = { message, priority, state: "is_alert" };
  return [...message.links].map(([link, paths]) => ({
    link,
    onAlert: message.balanced ? met(paths, sending) : undefined,
  }));
}

function statesOf(path: Path): readonly string[] {
  const named = path.filter(({ holds }) => holds).map(({ name }) => otherStates[name]);
  return named.filter((state) => state !== undefined);
}

/** In which circumstances a message is sent. */
interface Sending {
  readonly message: MonitorMessage;
  readonly priority: number | undefined;
  readonly state: MonitorState;
}

/** Whether one of the places is sent, whatever run time decides of what is not known here. */
function met(paths: readonly Path[], sending: Sending): Truth {
  const open: Path[] = [];
  for (const path of paths) {
    const truths = path.map((condition) => ({ condition, truth: truthOf(condition, sending) }));
    if (truths.some(({ truth }) => truth === false)) continue;
    const undecided = truths.filter(({ truth }) => truth === undefined).map(({ condition }) => condition);
    if (undecided.length === 0) return true;
    open.push(undecided);
  }
  if (open.length === 0) return false;
  return alwaysMet(open) ? true : undefined;
}

function truthOf({ name, argument, holds }: Condition, sending: Sending): Truth {
  const truth = blockTruth(name, argument, sending);
  return truth === undefined ? undefined : truth === holds;
}

function blockTruth(name: string, argument: string, { message, priority, state }: Sending): Truth {
  if (name === state) return true;
  if (name === "is_alert" || Object.hasOwn(otherStates, name)) return false;
  if (name !== "is_priority" || message.overridesPriority) return undefined;
  return argument.replace(/["']/g, "").toUpperCase() === `P${priority ?? ""}`;
}

/** Whether some path holds under every assignment, as in is_match with an else. */
function alwaysMet(paths: readonly Path[]): boolean {
  const atoms = [...new Set(paths.flat().map(atomOf))];
  if (atoms.length > mostAtoms) return false;
  for (let assignment = 0; assignment < 2 ** atoms.length; assignment++) {
    const holds = (condition: Condition): boolean =>
      ((assignment >> atoms.indexOf(atomOf(condition))) & 1) === (condition.holds ? 1 : 0);
    if (!paths.some((path) => path.every(holds))) return false;
  }
  return true;
}

function atomOf({ name, argument }: Condition): string {
  return `${name} ${argument}`;
}
