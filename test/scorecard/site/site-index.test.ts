import assert from "node:assert/strict";
import { largeScorecard } from "../../../bench/large-scorecard";
import { groupCoverage } from "../../../scorecard/coverage";
import { organizationOf } from "../../../scorecard/organization";
import { figuresOf } from "../../../scorecard/run-figures";
import { type Scorecard, scorecardSchema, scoredServiceSchema } from "../../../scorecard/schema";
import { shareAtMust } from "../../../scorecard/share";
import { detailOf, placesOfRules, splitDetails } from "../../../scorecard/site/data/detail";
import type { SiteIndex } from "../../../scorecard/site/data/model";
import { openIndex } from "../../../scorecard/site/data/opened";
import { type SiteInput, siteDataOf } from "../../../scorecard/site/site-index";
import { card, finding, level, service, violation, waiver } from "../cards";

const given = (first: Scorecard, ...more: readonly Scorecard[]): SiteInput => {
  const past = (one: Scorecard) => ({ card: one, runs: [], earlier: {} });
  return { title: "Readiness", stacks: [past(first), ...more.map(past)], comparisons: [], problems: [] };
};

/** What a page has after its way through JSON. */
const opened = (input: SiteInput) => {
  const { index, details } = siteDataOf(input);
  const site = openIndex(JSON.parse(JSON.stringify(index)) as SiteIndex); // as the page reads it
  return { site, details: splitDetails(details) };
};

const cases: Readonly<Record<string, readonly [Scorecard, ...Scorecard[]]>> = {
  "an empty scorecard": [card([])],
  "a service with every kind of finding": [
    card([
      service({
        levels: [level("bronze", "gold")],
        findings: [
          finding(),
          finding({
            rule: "a",
            violations: [violation(), violation({ subject: "other", due: "2026-12-01" })],
          }),
          finding({ rule: "b", outcome: "unknown", cause: "no-collector", reason: "nobody is asked" }),
          finding({ rule: "c", outcome: "unknown", cause: "unobserved" }),
          finding({ rule: "d", outcome: "not-applicable", reason: "no SLO" }),
          finding({ rule: "e", outcome: "error", enforcement: "advisory", lookedAt: ["slo", "repository"] }),
          finding({
            rule: "f",
            outcome: "waived",
            waived: [{ message: "missing", text: "An SLO must be defined.", subject: "x", waiver }],
          }),
          finding({ rule: "a", set: "other-set", area: "ownership" }),
        ],
      }),
      service({
        name: "quote",
        owner: undefined,
        tier: 3,
        levels: [],
        findings: [finding({ level: "gold" })],
      }),
    ]),
  ],
  "services of two stacks by the same name": [
    card([service({ findings: [finding()] })]),
    card([service({ findings: [finding({ violations: [violation()] }), finding({ rule: "only-here" })] })], {
      stack: "staging",
    }),
  ],
  "an approval that is proven": [
    card([
      service({
        promotion: {
          ...{ from: 2, to: 1, by: "tess", at: "2026-11-01", ticket: "OPS-7", reason: "Why." },
          proof: "verified",
        },
      }),
    ]),
  ],
  "forty services": [largeScorecard({ services: 40, week: -3 })],
  "eighty services, later": [largeScorecard({ services: 80, week: 0 })],
};

