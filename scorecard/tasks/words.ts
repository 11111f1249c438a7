import type { TasksConfig } from "../../catalog/tasks-config";
import { markdownText } from "../formats/markdown-text";

/** What is said as an issue is closed; `why` is a sentence. */
export function closedWord(why: string): string {
  return `${markdownText(why)} Closed by <code>readiness tasks sync</code>; should it fail again, this issue is opened again.`;
}

/** What is said as one is opened again. */
export function reopenedWord(isRelapse: boolean, due: string): string {
  return isRelapse
    ? `It fails again, so this is open again. Due ${due}.`
    : `This was closed by hand, and it still fails, so it is open again. Due ${due}. If it is to stay as it is, record a waiver.`;
}

/** What is said as one is overdue for so long, by the steps that are new. */
export function overdueWord(steps: TasksConfig["escalate"], due: string): string {
  const called = [...new Set(steps.flatMap(({ mention }) => mention))];
  // Names of the catalog, whose schema lets nothing through but a mention's letters.
  const calls =
    called.length === 0 ? "" : ` ${called.map((one) => `@${one}`).join(" ")}: please have a look.`;
  return `Overdue: it was to be met by ${due}.${calls}`;
}
