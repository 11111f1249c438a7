import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { largeScorecard } from "../../../bench/large-scorecard";
import { projectDir } from "../../../sandbox/folders";
import { fileText } from "../../../scorecard/file-text";
import { keepInHistory } from "../../../scorecard/history";
import { figuresOf } from "../../../scorecard/run-figures";
import { addDays } from "../../../tiers/calendar";
import { temporaryFolder } from "../../sandbox/temporary";
import { openReport } from "./browser";
import { describeInChromium } from "./chromium";

const services = 2_000;
const weeks = 52;
/** Machines that run tests do other things besides; sizes have no such excuse. */
const patience = 4;

/** A scorecard of many services in a folder, and a year of weekly runs. */
function writeYear(folder: string): void {
  fs.writeFileSync(path.join(folder, "card.json"), fileText(largeScorecard({ services, week: 0 })));
  const last = largeScorecard({ services, week: -1 });
  const history = path.join(folder, "history");
  keepInHistory(history, last, new Date(`${last.judgedFor}T06:00:00Z`));
  const own = path.join(history, "shop/prod");
  const [run = ""] = fs.readdirSync(own).filter((name) => !name.includes(".figures."));
  const figures = figuresOf(last);
  // Earlier runs are read by their figures only, so that their own content need not be of their week.
  for (let week = 2; week <= weeks; week += 1) {
    const judgedFor = addDays(last.judgedFor, 7 * (1 - week));
    const name = run.replace(/^.{10}/, judgedFor);
    fs.linkSync(path.join(own, run), path.join(own, name));
    const packed = brotliCompressSync(JSON.stringify({ ...figures, judgedFor }), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    });
    fs.writeFileSync(path.join(own, name.replace(".json.br", ".figures.json.br")), packed);
  }
}

function writeReport(folder: string): Promise<number> {
  const start = performance.now();
  const command = [
    path.join(projectDir, "bin/cli/main.js"),
    "report",
    "-o",
    "site",
    "--scorecard",
    "card.json",
    "--history",
    "history",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve((performance.now() - start) / 1000);
      else reject(new Error(`The report ended with ${code}.`));
    });
  });
}

describeInChromium(`a report of ${services} services and ${weeks} weeks`, (browser) => {
  let file: string;
  let seconds: number;
  before(async function () {
    this.timeout(240_000);
    const folder = temporaryFolder();
    writeYear(folder);
    seconds = await writeReport(folder);
    file = path.join(folder, "site/index.html");
  });

  it("is written in seconds, in one file of less than 5 MB", () => {
    assert.ok(seconds <= 5 * patience, `${seconds} s`);
    assert.deepEqual(fs.readdirSync(path.dirname(file)), ["index.html"]);
    assert.ok(fs.statSync(file).size <= 5_000_000, `${fs.statSync(file).size} bytes`);
  });

  it("can be used at once, and stays so", async () => {
    const { page, complaints } = await openReport(browser(), file);
    const opened = Number(await page.locator("html").getAttribute("data-ready"));
    assert.ok(opened > 0 && opened <= 2_000 * patience, `${opened} ms until it can be used`);
    const going = (hash: string): Promise<number> =>
      page.evaluate(async (to) => {
        const begin = performance.now();
        await Reflect.get(globalThis, "goForTest")(to);
        return performance.now() - begin;
      }, hash);
    await page.evaluate(`globalThis.goForTest = async (to) => {
      location.hash = to;
      await new Promise((next) => addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(next)), { once: true }));
    }`);
    const views = [
      "#/services",
      "#/services?q=cart",
      "#/services?view=heat&sort=-security",
      "#/services?team=team-cart-3",
      "#/changes",
      "#/teams",
      "#/rules",
      "#/waivers",
    ];
    for (const hash of views) {
      const took = await going(hash);
      assert.ok(took <= 300 * patience, `${hash} took ${took} ms`);
      assert.ok((await page.locator("tbody tr, .card").count()) <= 110, `${hash} draws more than is seen`);
    }
    const [name] = await page
      .goto(`file://${file}#/services`)
      .then(() => page.locator("tbody th a").allInnerTexts());
    const service = await going(`#/service/shop/prod/${name}`);
    assert.ok(service <= 1_000 * patience, `the first service took ${service} ms`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
});
