import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { openReport, startChromium } from "../test/scorecard/site/browser";

/*
 * Pictures of a report, for people to look at: node bin/bench/screenshots.js SITE/index.html, into the folder that
 * SCREENSHOTS names.
 */

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

const views: Readonly<Record<string, string>> = {
  overview: "#/",
  services: "#/services",
  "heat-map": "#/services?view=heat",
  changes: "#/changes?tier=1&direction=worse",
  teams: "#/teams",
  initiatives: "#/initiatives",
  waivers: "#/waivers",
  rules: "#/rules",
};

async function main([file = ""]: readonly string[]): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder === undefined) throw new Error("SCREENSHOTS must name a folder.");
  mkdirSync(folder, { recursive: true });
  const browser = await startChromium();
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await openReport(browser, resolve(file), { viewport, colorScheme });
      const shoot = async (name: string): Promise<void> => {
        await page.waitForTimeout(150); // charts are drawn
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: true });
      };
      for (const [name, hash] of Object.entries(views)) {
        await page.goto(`file://${resolve(file)}${hash}`);
        await shoot(name);
      }
      for (const [name, list, link] of [
        ["service", "#/services", "tbody th a"],
        ["team", "#/teams", "tbody th a"],
        ["initiative", "#/initiatives", ".card a"],
        ["rule", "#/rules", "tbody th a"],
      ] as const) {
        await page.goto(`file://${resolve(file)}${list}`);
        const first = page.locator(link).first();
        if ((await first.count()) === 0) continue; // such as no initiative
        await first.click();
        await page.waitForFunction(
          `!location.hash.startsWith(${JSON.stringify(`${list}`)}) || ${JSON.stringify(list)} === ""`,
        );
        await shoot(name);
      }
      await page.context().close();
    }
  await browser.close();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
