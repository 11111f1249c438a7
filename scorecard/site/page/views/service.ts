import { nextLevel, notMet } from "../../../next-steps";
import type { ScoredPromotion } from "../../../schema";
import { reaches, shareOf } from "../../../share";
import { stackNameOf } from "../../../stack-name";
import { detailOf, type FindingDetail, placesOfRules, type ServiceDetail } from "../../data/detail";
import type { SiteFinding, SiteService } from "../../data/opened";
import { changeList, noComparison } from "../change-words";
import { lineChart } from "../chart";
import { type Context, hasStacks, type View } from "../context";
import { type Child, el, fragment, outLink } from "../element";
import { areaCoverage, attainedIn, groupBy } from "../figures";
import { coverageRemarks, empty, figure, levelMark, section, shareText, teamLink, tierMark } from "../marks";
import { changesByService } from "../service-filter";
import { counted, dayText, number, resourcesText } from "../text";
import { findingBlock } from "./finding";
import { levelPair } from "./tier-one";
import { waiversOf } from "./waivers";

/** One service: where it is, what is missing, every finding, and how it came to be so. */
export async function serviceView(context: Context): Promise<View | undefined> {
  const { site, route } = context;
  const [, project, stack, name] = route.path;
  const service = site.services.find(
    (one) => one.name === name && one.card.project === project && one.card.stack === stack,
  );
  if (service === undefined) return undefined;
  const detail = detailOf(await context.details(), service.index);
  const shown: Shown = { ...context, service, detail, find: finderOf(context, detail) };
  return {
    title: service.name,
    content: fragment(
      head(shown),
      missing(shown),
      changes(shown),
      history(shown),
      tasks(service),
      waiversOf(service, detail.aliases, context),
      findings(shown),
      vendorFacts(shown),
    ),
  };
}

/** What the parts of the view are given. */
export interface Shown extends Context {
  readonly service: SiteService;
  readonly detail: ServiceDetail;
  find(finding: SiteFinding): FindingDetail | undefined;
}

function finderOf({ site }: Context, detail: ServiceDetail): Shown["find"] {
  const placeOf = placesOfRules(site.rules);
  return (finding) => detail.findings.get(placeOf(finding));
}

function head({ service, set, site, detail }: Shown): Child {
  const attained = attainedIn(service, set);
  const { lifecycle, owner, tier, card, inCatalog } = service;
  return [
    el(
      "p",
      { class: "facts" },
      tierMark(tier),
      service.tierFrom === "default" && el("span", { class: "muted" }, "not listed in the stack's tiers"),
      teamLink(owner),
      el("span", {}, lifecycle ?? "lifecycle not stated"),
      el("span", { class: "muted" }, stackNameOf(card)),
      !inCatalog && el("span", { class: "loud" }, "not in the catalog"),
      detail.aliases.length > 0 && el("span", { class: "muted" }, `earlier ${detail.aliases.join(", ")}`),
    ),
    attained === undefined
      ? empty(`It has no level in ${set}, as when a service is deprecated or retired.`)
      : el(
          "dl",
          { class: "figures" },
          figure(
            "Level",
            levelPair(service, set),
            reaches(attained.asJudged, attained.must) ? "at its must-level" : "below its must-level",
          ),
          figure("Must be", levelMark(attained.must), `aims at ${attained.aim}`),
          figure(
            "Score",
            shareText(attained.score.met, attained.score.of),
            [
              `${attained.score.met} of ${attained.score.of} rules up to its must-level`,
              ...coverageRemarks(attained.score),
            ].join(", "),
          ),
          site.sets.length > 1 &&
            service.levels
              .filter((one) => one.set !== set)
              .map((one) => figure(`Level in ${one.set}`, levelMark(one.asJudged), `must be ${one.must}`)),
        ),
    stops(service, detail),
    detail.promotion && el("p", { class: "muted" }, approvalText(detail.promotion)),
    hasStacks(site) && el("p", { class: "muted" }, `As it is in ${stackNameOf(card)}.`),
  ];
}

/** What somebody put over the rules for this service. */
function stops({ card, name }: SiteService, { aliases }: ServiceDetail): Child {
  const own = card.overrides.filter(({ service }) => service === name || aliases.includes(service ?? ""));
  return own.map(({ text, isOver }) =>
    el("p", { class: `banner ${isOver ? "" : "banner-loud"}`, role: "note" }, text),
  );
}

function approvalText({ to, by, at, ticket, reason, proof }: ScoredPromotion): string {
  const more = [ticket === undefined ? "" : `, ticket ${ticket}`, reason === undefined ? "" : `: ${reason}`];
  return `Tier ${to} ${to === 3 ? "" : "approved "}by ${by} on ${dayText(at)}${more.join("")} (${proof}).`;
}

