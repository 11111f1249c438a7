import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { once } from "../read";
import type { ApiAnswer } from "./client";

/** Seconds for which an answer is taken as it is. */
export const usualAgeSeconds = 3600;

/** Answers on disk, parsed: what no rule needs was dropped before, and credentials never were in them. */
export interface AnswerCache {
  /** Name of an answer: by vendor, address, who asks, and what. */
  keyOf(path: string, body: unknown, headers: unknown): string;
  /** What is kept; undefined where nothing is, or nothing that still fits the schema. */
  read<T>(key: string, schema: z.ZodType<T>): Promise<Kept<T> | undefined>;
  /** Keeps an answer, which nobody need wait for. */
  write(key: string, answer: ApiAnswer<unknown> | undefined, etag: string | undefined): void;
  /** Done when all is kept that was to be. */
  end(): Promise<void>;
}

export interface Kept<T> {
  /** Undefined: the vendor had no such thing. */
  readonly answer: ApiAnswer<T> | undefined;
  readonly etag?: string;
  /** Young enough to be taken without asking. */
  readonly isFresh: boolean;
}

export interface CacheOptions {
  /** Folder of all answers. */
  readonly folder: string;
  readonly ageSeconds: number;
  readonly now: () => Date;
  /** What the answers depend on: the vendor, its address and who asks. Kept as a digest only. */
  readonly whose: readonly string[];
}

/** Changes when what is kept has another meaning. */
const format = 2;

const lineSchema = z.strictObject({
  format: z.literal(format),
  key: z.string(),
  storedAt: z.iso.datetime(),
  etag: z.string().optional(),
  answer: z
    .strictObject({ value: z.unknown(), at: z.iso.datetime(), next: z.string().optional() })
    .optional(),
});

/**
 * A cache in a folder: one file for whoever asks, to which each answer adds a line, as a file for each of thousands takes
 * longer than asking. Lines that cannot be read count as none, since asking again is always right, and so does all that
 * cannot be kept, such as in a home that is for reading only.
 */
export function openCache({ folder, ageSeconds, now, whose }: CacheOptions): AnswerCache {
  const file = join(folder, `${digest(whose)}.jsonl`);
  const lines = once(() => openLines(file, now));
  const { append, end } = appender(folder, file);
  return {
    keyOf: (path, body, headers) => digest([...whose, path, JSON.stringify([body ?? null, headers ?? null])]),
    read: async <T>(key: string, schema: z.ZodType<T>) => {
      const line = (await lines())(key);
      const kept = line === undefined ? undefined : lineSchema.safeParse(jsonOf(line)).data;
      if (kept === undefined) return undefined;
      const age = now().getTime() - Date.parse(kept.storedAt);
      const rest = {
        ...(kept.etag === undefined ? {} : { etag: kept.etag }),
        isFresh: age >= 0 && age < ageSeconds * 1000,
      };
      if (kept.answer === undefined) return { answer: undefined, ...rest };
      const value = schema.safeParse(kept.answer.value);
      if (!value.success) return undefined;
      const { at, next } = kept.answer;
      return { answer: { value: value.data, at, ...(next === undefined ? {} : { next }) }, ...rest };
    },
    write: (key, answer, etag) =>
      append(`${JSON.stringify({ format, key, storedAt: now().toISOString(), etag, answer })}\n`),
    end,
  };
}

/** Letters that are written at a time: to open the file for each answer would take longer than asking. */
const batchLetters = 1_000_000;

/** Adds lines to the end of a file. What cannot be written is not kept, which costs no more than asking again. */
function appender(folder: string, file: string) {
  let waiting: string[] = [];
  let letters = 0;
  let last = Promise.resolve();
  const flush = (): void => {
    const text = waiting.join("");
    [waiting, letters] = [[], 0];
    const write = async (): Promise<void> => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendFile(file, text, { mode: 0o600 });
    };
    last = last.then(write).catch(orNothing);
  };
  return {
    append: (line: string): void => {
      waiting.push(line);
      letters += line.length;
      if (letters >= batchLetters) flush();
    },
    end: async (): Promise<void> => {
      if (letters > 0) flush();
      await last;
    },
  };
}

/** A line by its key, the last that was written with it. */
type Lines = (key: string) => string | undefined;
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Days after which nobody can be expected to ask the same again. */
const mostDays = 7;
/** Bytes of lines that were replaced from which on they are worth being left out. */
const wasteBytes = 4 * 1024 * 1024;

async function openLines(file: string, now: () => Date): Promise<Lines> {
  const bytes = await readFile(file).catch(orNothing);
  if (bytes === undefined) return () => undefined;
  const places = placesIn(bytes, new Date(now().getTime() - mostDays * 86_400_000).toISOString());
  const live = [...places.values()].reduce((sum, { start, end }) => sum + end - start, 0);
  if (bytes.length - live > Math.max(live, wasteBytes))
    await keepOnly(file, bytes, [...places.values()]).catch(orNothing); // it stays as large as it is
  return (key) => {
    const place = places.get(key);
    return place && bytes.toString("utf8", place.start, place.end);
  };
}

/** How each line begins: `{"format":2,"key":"<digest>","storedAt":"<instant>"`, so that it is found without being parsed. */
const keyStart = `{"format":${format},"key":"`.length;
const keyEnd = keyStart + 64;
const storedStart = keyEnd + '","storedAt":"'.length;
const storedEnd = storedStart + new Date(0).toISOString().length;

function placesIn(bytes: Buffer, notBefore: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found + 1;
    const storedAt = bytes.toString("latin1", start + storedStart, start + storedEnd);
    if (storedAt >= notBefore)
      places.set(bytes.toString("latin1", start + keyStart, start + keyEnd), { start, end });
    start = end;
  }
  return places;
}

/** Leaves out what was replaced or is old. What another process adds meanwhile may be lost, and is asked again then. */
async function keepOnly(file: string, bytes: Buffer, places: readonly Place[]): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, Buffer.concat(places.map(({ start, end }) => bytes.subarray(start, end))), {
      mode: 0o600,
    });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** For those who want everything anew. */
export const noCache: AnswerCache = {
  keyOf: (path, body, headers) => digest([path, JSON.stringify([body ?? null, headers ?? null])]),
  read: async () => undefined,
  write: () => undefined,
  end: async () => undefined,
};

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** What the system refuses costs asking again, and nothing else; other errors are faults of ours. */
function orNothing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== undefined) return undefined;
  throw error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Half a line is as good as none.
  }
}