describe("a page's data", () => {
  for (const [name, cards] of Object.entries(cases)) {
    it(`has every number and word of ${name}`, () => {
      const [first, ...more] = cards;
      const { site, details } = opened(given(first, ...more));
      const placeOf = placesOfRules(site.rules);
      const back = site.services.map(({ index, findings, ...row }) => {
        const detail = detailOf(details, index);
        return {
          ...row,
          urn: detail.urn,
          aliases: detail.aliases,
          observed: detail.observed,
          resources: detail.resources,
          ...(detail.promotion && { promotion: detail.promotion }),
          findings: findings.map(({ about, ...rest }) => ({
            ...rest,
            ...detail.findings.get(placeOf(rest)),
          })),
        };
      });
      const wanted = cards.flatMap((one) =>
        one.services.map(({ digests: _, ...row }) => ({
          ...row,
          findings: [...row.findings].sort((a, b) => placeOf(a) - placeOf(b)),
        })),
      );
      assert.deepEqual(
        back.map(({ card: { stack }, ...row }) => ({
          stack,
          ...scoredServiceSchema.omit({ digests: true }).parse(row),
        })),
        wanted.map((row, at) => ({
          stack: site.services[at]?.card.stack,
          ...JSON.parse(JSON.stringify(row)),
        })),
      );
    });

    it(`counts ${name} as its summary does`, () => {
      const [first, ...more] = cards;
      const { site } = opened(given(first, ...more));
      const { summary } = more.length === 0 ? first : organizationOf([first, ...more]);
      assert.deepEqual(site.summary, summary);
      const sets = summary.ready.map(({ set }) => set);
      assert.deepEqual(groupCoverage(site.services, sets), summary.coverage);
      assert.deepEqual(
        sets.map((set) => {
          const { of, asJudged, withWaivers } = shareAtMust(site.services, set);
          return { set, services: of, asJudged, withWaivers };
        }),
        summary.ready,
      );
    });
  }

  it("tells a rule once, by its definition, and one without a definition by its id", () => {
    const title = "Every service has an SLO";
    const definition = {
      rule: "slo-defined",
      level: "silver",
      title,
      why: "W.",
      fix: "F.",
      evidence: ["declared"],
      parameters: {},
    };
    const ruleSets = [{ name: "production-readiness", rules: 1, definitions: [definition], terms: {} }];
    const own = card([
      service({ findings: [finding(), finding({ rule: "gone" })] }),
      service({ name: "b", findings: [finding()] }),
    ]);
    const { site } = opened(given(scorecardSchema.parse({ ...own, ruleSets })));
    assert.deepEqual(
      site.rules.map(({ rule, title: told }) => [rule, told]),
      [
        ["gone", "gone"],
        ["slo-defined", title],
      ],
    );
  });

  it("tells of each waiver its days and what it accepts", () => {
    const waived = finding({ outcome: "waived", waived: [{ message: "missing", text: "T.", waiver }] });
    const { site } = opened(
      given(
        card([service({ findings: [waived] })], {
          waivers: [{ waiver, state: "in-force", proof: "verified" }],
        }),
      ),
    );
    assert.deepEqual(
      site.waivers.map(({ waiver: _waiver, card: _card, state: _state, ...rest }) => rest),
      [{ daysLeft: 7, daysOpen: 22, accepts: 1, isVerified: true }],
    );
  });

  it("has the way of initiatives and services so far, each run once a day and none after the scorecard's day", () => {
    const [old, now] = [largeScorecard({ services: 5, week: -1 }), largeScorecard({ services: 5, week: 0 })];
    const runs = [
      figuresOf({ ...now, judgedFor: "2027-01-01" }),
      figuresOf(old),
      figuresOf(old),
      figuresOf(now),
    ];
    const { site, details } = opened({
      ...given(now),
      stacks: [{ card: now, runs, earlier: {} }],
    });
    assert.deepEqual(site.cards[0]?.days, ["2026-11-16", "2026-11-23"]);
    const met = (one: Scorecard) => one.initiatives[0]?.services.filter((covered) => covered.met).length;
    assert.deepEqual(
      site.initiatives[0]?.burnUp.map((run) => run.met),
      [met(old), met(now)],
    );
    const letters = { gold: "g", silver: "s", bronze: "b", none: "n" };
    for (const { index, name } of site.services) {
      const at = [old, now].map((one) => one.services.find((own) => own.name === name)?.levels[0]);
      assert.deepEqual(detailOf(details, index).history, [
        {
          set: "production-readiness",
          levels: at.map((one) => letters[one?.asJudged ?? "none"]).join(""),
          met: at.map((one) => one?.score.met),
          of: at.map((one) => one?.score.of),
        },
      ]);
    }
  });
});