function missing(shown: Shown): Child {
  const { service, set } = shown;
  const attained = attainedIn(service, set);
  const next = attained && nextLevel(attained.withWaivers);
  if (attained === undefined) return undefined;
  if (next === undefined)
    return section("What is missing", empty("Nothing. It has the highest level there is."));
  const gaps = notMet(service.findings, set).filter(({ level }) => reaches(next, level));
  const failed = gaps.filter(({ outcome }) => outcome !== "unknown");
  const unknown = gaps.filter(({ outcome }) => outcome === "unknown");
  return section(
    `What is missing for ${next}`,
    el(
      "p",
      { class: "muted" },
      `${counted(failed.length, "rule is", "rules are")} not met, ${number(unknown.length)} unknown.`,
    ),
    [...failed, ...unknown].map((finding) => findingBlock(shown, finding, true)),
  );
}

function changes({ comparison, service, site }: Shown): HTMLElement {
  const title = comparison === undefined ? "What changed" : `What changed since ${dayText(comparison.since)}`;
  const change = changesByService(comparison).get(service.index);
  if (comparison === undefined) return section(title, empty(noComparison));
  return section(title, change === undefined ? empty("Nothing changed.") : changeList(site, change));
}

const levelShares: Readonly<Record<string, number>> = { n: 0, b: 1 / 3, s: 2 / 3, g: 1 };
const levelNames = { n: "none", b: "bronze", s: "silver", g: "gold" } as const;

function history({ detail, service, set }: Shown): HTMLElement {
  const own = detail.history.find((one) => one.set === set);
  const { days } = service.card;
  if (own === undefined || days.length < 2)
    return section(
      "History",
      empty("There is no earlier run of it yet. Runs are kept by readiness history add FILE."),
    );
  const at = own.levels.split("");
  const steps = at.flatMap((letter, index) =>
    letter === at[index - 1] ? [] : [{ letter, day: days[index] ?? "" }],
  );
  return section(
    "History",
    lineChart("Score and level", days, [
      { name: "Score", shares: own.met.map((met, index) => shareOf(met, own.of[index] ?? 0)), look: "main" },
      { name: "Level, in thirds", shares: at.map((letter) => levelShares[letter]), look: "goal" },
    ]),
    el(
      "ul",
      { class: "level-steps" },
      steps
        .slice(-8)
        .map(({ letter, day }) =>
          el(
            "li",
            {},
            levelMark(isLevel(letter) ? levelNames[letter] : undefined),
            el("span", { class: "muted" }, dayText(day)),
          ),
        ),
    ),
  );
}

function isLevel(letter: string): letter is keyof typeof levelNames {
  return Object.hasOwn(levelNames, letter);
}

function tasks({ tasks: own }: SiteService): Child {
  if (own === undefined || own.length === 0) return undefined;
  return section(
    "Tasks",
    el(
      "ul",
      { class: "rows" },
      own.map((task) =>
        el(
          "li",
          {},
          outLink(task.url, task.rules.join(", ")),
          el(
            "span",
            { class: task.overdue ? "loud" : "muted" },
            task.overdue ? " overdue" : " open",
            task.due === undefined ? "" : `, due ${dayText(task.due)}`,
            `, since ${dayText(task.opened)}`,
          ),
        ),
      ),
    ),
  );
}

function findings(shown: Shown): HTMLElement {
  const { service, set } = shown;
  const areas = groupBy(
    service.findings.filter((one) => one.set === set),
    ({ area }) => area,
  );
  return section(
    "Findings by area",
    areas.length === 0 && empty("No rule of this set was judged for it."),
    areas.map(([area, own]) => {
      const { met, of, ...rest } = areaCoverage(service, set, area);
      const words = [`${met} of ${of} met`, ...coverageRemarks({ met, of, ...rest })].join(", ");
      return el(
        "details",
        { class: "area print" },
        el("summary", {}, el("strong", {}, area), el("span", { class: "muted" }, ` ${words}`)),
        own.map((finding) => findingBlock(shown, finding, false)),
      );
    }),
  );
}

function vendorFacts({ detail }: Shown): Child {
  const resources = Object.entries(detail.resources);
  const observed = detail.observed.length;
  return section(
    "What is known of it",
    el("p", { class: "muted" }, `${counted(observed, "fact")} read at vendors. Resources by type:`),
    resources.length === 0
      ? empty("No resource is claimed by it.")
      : el(
          "ul",
          { class: "plain-list" },
          resources.map(([type, counts]) => el("li", {}, el("code", {}, type), ` ${resourcesText(counts)}`)),
        ),
  );
}
