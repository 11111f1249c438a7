import assert from "node:assert/strict";
import { source } from "axe-core";
import type { Page } from "playwright-core";
import { openReport } from "./browser";
import { describeInChromium } from "./chromium";
import { type SampleSite, sampleSite } from "./sample-site";

const looks = [
  { name: "light, at a desk", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "dark, at a desk", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { name: "light, on a phone", colorScheme: "light", viewport: { width: 360, height: 740 } },
  { name: "dark, on a phone", colorScheme: "dark", viewport: { width: 360, height: 740 } },
] as const;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** The dark look has the same elements in other colours: of it, contrast is what may be wrong. */
const rulesOf = { light: "{}", dark: '{ runOnly: ["color-contrast"] }' } as const;

async function violations(page: Page, scheme: keyof typeof rulesOf): Promise<readonly string[]> {
  const { violations: found } = (await page.evaluate(`axe.run(${rulesOf[scheme]})`)) as AxeResult; // as axe documents it
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n")}`);
}

describeInChromium("every view of the report", (browser) => {
  let sample: SampleSite;
  let views: Readonly<Record<string, string>>;
  before(async () => {
    sample = await sampleSite(14, 2);
    const { card } = sample;
    const worst = card.services.find(({ levels }) => levels[0]?.asJudged === "none") ?? card.services[0];
    views = {
      overview: "#/",
      services: "#/services",
      "the heat map": "#/services?view=heat",
      "no service": "#/services?q=nothing-like-it",
      "a service": `#/service/shop/prod/${worst?.name}`,
      changes: "#/changes",
      teams: "#/teams",
      "a team": `#/team/${card.services.find(({ owner }) => owner !== undefined)?.owner}`,
      initiatives: "#/initiatives",
      "an initiative": "#/initiative/shop/prod/runbooks",
      waivers: "#/waivers",
      rules: "#/rules",
      "a rule": "#/rule/production-readiness/runbook-present",
      "what is not there": "#/nowhere",
    };
  });

  for (const { name: look, ...options } of looks) {
    it(`can be used by everybody: ${look}`, async () => {
      const { page, complaints, requests } = await openReport(browser(), sample.file, options);
      await page.evaluate(source); // stays, as only the address's fragment changes
      const wrong: string[] = [];
      for (const [name, hash] of Object.entries(views)) {
        await page.goto(`file://${sample.file}${hash}`);
        await page.waitForTimeout(50);
        await page.locator("details.area").evaluateAll((all) => {
          for (const one of all) one.open = true;
        });
        wrong.push(...(await violations(page, options.colorScheme)).map((one) => `${name}: ${one}`));
        const [wide, width] = [
          await page.evaluate("document.documentElement.scrollWidth"),
          options.viewport.width,
        ];
        assert.ok(Number(wide) <= width, `${name} is ${wide} px wide at ${width}`);
      }
      assert.deepEqual(wrong, []);
      assert.deepEqual(complaints, []);
      assert.deepEqual(
        [...new Set(requests.map((url) => url.replace(/#.*/, "")))],
        [`file://${sample.file}`],
      );
      await page.context().close();
    });
  }
});
