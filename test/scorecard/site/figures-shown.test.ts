import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { coverageOf } from "../../../scorecard/coverage";
import type { Scorecard } from "../../../scorecard/schema";
import { percent, shareOf } from "../../../scorecard/share";
import { daysBetween } from "../../../tiers/calendar";
import { openReport } from "./browser";
import { describeInChromium } from "./chromium";
import { type SampleSite, sampleSite } from "./sample-site";

const english = (value: number): string => value.toLocaleString("en");

/** Names and values of the figures at the top of a view. */
async function figuresOn(
  page: Page,
): Promise<Readonly<Record<string, readonly [value: string, remark: string]>>> {
  const texts: string[][] = await page
    .locator(".figure")
    .evaluateAll((all) => all.map((one) => [...one.children].map((child) => child.innerText)));
  return Object.fromEntries(
    texts.map(([name = "", value = "", remark = ""]) => [name, [value, remark] as const]),
  );
}

async function rowsOf(page: Page, label: string): Promise<readonly (readonly string[])[]> {
  const rows = page.getByRole("region", { name: label, exact: true }).locator("tbody tr");
  return rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText)));
}

/** Each third waiver is not in force any more. */
function withEndedWaivers(card: Scorecard): Scorecard {
  return {
    ...card,
    waivers: card.waivers.map((one, at) => (at % 3 === 0 ? { ...one, state: "expired" } : one)),
  };
}

