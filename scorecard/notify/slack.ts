import { shown } from "../formats/shown-text";
import { fitted, type Line, type LineText, leftOutText, type Message, type Section } from "./message";

/*
 * Block Kit as Slack's reference bounds it: 50 blocks a message, 150 letters of a header, 3,000 of a section's text.
 * https://docs.slack.dev/reference/block-kit/blocks and …/messaging/formatting-message-text for what must be escaped.
 */

export interface SlackMessage {
  /** What a notification shows, and what is read aloud. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

type SlackBlock =
  | {
      readonly type: "header";
      readonly text: { readonly type: "plain_text"; readonly text: string; readonly emoji: false };
    }
  | { readonly type: "section"; readonly text: Mrkdwn }
  | { readonly type: "context"; readonly elements: readonly Mrkdwn[] };

interface Mrkdwn {
  readonly type: "mrkdwn";
  readonly text: string;
  /** No addresses, channels or people are looked for in it. */
  readonly verbatim: true;
}

const most = { blocks: 50, header: 150, section: 3000 } as const;
const longest = { lead: 100, text: 300, intro: 300 } as const;

/** A message as an incoming webhook of Slack takes it. */
export function slackMessageOf(message: Message): SlackMessage {
  return fitted(message, render, ({ blocks }) => blocks.length <= most.blocks);
}

function render(message: Message): SlackMessage {
  const { title, intro, sections, report } = message;
  const heading = shown(title, most.header);
  return {
    text: slackText([title, ...intro].join(". "), longest.intro),
    blocks: [
      { type: "header", text: { type: "plain_text", text: heading, emoji: false } },
      ...packed(intro.map((one) => slackText(one, longest.intro))),
      ...sections.flatMap((section) => packed(partsOf(section, message))),
      ...footer(report),
    ],
  };
}

function footer(report: string | undefined): readonly SlackBlock[] {
  const link = report === undefined ? "" : slackLink(report, "The whole report");
  return link === "" ? [] : [{ type: "context", elements: [mrkdwn(link)] }];
}

function partsOf(section: Section, message: Message): readonly string[] {
  const rest = leftOutText(section, message);
  return [`*${slackText(section.title)}*`, ...section.lines.flatMap(lineParts), ...(rest ? [rest] : [])];
}

function lineParts({ lead, texts }: Line): readonly string[] {
  const [first, ...others] = texts.map(textPart);
  return [
    `• *${slackText(lead, longest.lead)}*${first === undefined ? "" : ` ${first}`}`,
    ...others.map((one) => `    ${one}`),
  ];
}

function textPart({ text, url }: LineText): string {
  const words = slackText(text, longest.text);
  return url === undefined ? words : `${words} ${slackLink(url, "Open")}`;
}

/** Lines in as few sections as hold them; no line is longer than a section may be. */
function packed(lines: readonly string[]): readonly SlackBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= most.section)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => ({ type: "section", text: mrkdwn(text) }));
}

function mrkdwn(text: string): Mrkdwn {
  return { type: "mrkdwn", text, verbatim: true };
}

/** Separates signs without being seen, so that nothing is formed of them. */
const gap = "\u200b";

/** Untrusted text as mrkdwn that reads the same and forms nothing: no link, mention, emphasis, code or emoji. */
export function slackText(text: string, letters: number = longest.text): string {
  return shown(text, letters)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[@*_~`]|:(?=\S)/g, `$&${gap}`);
}

/** A link to an address that a schema has checked to be of http or https; nothing where it is too long to be one. */
function slackLink(url: string, words: string): string {
  const { href } = new URL(url);
  const safe = href.replace(/[<>|&]/g, (sign) => (sign === "&" ? "&amp;" : encodeURIComponent(sign)));
  return safe.length > longestLink ? "" : `<${safe}|${words}>`;
}

/** Beyond this an address would not fit beside its words. */
const longestLink = 1000;
