import type { Evidence } from "../engine/rule";
import type { Monitor } from "./monitors";
import { recipientsByRule } from "./notification-rules";
import { mentionsOnAlert } from "./on-alert";
import { anyOf, type Truth } from "./truth";

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
 * Reads whom a monitor notifies. On alert means with its first notification: what is only sent again later (is_renotify,
 * an escalation message) does not count, and an escalation message is only sent where there is a renotification interval.
 */
export function notificationsOf(monitor: Monitor, evidence: Evidence): Notifications {
  const { handles: mentioned, balanced } = mentionsOnAlert(monitor.message, monitor.priority);
  const added = recipientsByRule(monitor, evidence);
  const escalated = escalationOf(monitor);
  const told = [...mentioned, ...added];
  return {
    somebody: mentioned.length > 0 || escalated.length > 0 || anyOf(added.map(({ matched }) => matched)),
    onAlert: anyOf(told.map(({ onAlert }) => onAlert)),
    doubt: balanced
      ? "depends on conditions that only an alert decides"
      : "cannot be told while the blocks of its message do not match",
    reaches: (handles) => anyOf(told.map(({ handle, onAlert }) => reached(handle, onAlert, handles))),
    otherwise: (handles) => {
      const states = mentioned
        .filter(({ handle }) => handles.includes(handle))
        .flatMap(({ otherwise }) => otherwise);
      const again = escalated.some((handle) => handles.includes(handle)) ? ["renotification"] : [];
      return [...new Set([...states, ...again])].sort();
    },
  };
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
