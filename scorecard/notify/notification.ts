import { shown } from "../formats/shown-text";
import type { Message } from "./message";
import { type Notification, notificationVersion } from "./notification-schema";
import type { Piece } from "./piece";

const mostPieces = 500;
const mostLines = 100;
const longest = { name: 200, text: 1000, url: 2000 } as const;

interface Sent {
  readonly audience: string;
  readonly day: string;
  readonly message: Message;
  readonly pieces: readonly Piece[];
  readonly isDigest: boolean;
}

/** What a generic webhook is sent of a message: the news as data, not as somebody's markup. */
export function notificationOf({ audience, day, message, pieces, isDigest }: Sent): Notification {
  const { title, intro, report } = message;
  return {
    schemaVersion: notificationVersion,
    kind: "readiness-notification",
    audience,
    day,
    title: shown(title, longest.name),
    intro: intro.map((one) => shown(one, longest.text)),
    ...(report === undefined ? {} : { report }),
    news: pieces.slice(0, mostPieces).map(newsOf),
    ...(isDigest ? { digest: digestOf(message) } : {}),
    leftOut: isDigest ? linesLeftOut(message) : Math.max(0, pieces.length - mostPieces),
  };
}

function linesLeftOut({ sections }: Message): number {
  return sections.reduce((sum, { lines }) => sum + Math.max(0, lines.length - mostLines), 0);
}

function newsOf({ key, kind, place, about, text, because, url }: Piece): Notification["news"][number] {
  return {
    key,
    kind,
    project: shown(place.project, longest.name),
    stack: shown(place.stack, longest.name),
    subject: shown(about.name, longest.name),
    ...(about.tier === undefined ? {} : { tier: about.tier }),
    ...(about.owner === undefined ? {} : { owner: about.owner }),
    text: shown(text, longest.text),
    ...(because === undefined ? {} : { because: shown(because, longest.text) }),
    ...(url === undefined || url.length > longest.url ? {} : { url }),
  };
}

function digestOf({ sections }: Message): NonNullable<Notification["digest"]> {
  return sections.map(({ title, lines }) => ({
    title,
    lines: lines.slice(0, mostLines).map(({ lead, texts }) => ({
      lead: shown(lead, longest.name),
      texts: texts.map(({ text }) => shown(text, longest.text)),
    })),
  }));
}
