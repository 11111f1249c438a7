import { oneLine, plain } from "../../policy-pack/engine/text";
import { proofText, recordText, tierText } from "../../scorecard/approval-words";
import type { Approvals, TierChange, WaiverChange } from "../../scorecard/approvals";
import { counted, wrap } from "../terminal";
import { block, type Look } from "./look";

/** What a change does to tiers, waivers and services, for people: what stands against it below each; `looked` is what was looked at. */
export function approvalsText(found: Approvals, looked: string, look: Look): string {
  const { project, base, tiers, waivers, deleted, notices } = found;
  const { paint, width } = look;
  const all = [...tiers, ...waivers, ...deleted];
  const title = `${project}, ${base.slice(0, 7)} to ${looked}: ${counted(tiers.length, "change")} of tiers, ${counted(waivers.length, "new waiver")}, ${counted(deleted.length, "service")} deleted`;
  const faulty = all.filter(({ faults }) => faults.length > 0).length;
  const unproven = [...tiers, ...waivers].filter(({ proof }) => proof === "recorded").length;
  const waits = unproven > 0 && found.reviewed;
  const end = [
    ...(faulty > 0 ? [`${faulty} of ${all.length} may not be merged so.`] : []),
    ...(faulty === 0 && !waits ? ["Nothing stands against it."] : []),
    ...(waits ? [`Not to be merged yet: ${counted(unproven, "approval")} not proven by a review.`] : []),
    ...(unproven > 0 && !waits ? ["Who approved is as recorded; --reviews proves it."] : []),
  ];
  return [
    paint.bold(title),
    ...[
      block(
        paint.bold("Tiers"),
        tiers.map((one) => tierLines(one, look)),
      ),
      block(
        paint.bold("Waivers"),
        waivers.map((one) => waiverLines(one, look)),
      ),
      block(
        paint.bold("Deleted"),
        deleted.map(({ service, faults }) => [`  ${service}`, ...faultLines(faults, look)].join("\n")),
      ),
      block(
        paint.bold("Besides"),
        notices.map((one) => wrap(one, width, "  ")),
      ),
    ].filter((text) => text !== ""),
    ...(all.length === 0 ? [] : [end.join(" ")]),
  ].join("\n\n");
}

function tierLines(change: TierChange, look: Look): string {
  const { stack, service, record, faults } = change;
  const { paint, width } = look;
  return [
    `  ${paint.bold(plain(service))} in ${plain(stack)}  ${tierText(change)}  ${shownProof(change, look)}`,
    ...(record === undefined ? [] : [wrap(recordText(record), width, "    ")]),
    ...whyLines(change, look),
    ...faultLines(faults, look),
  ].join("\n");
}

function waiverLines(change: WaiverChange, look: Look): string {
  const { waiver, faults } = change;
  const { rule, service, approver, reason, expires, note } = waiver;
  const said = `accepted by ${plain(approver)} until ${expires} (${reason}): ${oneLine(note)}`;
  return [
    `  ${look.paint.bold(plain(service))}, ${plain(rule)}  ${shownProof(change, look)}`,
    wrap(said, look.width, "    "),
    ...whyLines(change, look),
    ...faultLines(faults, look),
  ].join("\n");
}

function shownProof({ proof }: Pick<WaiverChange, "proof">, { paint }: Look): string {
  const words = proofText({ proof });
  return proof === "verified" ? paint.green(words) : proof === "recorded" ? paint.yellow(words) : words;
}

function whyLines({ why }: Pick<WaiverChange, "why">, { width }: Look): readonly string[] {
  return why === undefined ? [] : [wrap(`Not verified: ${oneLine(why)}`, width, "    ")];
}

function faultLines(faults: readonly string[], { width, paint }: Look): readonly string[] {
  return faults.map((fault) => wrap(`${paint.red("refused")}: ${oneLine(fault)}`, width, "    "));
}
