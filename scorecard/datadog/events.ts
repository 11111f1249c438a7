import { createHash } from "node:crypto";
import { shown } from "../formats/shown-text";
import { degradedPieces } from "../notify/degraded";
import { namedWithTier, withCauses } from "../notify/message";
import type { Pair } from "../notify/news";
import type { Piece } from "../notify/piece";
import { placeTags, serviceTags } from "./tags";

/** An event as `POST /api/v1/events` takes it; its text is no Markdown. */
export interface DatadogEvent {
  readonly title: string;
  readonly text: string;
  readonly alert_type: "warning" | "error";
  readonly priority: "normal";
  readonly aggregation_key: string;
  readonly tags: readonly string[];
}

/** An event with the keys of what it tells. */
export interface EventNews {
  readonly keys: readonly string[];
  readonly event: DatadogEvent;
}

const longest = { title: 200, line: 300, text: 4000 } as const;

/** One event for each service that became less ready, of what `isNew` says was not told before. */
export function eventsOf(
  { earlier, later }: Pair,
  env: string,
  isNew: (key: string) => boolean,
): readonly EventNews[] {
  if (earlier === undefined) return [];
  const groups = new Map<string, Piece[]>();
  for (const piece of degradedPieces(earlier, later))
    if (piece.kind === "degraded" && isNew(piece.key))
      groups.set(piece.about.name, [...(groups.get(piece.about.name) ?? []), piece]);
  return [...groups].map(([name, pieces]) => {
    const service = later.services.find((one) => one.name === name);
    const lines = withCauses(pieces).map((text) => shown(text, longest.line));
    return {
      keys: pieces.map(({ key }) => key),
      event: {
        title: shown(`Less ready: ${namedWithTier({ name, tier: service?.tier })}`, longest.title),
        text: cut(lines),
        alert_type: service?.tier === 1 ? "error" : "warning",
        priority: "normal",
        aggregation_key: aggregationKey(later.project, later.stack, name),
        tags: ["source:readiness", ...placeTags(later, env), ...(service ? serviceTags(service) : [])],
      },
    };
  });
}

/** As many lines as there is room for. */
function cut(lines: readonly string[]): string {
  const kept: string[] = [];
  let letters = 0;
  for (const line of lines) {
    if (letters + line.length + 1 > longest.text - 40) break;
    kept.push(line);
    letters += line.length + 1;
  }
  const more = lines.length - kept.length;
  // Three per cent signs at the start would make it Markdown.
  return [...kept, ...(more > 0 ? [`And ${more} more.`] : [])].join("\n").replace(/^%%%/, "%%");
}

/** The same for all events of a service; at most 100 letters. */
function aggregationKey(...parts: readonly string[]): string {
  return `readiness-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32)}`;
}
