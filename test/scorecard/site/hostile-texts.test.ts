import assert from "node:assert/strict";
import { card, finding, level, service, violation, waiver } from "../cards";
import { openReport } from "./browser";
import { describeInChromium } from "./chromium";
import { type SampleSite, writeSite } from "./sample-site";

const breakout = `</script><img src=x onerror="window.hit = 1">`;
const script = "javascript:window.hit=2";
const turned = "safe\u202Egpj.exe\u2066";
const long = "n".repeat(10_000);
const names = [breakout, turned, long, "../../etc", "a/b?c#d", "__proto__", "%E0%A4%A", "cart"];

function hostileCard() {
  const attacked = violation({
    text: breakout,
    fix: `${breakout} ${script}`,
    subject: turned,
    urn: breakout,
    chain: [{ step: breakout, enforcement: "mandatory", because: breakout }],
  });
  const services = names.map((name) =>
    service({
      name,
      owner: breakout,
      lifecycle: turned,
      levels: [level("bronze")],
      findings: [
        finding({ violations: [attacked], lookedAt: [breakout, "__proto__"] }),
        finding({
          rule: "constructor",
          area: breakout,
          outcome: "unknown",
          cause: "unobserved",
          reason: breakout,
        }),
      ],
      observed: [
        { kind: breakout, subject: breakout, source: breakout, at: "2026-11-22T10:00:00Z", state: "value" },
      ],
      promotion: {
        to: 1,
        by: "pia",
        at: "2026-11-01",
        ticket: breakout,
        reason: script,
        proof: "recorded",
      },
      tasks: [{ rules: [breakout], url: "https://github.example/x", opened: "2026-11-01", overdue: false }],
    }),
  );
  const initiative = {
    initiative: {
      id: "one",
      title: breakout,
      goal: 90,
      rules: ["slo-defined"],
      scope: {},
      start: "2026-11-01",
      deadline: "2026-12-01",
      brief: { path: script },
      contact: breakout,
    },
    state: "running" as const,
    daysLeft: 8,
    services: names.map((name) => ({ name, owner: breakout, met: false, missing: [breakout] })),
  };
  return card(services, {
    whatIf: true,
    only: breakout,
    waivers: [{ waiver: { ...waiver, note: breakout }, state: "refused", why: breakout }],
    initiatives: [initiative],
    locks: [{ service: "cart", by: "tess", reason: breakout, until: "2026-12-01" }],
    breakGlass: { by: "pia", reason: `${turned} ${breakout}`, until: "2026-11-23T20:00:00Z" },
    notices: [breakout],
    problems: [breakout],
    ruleSets: [
      {
        name: "production-readiness",
        rules: 1,
        definitions: [
          {
            rule: "slo-defined",
            level: "silver",
            title: breakout,
            why: breakout,
            fix: script,
            evidence: [],
            parameters: { "1": { [breakout]: breakout } },
          },
        ],
        terms: { "1": { must: "gold", aim: "gold" } },
      },
    ],
  });
}

describeInChromium("hostile texts in the report", (browser) => {
  let sample: SampleSite;
  before(async () => {
    sample = await writeSite(hostileCard());
  });

  it("are shown as text and run nothing, in every view", async () => {
    const { page, complaints, requests } = await openReport(browser(), sample.file, {
      viewport: { width: 390, height: 800 },
    });
    const views = [
      "#/",
      "#/services",
      "#/services?view=heat",
      "#/changes",
      "#/teams",
      `#/team/${encodeURIComponent(breakout)}`,
      "#/initiatives",
      "#/waivers",
      "#/rules",
      "#/rule/production-readiness/slo-defined",
      "#/rule/production-readiness/constructor",
      `#/${encodeURIComponent(breakout)}`,
      "#/constructor",
      "#/%E0%A4%A",
      ...names.map((name) => `#/service/shop/prod/${encodeURIComponent(name)}`),
    ];
    for (const hash of views) {
      await page.goto(`file://${sample.file}${hash}`);
      await page.waitForTimeout(60);
      assert.equal(await page.evaluate("window.hit"), undefined, hash);
      assert.equal(await page.locator("img, iframe, object, script:not([id]), base").count(), 0, hash);
      const links: string[] = await page
        .locator("a[href]")
        .evaluateAll((all) => all.map((one) => String(one.getAttribute("href"))));
      for (const link of links) assert.match(link, /^(#|https:\/\/github\.example\/x$)/, hash);
      assert.ok(
        Number(await page.evaluate("document.documentElement.scrollWidth")) <= 390,
        `${hash} is too wide`,
      );
    }
    assert.deepEqual(complaints, []);
    assert.deepEqual([...new Set(requests.map((url) => url.replace(/#.*/, "")))], [`file://${sample.file}`]);
    await page.context().close();
  });

  it("are shown with what would turn or hide them", async () => {
    const { page } = await openReport(browser(), sample.file, {
      hash: `#/service/shop/prod/${encodeURIComponent(turned)}`,
    });
    assert.equal(await page.locator("h1").innerText(), "safe\\u202egpj.exe\\u2066");
    assert.ok((await page.locator(".violation-text").first().innerText()).includes(breakout));
    await page.context().close();
  });

  it("do not hide who broke the glass, nor who locked a service", async () => {
    const { page } = await openReport(browser(), sample.file);
    const loud = await page.locator(".banner-loud").allInnerTexts();
    assert.ok(
      loud.includes(
        `pia broke the glass for the whole stack until 2026-11-23T20:00:00Z: safe\\u202egpj.exe\\u2066 ${breakout}`,
      ),
      loud.join("\n"),
    );
    const all = await page.locator(".banner").allTextContents();
    assert.ok(all.some((text) => text.includes(`cart is locked by tess until the end of 2026-12-01: `)));
    await page.goto(`file://${sample.file}#/service/shop/prod/cart`);
    await page.locator(".facts").waitFor();
    const own = await page.locator("main .banner-loud").allInnerTexts();
    assert.ok(
      own.some((text) => text.endsWith(`until the end of 2026-12-01: ${breakout}`)),
      own.join("\n"),
    );
    await page.context().close();
  });

  it("do not hide that a scorecard is a what-if and of one service", async () => {
    const { page } = await openReport(browser(), sample.file);
    const banners = await page.locator(".banner-loud").allInnerTexts();
    assert.match(banners.join("\n"), /This is a what-if: the day was moved to 23 Nov 2026/);
    assert.match(banners.join("\n"), /This is of one service only: <\/script>/);
    await page.context().close();
  });
});
