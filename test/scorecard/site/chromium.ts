import type { Browser } from "playwright-core";
import { chromiumPath, startChromium } from "./browser";

/**
 * Describes tests that need a Chromium. Without one they are skipped on a person's machine, and fail where CI is set, as
 * nobody would see there that they never ran.
 */
export function describeInChromium(title: string, tests: (browser: () => Browser) => void): void {
  describe(title, function () {
    this.timeout(120_000);
    let browser: Browser | undefined;
    before(async function () {
      if (chromiumPath() === undefined && !process.env.CI) {
        console.error(
          `    ${title}: skipped, as no Chromium was found. Install one, or name it in CHROMIUM.`,
        );
        this.skip();
      }
      browser = await startChromium();
    });
    after(async () => browser?.close());
    tests(() => {
      if (browser === undefined) throw new Error("Chromium has not been started.");
      return browser;
    });
  });
}