describeInChromium("numbers on the report", (browser) => {
  let sample: SampleSite;
  let page: Page;
  before(async () => {
    sample = await sampleSite(60, 2, withEndedWaivers);
    ({ page } = await openReport(browser(), sample.file));
  });
  const at = async (hash: string): Promise<void> => {
    await page.goto(`file://${sample.file}${hash}`);
    await page.waitForTimeout(50);
  };
  const ready = ({ summary }: Scorecard) => {
    const [first] = summary.ready;
    assert.ok(first);
    return first;
  };

  it("of the overview are the scorecard's", async () => {
    await at("#/");
    const { summary } = sample.card;
    const { services, asJudged, withWaivers } = ready(sample.card);
    const headline = await page.locator(".headline").innerText();
    assert.ok(headline.includes(percent(shareOf(asJudged, services))), headline);
    assert.ok(headline.includes(`${asJudged} of ${services} services, as judged`), headline);
    assert.ok(
      headline.includes(`${percent(shareOf(withWaivers, services))} with waivers (${withWaivers})`),
      headline,
    );
    const all = summary.coverage.find(({ by }) => by === "all");
    assert.ok(all && summary.tasks);
    const figures = await figuresOn(page);
    assert.equal(figures.Coverage?.[0], percent(shareOf(all.met, all.of)));
    assert.ok(figures.Coverage?.[1].startsWith(`${english(all.met)} of ${english(all.of)} met`));
    assert.equal(figures.Unknown?.[0], english(summary.findings.unknown));
    assert.equal(figures["Mandatory failures"]?.[0], english(summary.violations.mandatory));
    assert.equal(figures["Waived failures"]?.[0], english(summary.waivedFailures));
    assert.match(
      figures["Waived failures"]?.[1] ?? "",
      new RegExp(`${english(summary.waiverDebtDays)} days`),
    );
    assert.deepEqual(figures["Open tasks"], [
      english(summary.tasks.open),
      `${summary.tasks.overdue} overdue`,
    ]);
    assert.equal(figures.Services?.[0], english(summary.services));
  });

  it("of levels by tier and of areas are the scorecard's", async () => {
    await at("#/");
    const words = await page.locator(".bars-list .bar-words").allInnerTexts();
    for (const tier of [1, 2, 3]) {
      const own = sample.card.services.filter((one) => one.tier === tier);
      if (own.length === 0) continue;
      const text = (["gold", "silver", "bronze", "none"] as const)
        .map((level) => [level, own.filter(({ levels }) => levels[0]?.asJudged === level).length] as const)
        .filter(([, count]) => count > 0)
        .map(([level, count]) => `${count} ${level === "none" ? "without a level" : level}`)
        .join(", ");
      assert.ok(words.includes(text), `tier ${tier}: ${text} is not in ${words.join("; ")}`);
    }
    for (const { met, of, unknown, waived } of sample.card.summary.coverage.filter(
      ({ by }) => by === "area",
    )) {
      const text = [
        `${percent(shareOf(met, of))} of ${english(of)}`,
        ...(unknown > 0 ? [`${unknown} unknown`] : []),
        ...(waived > 0 ? [`${waived} waived`] : []),
      ].join(", ");
      assert.ok(words.includes(text), `${text} is not in ${words.join("; ")}`);
    }
  });

  it("of every service are the scorecard's, in the list and in the heat map", async () => {
    await at("#/services?sort=name");
    const list = [...(await rowsOf(page, "Services"))];
    await at("#/services?sort=name&page=2");
    list.push(...(await rowsOf(page, "Services")));
    await at("#/services?sort=name&view=heat");
    const heads = await page.locator("thead th").allInnerTexts();
    const areas = heads.slice(2).map((text) => text.replace(/\W+$/, ""));
    const heat = [...(await rowsOf(page, "Coverage of services by area"))];
    await at("#/services?sort=name&view=heat&page=2");
    heat.push(...(await rowsOf(page, "Coverage of services by area")));
    const services = [...sample.card.services].sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.equal(list.length, services.length);
    services.forEach((service, place) => {
      const { findings, levels, name, tier } = service;
      const count = (outcome: string) => String(findings.filter((one) => one.outcome === outcome).length);
      const score = levels[0]?.score;
      assert.ok(score);
      const [shownName, level, , shownTier, , shownScore, unknown, mandatory, waived] = list[place] ?? [];
      assert.equal(shownName, name);
      assert.equal(shownTier, String(tier));
      const asJudged = levels[0]?.asJudged ?? "none";
      assert.ok(level?.toLowerCase().startsWith(asJudged === "none" ? "no level" : asJudged), level);
      assert.equal(shownScore, percent(shareOf(score.met, score.of)));
      assert.equal(unknown, count("unknown"));
      const blocks = findings.filter((one) => one.outcome === "fail" && one.enforcement === "mandatory");
      assert.equal(mandatory, String(blocks.length));
      assert.equal(waived, count("waived"));
      areas.forEach((area, column) => {
        const own = coverageOf(findings.filter((one) => one.area === area));
        const share = shareOf(own.met, own.of);
        const text =
          share === undefined
            ? /^[–~]$/
            : new RegExp(`^${percent(share).replace(" %", "")}(\\?${own.unknown})?$`);
        assert.match((heat[place]?.[column + 2] ?? "").replace(/\s/g, ""), text, `${name} ${area}`);
      });
    });
  });

  it("of every rule are the scorecard's", async () => {
    await at("#/rules");
    const rows = await rowsOf(page, "Rules");
    assert.equal(rows.length, sample.card.ruleSets[0]?.definitions.length);
    for (const [title = "", , , ...counts] of rows) {
      const rule = title.split(" ").at(-1);
      const own = sample.card.services.flatMap(({ findings }) => findings.filter((one) => one.rule === rule));
      const outcomes = ["fail", "error", "unknown", "waived", "pass", "not-applicable"];
      assert.deepEqual(
        counts,
        outcomes.map((outcome) => String(own.filter((one) => one.outcome === outcome).length)),
        rule,
      );
    }
  });

  it("of waivers stand on the page of their service, in force or not", async () => {
    const { waivers, services } = sample.card;
    assert.ok(new Set(waivers.map(({ state }) => state)).size > 1);
    const definitions = sample.card.ruleSets.flatMap((set) => set.definitions);
    const withWaivers = new Set(waivers.map(({ waiver }) => waiver.service));
    const without = services.find(({ name }) => !withWaivers.has(name))?.name;
    for (const name of [...withWaivers, without]) {
      await at(`#/service/shop/prod/${name}`);
      const rows = await rowsOf(page, "Waivers");
      const own = waivers.filter(({ waiver }) => waiver.service === name);
      assert.deepEqual(
        rows.map(([, , , open, , approver = ""]) => [open, approver.split(" ")[0]]).sort(),
        own
          .map(({ waiver }) => [
            english(daysBetween(waiver.requested, sample.card.judgedFor)),
            waiver.approver,
          ])
          .sort(),
        name,
      );
      const titles = own.map(
        ({ waiver }) => definitions.find(({ rule }) => rule === waiver.rule)?.title ?? "?",
      );
      for (const title of titles)
        assert.ok(
          rows.some(([rule = ""]) => rule.includes(title)),
          title,
        );
    }
  });

  it("of the initiative and of teams are the scorecard's", async () => {
    const [initiative] = sample.card.initiatives;
    assert.ok(initiative);
    await at(`#/initiative/shop/prod/${initiative.initiative.id}`);
    const met = initiative.services.filter((one) => one.met).length;
    const figures = await figuresOn(page);
    assert.deepEqual(figures.Now, [
      percent(shareOf(met, initiative.services.length)),
      `${met} of ${initiative.services.length} services`,
    ]);
    assert.equal(figures.Goal?.[0], `${initiative.initiative.goal} %`);
    assert.equal(figures["Days left"]?.[0], String(initiative.daysLeft));
    await at("#/teams?sort=team");
    const coverage = sample.card.summary.coverage.filter(({ by }) => by === "team");
    const rows = await rowsOf(page, "Teams");
    for (const { name, met: own, of } of coverage) {
      const row = rows.find(([team]) => team === name);
      if (row === undefined) continue; // on the second page
      assert.equal(row[5], percent(shareOf(own, of)), name);
    }
    assert.ok(rows.length > 10);
  });
});
