import { createHash } from "node:crypto";
import { productionReadiness } from "../../catalog/initiative";
import type { Scorecard, ScoredService } from "../schema";
import { type ShareAtMust, shareAtMust } from "../share";

/** What a badge says; nothing in it comes from outside. */
interface Badge {
  readonly message: string;
  readonly colour: string;
  /** The whole of it in words, for those who do not see it. */
  readonly title: string;
}

const label = "readiness";

/** Backgrounds that white text can be read on: a contrast of at least 4.5 to 1 (WCAG 2, AA). */
const colours = {
  label: "#3f4650",
  gold: "#806000",
  silver: "#5c6670",
  bronze: "#8c4a12",
  none: "#b3261e",
  unjudged: "#5f6368",
  most: "#1a7431",
} as const;

/**
 * Badges by file name: for each service `<name>.json`, which shields.io's endpoint badge reads, and `<name>.svg`, a
 * picture that needs no server; `overall.json` and `overall.svg` tell the share of services at their must-level. All
 * show the set production-readiness, as judged and, where it differs, with waivers.
 *
 * A file's name is the service's if that is lower-case letters, digits and dashes; else what is not is written as _ and
 * the character's code, so that any name gives a safe file name of its own.
 */
export function badgesOf({ services }: Scorecard): ReadonlyMap<string, string> {
  const badges = [
    ["overall", overall(shareAtMust(services, productionReadiness))] as const,
    ...services.map((service) => [fileNameOf(service.name), badgeOf(service)] as const),
  ];
  return new Map(
    badges.flatMap(([name, badge]) => [
      [`${name}.json`, endpointOf(badge)],
      [`${name}.svg`, pictureOf(badge)],
    ]),
  );
}

function badgeOf({ levels }: ScoredService): Badge {
  const own = levels.find(({ set }) => set === productionReadiness);
  if (own === undefined)
    return { message: "no level", colour: colours.unjudged, title: `${label}: no level applies` };
  const { asJudged, withWaivers, must } = own;
  const waived = withWaivers === asJudged ? "" : ` (${withWaivers} with waivers)`;
  const message = `${asJudged === "none" ? "no level yet" : asJudged}${waived}`;
  return { message, colour: colours[asJudged], title: `${label}: ${message}, must be ${must}` };
}

function overall({ of, asJudged, withWaivers }: ShareAtMust): Badge {
  if (of === 0) return { message: "no service", colour: colours.unjudged, title: `${label}: no service` };
  // Rounded down: only all are 100 %.
  const percent = Math.floor((asJudged * 100) / of);
  const waived = withWaivers === asJudged ? "" : `, ${withWaivers} with waivers`;
  return {
    message: `${percent} % at must-level`,
    colour: percent >= 90 ? colours.most : percent >= 50 ? colours.gold : colours.none,
    title: `${label}: ${asJudged} of ${of} services at their must-level${waived}`,
  };
}

function endpointOf({ message, colour }: Badge): string {
  return `${JSON.stringify({ schemaVersion: 1, label, message, color: colour })}\n`;
}

/** Pixels that a letter takes at most times in 11 pixels of Verdana or what stands in for it; the SVG holds the text to it. */
const perLetter = 6.6;
const padding = 6;

function pictureOf({ message, colour, title }: Badge): string {
  const [left, right] = [label, message].map((text) => Math.ceil(text.length * perLetter) + 2 * padding) as [
    number,
    number,
  ]; // two in, two out
  const text = (words: string, start: number, width: number): string =>
    `<text x="${start + width / 2}" y="14" textLength="${width - 2 * padding}" lengthAdjust="spacingAndGlyphs">${words}</text>`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="round"><rect width="${left + right}" height="20" rx="3"/></clipPath>`,
    '<g clip-path="url(#round)">',
    `<rect width="${left}" height="20" fill="${colours.label}"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${colour}"/>`,
    "</g>",
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">',
    text(label, 0, left),
    text(message, left, right),
    "</g>",
    "</svg>",
  ].join("\n")}\n`;
}

/** Names that are taken: by us, or on Windows by devices. */
const taken = /^(overall|con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** File systems take at least 255 bytes; this leaves room for what cuts and for the ending. */
const longestName = 120;

function fileNameOf(name: string): string {
  // A dash in front would make it an option of a command.
  const escaped = name.replace(taken.test(name) ? /^./ : /^-|[^a-z0-9-]/g, coded);
  if (escaped.length <= longestName) return escaped;
  const digest = createHash("sha256").update(escaped).digest("hex").slice(0, 32);
  return `${escaped.slice(0, longestName)}_${digest}`;
}

function coded(character: string): string {
  return `_${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
