import { daysBetween } from "../../../../tiers/calendar";
import type { FindingDetail } from "../../data/detail";
import type { SiteFinding } from "../../data/opened";
import { pathOfRule } from "../context";
import { type Child, el } from "../element";
import { levelText, outcomeMark } from "../marks";
import { hrefTo } from "../route";
import { counted, dayText, resourcesText, sentence } from "../text";
import type { Shown } from "./service";

/** A finding with all that is known of it; open where it is what somebody has to mend. */
export function findingBlock(shown: Shown, finding: SiteFinding, isOpen: boolean): HTMLElement {
  const { about, outcome } = finding;
  const detail = shown.find(finding);
  return el(
    "details",
    { class: "finding print", open: isOpen },
    el(
      "summary",
      {},
      outcomeMark(outcome),
      el("strong", {}, about.title),
      el("span", { class: "muted" }, `${levelText(finding.level)}, ${strictText(finding)}`),
    ),
    el(
      "div",
      { class: "finding-body" },
      reasonText(finding, detail),
      detail?.violations.map((one) => violation(one)),
      detail?.waived.map(waived),
      detail !== undefined && detail.violations.length === 0 && outcome === "fail" && el("p", {}, about.fix),
      evidence(shown, detail),
      el(
        "p",
        { class: "muted" },
        about.why,
        " ",
        el("a", { href: hrefTo(pathOfRule(about)) }, `Rule ${about.rule}`),
      ),
    ),
  );
}

const unknownTexts = {
  planned: "known only after an update",
  authored: "left open where it is written",
  unobserved: "not answered by a vendor",
  "no-collector": "of a vendor that is not observed; it does not count for the level",
  partial: "hidden by a partial run",
} as const;

/** Why it does not apply, is unknown or went wrong; failures say it themselves. */
function reasonText({ cause }: SiteFinding, detail: FindingDetail | undefined): Child {
  const known = cause === undefined ? "" : `Unknown, as it is ${unknownText(cause)}`;
  const reason = detail?.reason ?? "";
  if (known === "" && reason === "") return undefined;
  return el(
    "p",
    {},
    known === "" || reason === "" ? sentence(`${known}${reason}`) : sentence(`${known}: ${reason}`),
  );
}

function unknownText(cause: NonNullable<SiteFinding["cause"]>): string {
  return unknownTexts[cause];
}

function strictText({ enforcement, outcome }: SiteFinding): string {
  if (outcome === "pass" || outcome === "not-applicable" || outcome === "waived")
    return outcome === "waived" ? "waived" : "nothing to do";
  return enforcement === "off" ? "off at its tier" : enforcement;
}

function violation({
  text,
  fix,
  subject,
  enforcement,
  gate,
  due,
  chain,
  urn,
}: FindingDetail["violations"][number]): HTMLElement {
  return el(
    "div",
    { class: "violation" },
    el("p", { class: "violation-text" }, text),
    fix !== undefined && el("p", {}, el("strong", {}, "Fix: "), fix),
    el(
      "p",
      { class: "muted" },
      [
        ...(subject === undefined ? [] : [`About ${subject}`]),
        enforcement === gate
          ? `${enforcement} in the run and at the gate`
          : `${enforcement} in the run, ${gate} at the gate`,
        ...(due === undefined ? [] : [`stricter after ${dayText(due)}`]),
      ].join("; "),
      ".",
    ),
    chain.length > 0 &&
      el(
        "details",
        { class: "quiet" },
        el("summary", {}, "Why so strict"),
        el(
          "ol",
          {},
          chain.map(({ step, enforcement: strict, because }) =>
            el("li", {}, el("strong", {}, `${step}: ${strict}`), ` ${because}`),
          ),
        ),
        el("p", { class: "muted" }, el("code", {}, urn)),
      ),
  );
}

function waived({ text, waiver }: FindingDetail["waived"][number]): HTMLElement {
  return el(
    "div",
    { class: "violation" },
    el("p", { class: "violation-text" }, text),
    el(
      "p",
      {},
      `Waived until ${dayText(waiver.expires)} by ${waiver.approver} (${waiver.reason}): ${sentence(waiver.note)}`,
    ),
  );
}

/** What the rule looked at, joined with how much of it there is and how old it is. */
function evidence({ detail, service }: Shown, finding: FindingDetail | undefined): Child {
  if (finding === undefined || finding.lookedAt.length === 0) return undefined;
  const lines = finding.lookedAt.map((name): Child => {
    const other = /^service:(.+)$/s.exec(name)?.[1];
    if (other !== undefined) return `service ${other}, which it relies on`;
    const counts = Object.hasOwn(detail.resources, name) ? detail.resources[name] : undefined;
    if (counts !== undefined) return [el("code", {}, name), ` ${resourcesText(counts)}`];
    const facts = detail.observed.filter(({ kind }) => kind === name);
    if (facts.length === 0) return [el("code", {}, name), " none"];
    return [
      el("code", {}, name),
      ` ${counted(facts.length, "fact")}: `,
      facts
        .slice(0, 5)
        .map(
          ({ subject, source, at, state }) =>
            `${subject} (${stateText[state]} ${source} ${dayText(at.slice(0, 10))}, ${ageText(at, service.card.judgedFor)})`,
        )
        .join("; "),
      facts.length > 5 && ` and ${facts.length - 5} more`,
    ];
  });
  return el(
    "div",
    { class: "evidence" },
    el("p", {}, "Looked at"),
    el(
      "ul",
      {},
      lines.map((line) => el("li", {}, line)),
    ),
  );
}

const stateText = {
  value: "told by",
  absent: "not there, says",
  "not-visible": "not shown by",
  unanswered: "not answered by",
} as const;

function ageText(at: string, day: string): string {
  const age = daysBetween(at, day);
  return age <= 0 ? "the day of the evaluation" : `${counted(age, "day")} before`;
}
