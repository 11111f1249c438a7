import { stateOfEmergency } from "../policy-pack/engine/context";
import { emergencyText } from "../policy-pack/engine/emergency-words";
import type { Override } from "./override";
import type { Scorecard } from "./schema";

/** The overrides on a scorecard's record, those in force first, emergencies before locks. */
export function overridesOf(card: Scorecard): readonly Override[] {
  const { breakGlass, locks = [], judgedFor } = card;
  const emergencies = breakGlass === undefined ? [] : [emergencyOf(breakGlass, card)];
  const all = [...emergencies, ...locks.map((lock) => lockOf(lock, judgedFor))];
  return [...all.filter(({ isOver }) => !isOver), ...all.filter(({ isOver }) => isOver)];
}

function emergencyOf(
  record: NonNullable<Scorecard["breakGlass"]>,
  { judgedFor, source: { statedAt = judgedFor } }: Scorecard,
): Override {
  const { service } = record;
  // A scorecard knows its day and when its facts were stated, not the minute in which it is read.
  const now = new Date(Math.max(Date.parse(statedAt), Date.parse(judgedFor)));
  const state = stateOfEmergency(record, { statedAt }, { now });
  return {
    kind: "emergency",
    ...(service === undefined ? {} : { service }),
    isOver: state !== "in-force",
    text: emergencyText(record, state),
  };
}

function lockOf(
  { service, by, reason, until }: NonNullable<Scorecard["locks"]>[number],
  day: string,
): Override {
  const isOver = until < day;
  const text = isOver
    ? `The lock of ${service} by ${by} ended on ${until}; readiness unlock removes it.`
    : `${service} is locked by ${by} until the end of ${until}: ${reason}`;
  return { kind: "lock", service, isOver, text };
}
