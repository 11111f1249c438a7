import { addDays } from "../../tiers/calendar";
import { daysToFix } from "../../tiers/levels";
import { isKept, ruleKey, type TaskSubject } from "./asked";
import type { TaskRule } from "./marker";

/**
 * The rules of a task with when each was opened and is due, `earlier` being those that it had. A day that somebody set
 * goes first while it lies ahead, and is kept when it is past; else the tier's days count from when the rule came in. A
 * due day never moves by itself. What could not be judged stays as it was.
 */
export function taskRules(subject: TaskSubject, earlier: readonly TaskRule[]): readonly TaskRule[] {
  const { asked, service, card } = subject;
  const before = new Map(earlier.map((one) => [ruleKey(one), one]));
  const now = asked.map(({ finding: { set, rule }, deadline }): TaskRule => {
    const known = before.get(ruleKey({ set, rule }));
    const opened = known?.opened ?? card.judgedFor;
    const isAhead = deadline !== undefined && deadline >= card.judgedFor;
    const due = isAhead ? deadline : (known?.due ?? addDays(opened, daysToFix[service.tier]));
    return { set, rule, opened, due };
  });
  return [...now, ...earlier.filter((one) => isKept(subject, ruleKey(one)))];
}

/** The day by which the first rule of a task is to be met. */
export function dueOf(rules: readonly TaskRule[]): string | undefined {
  return rules.map(({ due }) => due).sort()[0];
}
