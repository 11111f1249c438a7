import { oneLine } from "../../policy-pack/engine/text";
import type { StateOfService } from "../promotion/blockers";
import type { TierMove } from "../promotion/move";
import { counted, wrap } from "../terminal";
import type { Look } from "./look";

/** What stops a promotion: rules on what moves by itself, with how to mend it. */
export function blockersText(
  { failing }: StateOfService,
  { service, to }: TierMove,
  { width, paint }: Look,
): string {
  const lines = failing.flatMap(({ rule, violations }) => [
    `  ${paint.bold(rule.id)}  ${rule.level}`,
    ...violations.flatMap(({ text, fix }, index) => [
      wrap(oneLine(text), width, "    "),
      // Several failures of a rule have one fix.
      ...(fix === undefined || violations[index + 1]?.fix === fix
        ? []
        : [wrap(`Fix: ${oneLine(fix)}`, width, "    ")]),
    ]),
  ]);
  const fail = `${counted(failing.length, "rule")} on what moves by itself ${failing.length === 1 ? "fails" : "fail"}`;
  return [wrap(`${fail} for ${service}, and tier ${to} makes that mandatory:`, width), ...lines].join("\n");
}

/** A sentence on the rules that nobody can judge now. */
export function unknownText({ unknown }: StateOfService, service: string): string {
  const rules = unknown.map(({ rule }) => rule.id).join(", ");
  return `Not known of ${service}, and no reason to stop: ${rules}.`;
}
