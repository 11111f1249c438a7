import { counted } from "../../policy-pack/engine/summary-words";
import { proofText, recordText, tierText } from "../approval-words";
import type { Approvals, TierChange, WaiverChange } from "../approvals";
import { commentOf, partlyFolded } from "./markdown-comment";
import { markdownText } from "./markdown-text";
import { nameOf } from "./markdown-words";

/**
 * What a pull request does to tiers, waivers and services, as a comment on it. The first line is a hidden marker, by which a
 * job finds its comment again.
 */
export function approvalsMarkdown({ reviewed, tiers, waivers, deleted, notices }: Approvals): string {
  const all = [...tiers, ...waivers, ...deleted];
  const faulty = all.filter(({ faults }) => faults.length > 0).length;
  const unproven = [...tiers, ...waivers].filter(({ proof }) => proof === "recorded").length;
  const waits = unproven > 0 && reviewed;
  const unverified = `${counted(unproven, "approval")} not verified`;
  const words = [
    ...(faulty > 0 ? [`**${faulty} of ${all.length} may not be merged so**`] : []),
    ...(faulty === 0 && !waits ? ["nothing stands against them"] : []),
    ...(waits ? [`**not to be merged yet**, ${unverified}`] : []),
    ...(unproven > 0 && !waits ? [unverified] : []),
  ];
  const opening =
    all.length === 0
      ? "No tier, waiver or deletion to approve."
      : `${counted(tiers.length, "change")} of tiers, ${counted(waivers.length, "new waiver")}, ${counted(deleted.length, "deleted service")}: ${words.join("; ")}.`;
  return commentOf(`<!-- readiness approvals -->\n\n${opening}`, [
    ...partlyFolded("Tiers", tiers.map(tierEntry), 1),
    ...partlyFolded("Waivers", waivers.map(waiverEntry), 2),
    ...partlyFolded(
      "Deleted services",
      deleted.map((one) => entryOf(nameOf(one.service), one.faults)),
      1,
    ),
    ...partlyFolded(
      "Besides",
      notices.map((one) => `- ${markdownText(one)}`),
      3,
    ),
  ]);
}

function tierEntry(change: TierChange): string {
  const { service, stack, record, faults } = change;
  const who = record === undefined ? "" : `, ${markdownText(recordText(record))}`;
  const what = `${nameOf(service)} in ${markdownText(stack)}: ${tierText(change)}${who}`;
  return entryOf(`${what} (${markdownText(proofText(change))})`, faults);
}

function waiverEntry(change: WaiverChange): string {
  const { rule, service, approver, expires, note } = change.waiver;
  const what = `${nameOf(service)}, ${markdownText(rule)} until ${expires}, accepted by ${markdownText(approver)}: ${markdownText(note)}`;
  return entryOf(`${what} (${markdownText(proofText(change))})`, change.faults);
}

function entryOf(what: string, faults: readonly string[]): string {
  return [`- ${what}`, ...faults.map((fault) => `  - ❌ ${markdownText(fault)}`)].join("\n");
}
