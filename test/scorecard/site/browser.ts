import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const programs = ["chromium", "chromium-browser", "google-chrome"];

/** Where a Chromium is: what CHROMIUM names, or one on PATH; undefined where there is none. */
export function chromiumPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  return process.env.CHROMIUM || places.find((path) => existsSync(path));
}

/** Starts the Chromium of this machine. Throws where there is none. */
export function startChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("No Chromium was found; CHROMIUM names one.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page with what went wrong or out while it was open. */
export interface Watched {
  readonly page: Page;
  /** Errors, warnings, violations of the policy and dialogs. */
  readonly complaints: string[];
  /** Addresses that were asked for. */
  readonly requests: string[];
}

/** Opens a report from the disk and waits until it can be used. */
export async function openReport(
  browser: Browser,
  file: string,
  { hash = "", ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector("html[data-ready]");
  return { page, complaints, requests };
}
