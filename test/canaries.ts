import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const names = ["GITHUB_TOKEN", "PAGERDUTY_TOKEN", "DATADOG_API_KEY", "DATADOG_APP_KEY"] as const;

export type Canaries = Readonly<Record<(typeof names)[number], string>>;

/** A credential of its own for each vendor, which stands nowhere else. */
export function newCanaries(): Canaries {
  const one = (): string => `canary${randomBytes(12).toString("hex")}`;
  return { GITHUB_TOKEN: one(), PAGERDUTY_TOKEN: one(), DATADOG_API_KEY: one(), DATADOG_APP_KEY: one() };
}

/** The credentials of this test run: nothing that it prints or leaves in a folder may hold one. */
export const canaries = newCanaries();

/** The forms in which a credential could be found. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Base64 of a text in the middle of another has one of three forms, less what its neighbours share.
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(4, -4),
  );
  return [secret, bytes.toString("hex"), ...inBase64];
}

export function allFormsOf(given: Canaries): readonly string[] {
  return names.flatMap((name) => formsOf(given[name]));
}

/** Every file below a folder that holds one of these texts; links are not followed. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return fs.readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = path.join(entry.parentPath, entry.name);
    const content = fs.readFileSync(file, "latin1");
    return texts.some((text) => content.includes(text)) ? [file] : [];
  });
}

const forms = allFormsOf(canaries);

/** Fails where the run's credentials stand in what was printed. */
export function refuseCanaries(printed: string): void {
  if (forms.some((form) => printed.includes(form))) throw new Error("A credential was printed.");
}

/** Fails where the run's credentials stand in a file below a folder. */
export function refuseCanariesIn(folder: string): void {
  const found = fs.existsSync(folder) ? filesWith(folder, forms) : [];
  if (found.length > 0) throw new Error(`A credential was left in ${found.join(", ")}.`);
}
