import { productionReadiness } from "../../../../catalog/levels";
import { nextSteps } from "../../../next-steps";
import { shareOf } from "../../../share";
import { lineChart } from "../chart";
import type { Context, View } from "../context";
import { el, fragment } from "../element";
import { groupBy, levelCounts } from "../figures";
import {
  coverageBar,
  coverageRemarks,
  empty,
  figure,
  levelText,
  pointsText,
  section,
  shareText,
  stackedBar,
  tierMark,
} from "../marks";
import { hrefTo } from "../route";
import { counted, dayText, number } from "../text";
import { endingWaivers, initiativesInShort, openTasks } from "./overview-lists";
import { changesInShort, tierOneBoard } from "./tier-one";

/** Where leaders begin: how ready, which way it goes and why, and what to look at next. */
export function overview(context: Context): View {
  return {
    title: "Overview",
    content: fragment(
      el("div", { class: "hero" }, readiness(context), trend(context)),
      figures(context),
      changesInShort(context),
      tierOneBoard(context),
      el("div", { class: "columns" }, levelsByTier(context), areas(context)),
      el("div", { class: "columns" }, levelsByTeam(context), worthMost(context)),
      initiativesInShort(context),
      el("div", { class: "columns" }, endingWaivers(context), openTasks(context)),
    ),
  };
}

function readiness({ site, set, comparison }: Context): HTMLElement {
  const ready = site.summary.ready.find((one) => one.set === set);
  const before = comparison?.before?.ready.find((one) => one.set === set);
  if (ready === undefined || ready.services === 0)
    return el("div", { class: "headline" }, empty("No service has a level in this rule set."));
  const now = shareOf(ready.asJudged, ready.services);
  const moved = before && pointsText(now, shareOf(before.asJudged, before.services));
  return el(
    "div",
    { class: "headline" },
    el("p", { class: "headline-name" }, "At their must-level"),
    el("p", { class: "big", id: "ready" }, shareText(ready.asJudged, ready.services)),
    el("p", {}, `${number(ready.asJudged)} of ${counted(ready.services, "service")}, as judged`),
    el(
      "p",
      { class: "muted" },
      `${shareText(ready.withWaivers, ready.services)} with waivers (${number(ready.withWaivers)})`,
    ),
    moved !== undefined &&
      comparison !== undefined &&
      el("p", { class: "moved-by" }, `${moved} since ${dayText(comparison.since)}`),
  );
}

function trend({ site: { trend: all }, set }: Context): HTMLElement {
  const own = all.sets[set]?.all;
  if (own === undefined || all.days.length < 2)
    return empty(
      "There is no trend yet. Keep each run with readiness history add FILE, and write this page with --history FOLDER.",
    );
  const shares = (part: readonly number[], of: readonly number[]) =>
    part.map((one, at) => shareOf(one, of[at] ?? 0));
  return el(
    "div",
    { class: "panel" },
    lineChart("Services at their must-level", all.days, [
      { name: "As judged", shares: shares(own.asJudged, own.of), look: "main" },
      { name: "With waivers", shares: shares(own.withWaivers, own.of), look: "second" },
    ]),
  );
}

function figures({ site: { summary }, set, comparison }: Context): HTMLElement {
  const coverage = summary.coverage.find((one) => one.set === set && one.by === "all");
  const before = comparison?.before?.coverage.find((one) => one.set === set && one.by === "all");
  const moved =
    coverage && before && pointsText(shareOf(coverage.met, coverage.of), shareOf(before.met, before.of));
  const { unknown, findings, violations, gatedServices, waivedFailures, waiverDebtDays, tasks } = summary;
  const causes = Object.entries(unknown).map(
    ([cause, count]) => `${number(count)} ${unknownCauses[cause] ?? cause}`,
  );
  return el(
    "dl",
    { class: "figures" },
    coverage &&
      figure(
        "Coverage",
        shareText(coverage.met, coverage.of),
        `${number(coverage.met)} of ${number(coverage.of)} met`,
        moved && `, ${moved}`,
      ),
    figure(
      "Unknown",
      number(findings.unknown),
      causes.length > 0 ? causes.join(", ") : "everything could be judged",
    ),
    figure(
      "Mandatory failures",
      number(violations.mandatory),
      `${counted(gatedServices.length, "service")} could not deploy`,
    ),
    figure("Waived failures", number(waivedFailures), `waiver debt ${counted(waiverDebtDays, "day")}`),
    tasks && figure("Open tasks", number(tasks.open), `${number(tasks.overdue)} overdue`),
    figure(
      "Services",
      number(summary.services),
      `${number(summary.unclaimed.length)} resources of no service`,
    ),
  );
}

