import { counted } from "../../policy-pack/engine/summary-words";
import { listOf } from "./endings";
import type { Piece, Subject } from "./piece";

/** What one audience is told at a time, apart from how a medium shows it. Texts may hold anything that others wrote. */
export interface Message {
  readonly title: string;
  readonly intro: readonly string[];
  readonly sections: readonly Section[];
  /** Where the whole of it can be seen. */
  readonly report: string | undefined;
}

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Lines that were left out, and what a line is about. */
  readonly leftOut: number;
  readonly noun: string;
}

/** What is told of one service, or of something else that has a name. */
export interface Line {
  readonly lead: string;
  readonly texts: readonly LineText[];
}

export interface LineText {
  readonly text: string;
  readonly url?: string | undefined;
}

interface Heading {
  readonly title: string;
  readonly noun: string;
}

const headings: Readonly<Record<Piece["kind"], Heading>> = {
  degraded: { title: "Less ready", noun: "service" },
  unknown: { title: "Could not be judged", noun: "reason" },
  waivers: { title: "Waivers", noun: "service" },
  deadlines: { title: "Coming due", noun: "service" },
  initiatives: { title: "Initiatives", noun: "initiative" },
};
const order = ["degraded", "unknown", "waivers", "deadlines", "initiatives"] as const;

/** Texts of one line that are shown; the others are counted. */
const mostTexts = 4;

export interface MessageFrame {
  /** The audience in a word or two. */
  readonly audience: string;
  readonly day: string;
  readonly intro: readonly string[];
  readonly report: string | undefined;
  /** Whether it is of several stacks, also where only one has news: then each line says of which. */
  readonly severalStacks?: boolean;
}

/** One message of all pieces: a section for each kind, a line for each service, strictest tier first. */
export function messageOf(pieces: readonly Piece[], frame: MessageFrame): Message {
  const places = new Set(pieces.map(({ place }) => `${place.project}\n${place.stack}`));
  const withStack = frame.severalStacks === true || places.size > 1;
  const sections = order.flatMap((kind) => {
    const own = pieces.filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    const lines = kind === "unknown" ? unknownLines(own) : linesOf(own, withStack);
    return [{ ...headings[kind], lines, leftOut: 0 }];
  });
  const counts = sections.map(
    ({ title, lines, noun }) => `${title.toLowerCase()}: ${counted(lines.length, noun)}`,
  );
  return {
    title: `Readiness, ${frame.audience}, ${frame.day}`,
    intro: [...frame.intro, `${counts.join("; ")}.`.replace(/^./, (first) => first.toUpperCase())],
    sections,
    report: frame.report,
  };
}

function linesOf(pieces: readonly Piece[], withStack: boolean): readonly Line[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const name = [piece.place.project, piece.place.stack, piece.about.name].join("\n");
    groups.set(name, [...(groups.get(name) ?? []), piece]);
  }
  return [...groups.values()]
    .sort(([a], [b]) => (a?.about.tier ?? 4) - (b?.about.tier ?? 4))
    .flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ lead: leadOf(first, withStack), texts: textsOf(group) }];
    });
}

function leadOf({ about, place }: Piece, withStack: boolean): string {
  return `${namedWithTier(about)}${withStack ? ` in ${place.project}/${place.stack}` : ""}`;
}

/** A name with its tier where it has one. */
export function namedWithTier({ name, tier }: Subject): string {
  return tier === undefined ? name : `${name} (tier ${tier})`;
}

function textsOf(pieces: readonly Piece[]): readonly LineText[] {
  const more = pieces.length - mostTexts;
  const texts = withCauses(pieces);
  const shown = pieces.slice(0, mostTexts).map(({ url }, index) => ({ text: texts[index] ?? "", url }));
  return [...shown, ...(more > 0 ? [{ text: `And ${more} more.` }] : [])];
}

/** The pieces' texts; each cause is said once, with the first that it explains of those that follow one another. */
export function withCauses(pieces: readonly Piece[]): readonly string[] {
  return pieces.map(({ text, because }, index) => {
    const isSaid = because === undefined || because === "" || because === pieces[index - 1]?.because;
    return isSaid ? text : `${text} Why: ${because}.`;
  });
}

/** By reason, as what one vendor does not tell may be of every service. */
function unknownLines(pieces: readonly Piece[]): readonly Line[] {
  const reasons = [...new Set(pieces.map(({ because = "" }) => because))];
  return reasons.map((reason) => {
    const own = pieces.filter(({ because = "" }) => because === reason);
    const names = [...new Set(own.map(({ about }) => about.name))];
    const text = `${counted(own.length, "finding")} of ${counted(names.length, "service")}: ${listOf(names)}.`;
    return { lead: reason, texts: [{ text }] };
  });
}

/** A message with so many lines a section at most, and how many were left out. */
export function shortenedTo(message: Message, mostLines: number): Message {
  return {
    ...message,
    sections: message.sections.map(({ lines, leftOut, ...rest }) => ({
      ...rest,
      lines: lines.slice(0, mostLines),
      leftOut: leftOut + Math.max(0, lines.length - mostLines),
    })),
  };
}

/** What stands at the end of a section that was shortened; undefined where nothing was left out. */
export function leftOutText({ leftOut, noun }: Section, { report }: Message): string | undefined {
  if (leftOut === 0) return undefined;
  return `And ${counted(leftOut, `more ${noun}`)}${report === undefined ? "." : "; the report has all."}`;
}

/** Lines of a section that are tried, the most first, until the whole fits. */
const lineLimits = [20, 12, 6, 3, 1, 0];

/** What a medium makes of a message, shortened until it fits. What it makes of counts alone must always fit. */
export function fitted<T>(
  message: Message,
  render: (message: Message) => T,
  fits: (result: T) => boolean,
): T {
  for (const most of lineLimits) {
    const result = render(shortenedTo(message, most));
    if (fits(result)) return result;
  }
  throw new Error("A message of counts alone does not fit."); // a fault of ours: its texts are bounded
}
