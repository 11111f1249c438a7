import { oneLine } from "../../policy-pack/engine/text";

/** Separates letters without being seen; GitHub forms no reference across it. */
const gap = "\u200b";

/** Letters of an untrusted text that are shown; what is longer would drive out all else. */
const longestText = 1000;

/**
 * An untrusted text as Markdown of one line that reads the same and forms nothing: no tag, link, image, emphasis,
 * heading, list, table cell, mention or reference.
 *
 * Character references cannot stand for Markdown's own signs (CommonMark), in HTML blocks and tables neither. GitHub
 * looks for mentions, references and emoji in the text that comes out of them, though, so these are parted by a
 * zero-width space.
 */
export function markdownText(text: string, most = longestText): string {
  const letters = [...oneLine(text)];
  const shown = letters.length > most ? `${letters.slice(0, most).join("")}…` : letters.join("");
  if (shown === "") return "(empty)";
  return parted(shown).replace(/[&<>\\`*_~[\]|#@$]|^[-+=\d]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** What GitHub would make a mention, a link or a picture of, parted: for where no Markdown is read, such as titles. */
export function parted(text: string): string {
  return (
    text
      // @team, name@host; #1 and owner/repository#1; https://, mailto: and :emoji:.
      .replace(/[@#]|:(?=\S)/g, `$&${gap}`)
      .replace(/www(?=\.)/gi, `$&${gap}`)
      .replace(/\b(?:gh|cve|ghsa)-/gi, `$&${gap}`)
      // A commit is named by seven letters or more of its hash.
      .replace(/[\da-f]{6}(?=[\da-f])/gi, `$&${gap}`)
  );
}
