import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ApiAnswer } from "./client";

/** Seconds for which an answer is taken as it is. */
export const usualAgeSeconds = 3600;

/** Answers on disk, parsed: what no rule needs was dropped before, and credentials never were in them. */
export interface AnswerCache {
  /** Name of an answer: by vendor, address, who asks, and what. */
  keyOf(path: string, body: unknown, headers: unknown): string;
  /** What is kept; undefined where nothing is, or nothing that still fits the schema. */
  read<T>(key: string, schema: z.ZodType<T>): Promise<Kept<T> | undefined>;
  write(key: string, answer: ApiAnswer<unknown> | undefined, etag: string | undefined): Promise<void>;
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
const format = 1;

const fileSchema = z.strictObject({
  format: z.literal(format),
  storedAt: z.iso.datetime(),
  etag: z.string().optional(),
  answer: z
    .strictObject({ value: z.unknown(), at: z.iso.datetime(), next: z.string().optional() })
    .optional(),
});

/** A cache in a folder; a file that cannot be read counts as none, since asking again is always right. */
export function openCache({ folder, ageSeconds, now, whose }: CacheOptions): AnswerCache {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    keyOf: (path, body, headers) => digest([...whose, path, JSON.stringify([body ?? null, headers ?? null])]),
    read: async <T>(key: string, schema: z.ZodType<T>) => {
      const file = await readFile(fileOf(key), "utf8").catch(missing);
      const kept = file === undefined ? undefined : fileSchema.safeParse(jsonOf(file)).data;
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
    write: async (key, answer, etag) => {
      const file = fileOf(key);
      const draft = `${file}.${process.pid}.draft`;
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true, mode: 0o700 });
      const kept = { format, storedAt: now().toISOString(), etag, answer };
      try {
        await writeFile(draft, JSON.stringify(kept), { mode: 0o600 });
        await rename(draft, file);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** For those who want everything anew. */
export const noCache: AnswerCache = {
  keyOf: (path, body, headers) => digest([path, JSON.stringify([body ?? null, headers ?? null])]),
  read: async () => undefined,
  write: async () => undefined,
};

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return undefined;
  throw error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Half a file is as good as none.
  }
}
