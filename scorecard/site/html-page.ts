import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { SiteData } from "./site-index";

/** What a page is put together from, all of it inline. */
export interface PageParts {
  readonly title: string;
  readonly script: string;
  readonly styles: string;
  readonly data: SiteData;
}

/**
 * One page that needs nothing but itself: it asks nobody for anything, and its policy lets no other script or style in.
 * Data stands in it as letters and digits only, so that no text of others is ever read as HTML.
 */
export function htmlPage({ title, script, styles, data }: PageParts): string {
  for (const text of [script, styles])
    if (/<\/(script|style)/i.test(text))
      throw new RangeError("The page's own parts must not end their element.");
  const policy = [
    "default-src 'none'",
    `script-src ${sourceHash(script)}`,
    `style-src ${sourceHash(styles)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${styles}</style>
</head>
<body>
<noscript>This report is drawn by the script inside it. Allow scripts for this file to read it.</noscript>
<script type="text/plain" id="index">${packed(JSON.stringify(data.index))}</script>
<script type="text/plain" id="details">${packed(data.details)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function sourceHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** As the page unpacks it: gzip, then base64. */
function packed(text: string): string {
  return gzipSync(text, { level: 6 }).toString("base64");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
