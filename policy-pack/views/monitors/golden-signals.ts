import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { onCallHandles } from "../on-call/on-call-handles";
import { type Sorted, sortOut, type Truth } from "../truth";
import { whyUseless } from "./alerting";
import type { Measure } from "./measures";
import type { Monitor } from "./monitors";
import { type Notifications, notificationsOf } from "./notifications";
import { noticesSilence, signalsOf } from "./signals";

/** A service's monitors by what they watch. */
export interface SignalSurvey {
  /** Those of a signal: sound, with what is wrong in words that follow the name, or not known. */
  of(signal: Measure): Sorted<Monitor, string>;
  /** Those of which nothing tells what they watch. */
  readonly unclassified: readonly Monitor[];
}

/** Sorts a service's monitors by signal. Symptoms must page; saturation, a cause, may also notify somebody else. */
export function surveySignals(
  service: Subject,
  evidence: Evidence,
  monitors: readonly Monitor[],
): SignalSurvey {
  const classes = sortOut(monitors, (monitor) => {
    const { signals } = signalsOf(monitor, service, evidence);
    return signals.length > 0 || noticesSilence(monitor) ? undefined : "unclassified";
  });
  const candidates = [...classes.sound, ...classes.undecided.map(({ item }) => item)];
  return {
    of: (signal) => {
      const { sound, undecided } = sortOut(candidates, (monitor) =>
        watches(monitor, signal, service, evidence) ? undefined : "watches something else",
      );
      const judged = sortOut(sound, (monitor) => whyUnfit(monitor, signal, service, evidence));
      return { ...judged, undecided: [...judged.undecided, ...undecided] };
    },
    // What a test asks is another rule's matter.
    unclassified: classes.defective.map(({ item }) => item).filter(({ type }) => type !== "synthetics alert"),
  };
}

function watches(monitor: Monitor, signal: Measure, service: Subject, evidence: Evidence): boolean {
  return signalsOf(monitor, service, evidence).signals.includes(signal) || speaksOfSilence(monitor, signal);
}

function speaksOfSilence(monitor: Monitor, signal: Measure): boolean {
  return signal === "traffic" && noticesSilence(monitor);
}

function whyUnfit(
  monitor: Monitor,
  signal: Measure,
  service: Subject,
  evidence: Evidence,
): string | undefined {
  const useless = whyUseless(monitor, service, evidence);
  if (useless !== undefined) return useless;
  const { signals, contradiction } = signalsOf(monitor, service, evidence);
  if (contradiction !== undefined) return contradiction;
  const handles = signal === "saturation" ? [] : onCallHandles(service, evidence);
  const told: Notifications[] = signals.includes(signal) ? [notificationsOf(monitor, evidence)] : [];
  if (speaksOfSilence(monitor, signal)) told.push(notificationsOf(monitor, evidence, "is_no_data"));
  // Without a handle nobody can be paged, which is another rule's matter.
  const reaches = (one: Notifications): Truth => (handles.length > 0 ? one.reaches(handles) : one.onAlert);
  const answers = told.map(reaches);
  if (answers.includes(true)) return undefined;
  const open = told[answers.indexOf(undefined)];
  if (open) throw new UnknownValue("unobserved", `whom ${monitor.name} notifies ${open.doubt}`);
  return handles.length > 0 ? "pages nobody" : "tells nobody when it alerts";
}
