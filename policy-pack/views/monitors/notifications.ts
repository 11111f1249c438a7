import type { Evidence } from "../../engine/rule";
import { attempt, take } from "../attempt";
import { anyOf, type Truth } from "../truth";
import type { Monitor } from "./monitors";
import { recipientsByEachRule } from "./notification-rules";
import { type MentionedHandle, type MonitorState, mentionsOnAlert } from "./on-alert";

/** Whom a monitor notifies, by its message, its escalation message and the notification rules of the stack. */
export interface Notifications {
  /** Whether anybody is notified in any state; undefined where run time decides. */
  readonly somebody: Truth;
  /** Whether anybody is notified when the monitor alerts. */
  readonly onAlert: Truth;
  /** Why something cannot be told, in words that follow 'whom it notifies'. */
  readonly doubt: string;
  /** Whether one of these handles (without @) is notified when the monitor alerts. */
  reaches(handles: readonly string[]): Truth;
  /** In which other states one of these handles is notified, in words such as recovery. */
  otherwise(handles: readonly string[]): readonly string[];
}

/**
 * Reads whom a monitor notifies; where another state is asked about, it stands for the alert. On alert means with its first notification: what is only sent again later (is_renotify,
 * an escalation message) does not count, and an escalation message is only sent where there is a renotification interval.
 * An answer that a message or rule which is not known could change throws UnknownValue.
 */
export function notificationsOf(
  monitor: Monitor,
  evidence: Evidence,
  state: MonitorState = "is_alert",
): Notifications {
  return evidence.once(`notifications of ${monitor.resource.urn} ${state}`, () =>
    readNotifications(monitor, evidence, state),
  );
}

function readNotifications(monitor: Monitor, evidence: Evidence, state: MonitorState): Notifications {
  const message = attempt(() => mentionsOnAlert(monitor.message, monitor.priority, state));
  const escalation = attempt(() => escalationOf(monitor));
  const rules = recipientsByEachRule(monitor, evidence, state);
  const mentioned = "value" in message ? message.value.handles : [];
  const added = rules.flatMap((rule) => ("value" in rule ? rule.value : []));
  const told = [...mentioned, ...added];
  const [unread] = [message, ...rules].flatMap((part) => ("unknown" in part ? [part.unknown] : []));
  const unlessUnread = (truth: Truth): Truth => {
    if (truth !== true && unread) throw unread;
    return truth;
  };
  const unbalanced = "value" in message && !message.value.balanced;
  return {
    get somebody() {
      if (mentioned.length > 0 || take(escalation).length > 0) return true;
      return unlessUnread(anyOf(added.map(({ matched }) => matched)));
    },
    get onAlert() {
      return unlessUnread(anyOf(told.map(({ onAlert }) => onAlert)));
    },
    doubt: unbalanced
      ? "cannot be told while the blocks of its message do not match"
      : "depends on conditions that only an alert decides",
    reaches: (handles) =>
      unlessUnread(anyOf(told.map(({ handle, onAlert }) => reached(handle, onAlert, handles)))),
    otherwise: (handles) => otherStates(mentioned, "value" in escalation ? escalation.value : [], handles),
  };
}

function otherStates(
  mentioned: readonly MentionedHandle[],
  escalated: readonly string[],
  handles: readonly string[],
): readonly string[] {
  const named = mentioned.filter(({ handle }) => handles.includes(handle));
  const again = escalated.some((handle) => handles.includes(handle)) ? ["renotification"] : [];
  return [...new Set([...named.flatMap(({ otherwise }) => otherwise), ...again])].sort();
}

function escalationOf(monitor: Monitor): readonly string[] {
  if (!monitor.renotifyInterval) return [];
  return mentionsOnAlert(monitor.escalationMessage, monitor.priority).handles.map(({ handle }) => handle);
}

/** A handle with a {{variable}} may become one of those that are asked for, where the text around it fits. */
function reached(handle: string, onAlert: Truth, handles: readonly string[]): Truth {
  if (onAlert === false) return false;
  if (handles.includes(handle)) return onAlert;
  if (!handle.includes("{{")) return false;
  const start = handle.slice(0, handle.indexOf("{{"));
  const end = handle.slice(handle.lastIndexOf("}") + 1);
  return handles.some((one) => one.startsWith(start) && one.endsWith(end)) ? undefined : false;
}