/** Why something is unknown, in words. */
const unknownCauses: Readonly<Record<string, string>> = {
  planned: "known after an update",
  authored: "left open by the author",
  unobserved: "not answered by a vendor",
  "no-collector": "of vendors that are not observed",
  partial: "hidden by a partial run",
};

const levelParts = ["gold", "silver", "bronze", "none"] as const;

function levelsByTier({ site, set }: Context): HTMLElement {
  const tiers = groupBy(site.services, ({ tier }) => String(tier));
  return section(
    "Levels by tier",
    levelKeys(),
    el(
      "ul",
      { class: "bars-list" },
      tiers.map(([tier, services]) => {
        const terms = site.terms.find((one) => one.set === set && one.tier === tier);
        const counts = levelCounts(services, set);
        return el(
          "li",
          {},
          el("a", { href: hrefTo(["services"], { tier }) }, tierMark(Number(tier))),
          el("span", { class: "muted" }, terms === undefined ? "" : `must be ${terms.must}`),
          stackedBar(levelParts.map((level) => [level, counts[level]])),
          el("span", { class: "bar-words" }, countsText(counts)),
        );
      }),
    ),
  );
}

function levelKeys(): HTMLElement {
  return el(
    "p",
    { class: "keys", "aria-hidden": "true" },
    levelParts.map((level) => el("span", { class: `key key-${level}` }, levelText(level))),
  );
}

export function countsText(counts: ReturnType<typeof levelCounts>): string {
  return levelParts
    .filter((level) => counts[level] > 0)
    .map((level) => `${number(counts[level])} ${level === "none" ? "without a level" : level}`)
    .join(", ");
}

function levelsByTeam({ site, set }: Context): HTMLElement {
  const most = 8;
  const teams = groupBy(site.services, ({ owner }) => owner ?? "")
    .map(([team, services]) => ({ team, services, counts: levelCounts(services, set) }))
    .sort((a, b) => b.counts.none - a.counts.none || b.services.length - a.services.length);
  return section(
    "Levels by team",
    teams.length > most && el("p", { class: "muted" }, "Most services without a level first."),
    el(
      "ul",
      { class: "bars-list" },
      teams
        .slice(0, most)
        .map(({ team, counts }) =>
          el(
            "li",
            {},
            team === ""
              ? el("a", { href: hrefTo(["services"], { team: "-" }) }, "No team")
              : el("a", { href: hrefTo(["team", team]), class: "name" }, team),
            stackedBar(levelParts.map((level) => [level, counts[level]])),
            el("span", { class: "bar-words" }, countsText(counts)),
          ),
        ),
    ),
    teams.length > most && el("p", {}, el("a", { href: hrefTo(["teams"]) }, `All ${teams.length} teams`)),
  );
}

function areas({ site, set }: Context): HTMLElement {
  const own = site.summary.coverage
    .filter((one) => one.set === set && one.by === "area")
    .sort((a, b) => (shareOf(a.met, a.of) ?? 2) - (shareOf(b.met, b.of) ?? 2));
  return section(
    "Coverage by area",
    el(
      "p",
      { class: "keys", "aria-hidden": "true" },
      el("span", { class: "key key-met" }, "Met"),
      el("span", { class: "key key-fail" }, "Not met"),
      el("span", { class: "key key-unknown" }, "Unknown"),
    ),
    el(
      "ul",
      { class: "bars-list" },
      own.map((area) =>
        el(
          "li",
          {},
          el("a", { href: hrefTo(["rules"], { area: area.name }) }, area.name),
          coverageBar(area),
          el(
            "span",
            { class: "bar-words" },
            [`${shareText(area.met, area.of)} of ${number(area.of)}`, ...coverageRemarks(area)].join(", "),
          ),
        ),
      ),
    ),
  );
}

function worthMost({ site, set }: Context): HTMLElement {
  if (set !== productionReadiness) return el("div");
  const steps = nextSteps(site, 6);
  return section(
    "Worth most",
    el("p", { class: "muted" }, "Rules that bring most services further, those of the lowest level first."),
    steps.length === 0
      ? empty("No rule is left that a service should meet and does not.")
      : el(
          "ol",
          { class: "steps" },
          steps.map(({ rule, level, services, lifts }) => {
            const about = site.rules.find((one) => one.rule === rule && one.set === set);
            return el(
              "li",
              {},
              el("a", { href: hrefTo(["rule", set, rule]) }, about?.title ?? rule),
              el(
                "span",
                { class: "muted" },
                ` ${levelText(level)}: ${counted(services.length, "service does", "services do")} not meet it${lifts > 0 ? `; alone it lifts ${number(lifts)}` : ""}.`,
              ),
            );
          }),
        ),
  );
}
