import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openReport } from "./browser";
import { describeInChromium } from "./chromium";
import { type SampleSite, sampleSite } from "./sample-site";

describeInChromium("moving about in the report", (browser) => {
  let sample: SampleSite;
  let page: Page;
  before(async () => {
    sample = await sampleSite(60, 2);
  });
  beforeEach(async () => {
    ({ page } = await openReport(browser(), sample.file));
  });
  afterEach(async () => {
    await page.context().close();
  });

  const hash = (): Promise<unknown> => page.evaluate("location.hash");
  const heading = (): Promise<string> => page.locator("h1").innerText();
  const names = (): Promise<readonly string[]> => page.locator("tbody th").allInnerTexts();
  const focused = (): Promise<unknown> =>
    page.evaluate("document.activeElement.id || document.activeElement.tagName");
  const settled = (): Promise<void> => page.waitForTimeout(80);

  it("finds in one click which tier 1 services got worse, and why", async () => {
    await page.getByRole("link", { name: /tier 1 services? got worse$/ }).click();
    await settled();
    assert.equal(await hash(), "#/changes?direction=worse&tier=1");
    const tiers = await page.locator(".card .tier").allInnerTexts();
    assert.ok(
      tiers.every((tier) => tier === "Tier 1"),
      tiers.join(),
    );
    assert.equal(
      await page.locator(".card").count(),
      await page
        .locator(".card .cause")
        .evaluateAll((all) => new Set(all.map((one) => one.closest(".card"))).size),
    );
  });

  it("searches from anywhere with /, letter by letter, and goes back in one step", async () => {
    await page.keyboard.press("/");
    assert.equal(await focused(), "search");
    await page.keyboard.type("cart");
    await settled();
    assert.equal(await hash(), "#/services?q=cart");
    assert.equal(await focused(), "search");
    const wanted = sample.card.services.filter(({ name, owner }) => `${name} ${owner}`.includes("cart"));
    assert.deepEqual([...(await names())].sort(), wanted.map(({ name }) => name).sort());
    await page.goBack();
    await settled();
    assert.equal(await heading(), "Overview");
  });

  it("filters, sorts and pages by an address that can be passed on", async () => {
    await page.getByRole("link", { name: "Services", exact: true }).click();
    await page.locator("#filter-tier").selectOption("3");
    await page.locator("#sort-name").click();
    await settled();
    assert.equal(await hash(), "#/services?tier=3&sort=name");
    const own = sample.card.services.filter(({ tier }) => tier === 3).map(({ name }) => name);
    assert.deepEqual(await names(), own.sort().slice(0, 50));
    await page.locator("#sort-name").click();
    await settled();
    assert.deepEqual(await names(), own.sort().reverse().slice(0, 50));
    assert.equal(await page.locator("th[aria-sort=descending]").innerText(), "Service\n↓");
    assert.equal(await focused(), "sort-name");
    await page.locator("#filter-below").check();
    await settled();
    const below = await names();
    const address = await page.evaluate("location.href");
    await page.goto("about:blank");
    await page.goto(String(address));
    await settled();
    assert.deepEqual(await names(), below);
    assert.ok(below.length > 0 && below.length < own.length);
  });

  it("moves the focus to the heading of where one went, and goes back", async () => {
    await page.getByRole("link", { name: "Teams", exact: true }).click();
    await settled();
    assert.equal(await focused(), "H1");
    await page.locator("tbody th a").first().click();
    await settled();
    assert.match(String(await hash()), /^#\/team\//);
    assert.equal(await focused(), "H1");
    await page.goBack();
    await settled();
    assert.equal(await heading(), "Teams");
  });

  it("can be done with the keyboard alone", async () => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.textContent"), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "main");
    await page.locator("nav.places a", { hasText: "Rules" }).focus();
    await page.keyboard.press("Enter");
    await settled();
    assert.equal(await heading(), "Rules");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "filter-area");
    await page.locator("#sort-fail").focus();
    await page.keyboard.press("Space");
    await settled();
    assert.equal(await hash(), "#/rules?sort=fail");
    assert.equal(await focused(), "sort-fail");
    const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    assert.equal(outline, "solid");
  });

  it("takes colours along, and says in words where there is nothing", async () => {
    const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await ground();
    await page.locator("#theme").click();
    await settled();
    assert.notEqual(await ground(), light);
    await page.getByRole("link", { name: "Waivers", exact: true }).click();
    await settled();
    assert.equal(await hash(), "#/waivers?theme=dark");
    await page.goto(`file://${sample.file}#/service/shop/prod/nobody`);
    await settled();
    assert.equal(await heading(), "Not found");
  });

  it("prints the view without what cannot be used on paper, and light", async () => {
    await page.goto(`file://${sample.file}#/services?theme=dark`);
    await settled();
    await page.emulateMedia({ media: "print" });
    for (const gone of [".head", ".controls", ".pager", ".switch"])
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    assert.equal(await page.locator("tbody tr").first().isVisible(), true);
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    assert.equal(await page.evaluate("document.documentElement.dataset.theme"), "light");
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    assert.equal(await page.evaluate("document.documentElement.dataset.theme"), "dark");
  });
});
