import { shown } from "../formats/shown-text";
import { fitted, type Line, type LineText, leftOutText, type Message, type Section } from "./message";

/*
 * An Adaptive Card as a workflow of Microsoft Teams takes it: about 28 kB a message. All text stands in text runs, which
 * are shown as they are: only text blocks and facts know Markdown.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */

export interface TeamsMessage {
  readonly type: "message";
  readonly attachments: readonly [
    {
      readonly contentType: "application/vnd.microsoft.card.adaptive";
      readonly contentUrl: null;
      readonly content: Card;
    },
  ];
}

interface Card {
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly type: "AdaptiveCard";
  readonly version: "1.4";
  /** What is shown where cards are not, and what is read aloud. */
  readonly fallbackText: string;
  readonly body: readonly TextRuns[];
  readonly actions?: readonly [OpenUrl];
  readonly msteams: { readonly width: "Full" };
}

interface TextRuns {
  readonly type: "RichTextBlock";
  readonly inlines: readonly Run[];
  readonly spacing?: "Small" | "Medium";
}

interface Run {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Large";
  readonly selectAction?: OpenUrl;
}

interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
}

const mostBytes = 27_000;
const longest = { title: 150, lead: 100, text: 300, url: 1000 } as const;

/** A message as a workflow's webhook takes it. */
export function teamsMessageOf(message: Message): TeamsMessage {
  return fitted(message, render, (one) => Buffer.byteLength(JSON.stringify(one)) <= mostBytes);
}

function render(message: Message): TeamsMessage {
  const { title, intro, sections, report } = message;
  const heading = shown(title, longest.title);
  const actions =
    report === undefined || report.length > longest.url
      ? {}
      : { actions: [open(report, "The whole report")] as const };
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          fallbackText: heading,
          body: [
            {
              type: "RichTextBlock",
              inlines: [{ type: "TextRun", text: heading, weight: "Bolder", size: "Large" }],
            },
            ...intro.map((one) => paragraph([run(shown(one, longest.text))])),
            ...sections.flatMap((section) => sectionBody(section, message)),
          ],
          ...actions,
          msteams: { width: "Full" },
        },
      },
    ],
  };
}

function sectionBody(section: Section, message: Message): readonly TextRuns[] {
  const rest = leftOutText(section, message);
  return [
    { ...paragraph([bold(shown(section.title, longest.lead))]), spacing: "Medium" },
    ...section.lines.flatMap(lineBody),
    ...(rest === undefined ? [] : [paragraph([run(rest)])]),
  ];
}

function lineBody({ lead, texts }: Line): readonly TextRuns[] {
  const [first, ...others] = texts;
  return [
    paragraph([bold(`${shown(lead, longest.lead)} `), ...(first === undefined ? [] : runsOf(first))]),
    ...others.map((one) => paragraph(runsOf(one))),
  ];
}

function runsOf({ text, url }: LineText): readonly Run[] {
  const words = run(shown(text, longest.text));
  if (url === undefined || url.length > longest.url) return [words];
  return [words, { ...run(" Open"), selectAction: open(url, "Open") }];
}

function paragraph(inlines: readonly Run[]): TextRuns {
  return { type: "RichTextBlock", inlines, spacing: "Small" };
}

function run(text: string): Run {
  return { type: "TextRun", text };
}

function bold(text: string): Run {
  return { ...run(text), weight: "Bolder" };
}

function open(url: string, title: string): OpenUrl {
  return { type: "Action.OpenUrl", title, url: new URL(url).href };
}
