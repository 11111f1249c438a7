import { z } from "zod";
import type { Untold } from "../collector";
import type { ApiClient } from "../http/client";
import { inTurns } from "../http/in-turns";
import { untold } from "../read";
import { hidden, OverloadedError, unanswered } from "./outcome";

/** What GitHub said to one part of a request; missing: it is not there, or hidden. */
export type Reading<T> =
  | {
      readonly state: "value";
      readonly value: T;
      /** ISO 8601. */
      readonly at: string;
      /** Why a field of the value is null, where GitHub said why. */
      problem(field: string, permission: string): Untold | undefined;
    }
  | { readonly state: "missing" }
  | Untold;

/** A part of a request, which is answered on its own. */
export interface Part {
  /** The field with its arguments and selection, in GraphQL. */
  readonly field: string;
  /** How much of a request it takes; one of a whole repository is 10. */
  readonly weight: number;
  readonly schema: z.ZodType;
  /** `found` is what the schema made of the answer, or oddShape. */
  take(found: unknown, problems: readonly Problem[], at: string): void;
  miss(why: Untold): void;
}

const problemSchema = z.object({
  type: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
type Problem = z.infer<typeof problemSchema>;

/** A part of a request, whose answer `read` is given, in whatever state. */
export function part<T>(
  field: string,
  weight: number,
  permission: string,
  schema: z.ZodType<T>,
  read: (reading: Reading<T>) => void,
): Part {
  return {
    field,
    weight,
    schema,
    miss: read,
    take: (found, problems, at) => {
      if (found === oddShape) return read(unanswered("its answer to a query has another shape"));
      if (found !== null && found !== undefined) {
        const problem = (name: string, needed: string) => problemAt(problems, name, needed);
        return read({ state: "value", value: found as T, at, problem }); // as the part's own schema read it
      }
      // A field that was asked for is null where it has no value, and never left out.
      if (found === undefined && problems.length === 0)
        return read(unanswered("its answer to a query has another shape"));
      if (problems.some(({ type }) => type === "NOT_FOUND")) return read({ state: "missing" });
      // A field that is null without a word, such as a team, is hidden or missing.
      if (problems.length === 0) return read({ state: "missing" });
      read(stateOf(problems[0], permission));
    },
  };
}

function problemAt(problems: readonly Problem[], field: string, permission: string): Untold | undefined {
  const found = problems.find(({ path }) => path?.[1] === field);
  return found && stateOf(found, permission);
}

function stateOf(problem: Problem | undefined, permission: string): Untold {
  const type = problem?.type ?? "";
  if (lasting.includes(type)) return hidden(permission);
  if (type === "RATE_LIMITED") return unanswered("its rate limit is spent");
  // Other types are the vendor's text, of which letters alone are repeated.
  return unanswered(`its answer to a query has an error${/^[A-Z_]{1,40}$/.test(type) ? ` (${type})` : ""}`);
}

/** Weight of one request: 40 repositories. */
const mostWeight = 400;
const requestsAtATime = 4;

/** Asks all parts in few requests, and has each take its answer. Throws where the credentials are refused. */
export async function askParts(client: ApiClient, parts: readonly Part[], most = mostWeight): Promise<void> {
  await inTurns(batchesOf(parts, most), requestsAtATime, (batch) => askBatch(client, batch));
}

function batchesOf(parts: readonly Part[], most: number): readonly (readonly Part[])[] {
  const batches: Part[][] = [];
  let weight = most;
  for (const one of parts) {
    if (weight + one.weight > most) {
      batches.push([]);
      weight = 0;
    }
    batches.at(-1)?.push(one);
    weight += one.weight;
  }
  return batches;
}

/** What takes too long is asked again in halves, down to a single part. */
async function askBatch(client: ApiClient, parts: readonly Part[]): Promise<void> {
  try {
    await askOnce(client, parts);
  } catch (error) {
    if (error instanceof OverloadedError && parts.length > 1) {
      const middle = Math.ceil(parts.length / 2);
      await askBatch(client, parts.slice(0, middle));
      await askBatch(client, parts.slice(middle));
      return;
    }
    const why = untold(error);
    for (const one of parts) one.miss(why);
  }
}

async function askOnce(client: ApiClient, parts: readonly Part[]): Promise<void> {
  const named = parts.map((one, index) => ({ one, alias: `a${index}` }));
  const query = `query {\n${named.map(({ one, alias }) => `${alias}: ${one.field}`).join("\n")}\n}`;
  const answer = await client.get({
    path: "/graphql",
    body: { query },
    permission: "Metadata: read",
    absentAt: [],
    isAskedOnce: true,
    schema: envelope(named),
    // A fault that passes must not be what is known for an hour.
    mayKeep: ({ data, errors = [] }) =>
      errors.every(({ type = "" }) => lasting.includes(type)) &&
      named.every(({ alias }) => data?.[alias] !== undefined && data[alias] !== oddShape),
  });
  const { data = {}, errors = [] } = answer?.value ?? {};
  for (const { one, alias } of named) {
    const own = errors.filter(({ path }) => path === undefined || path[0] === alias);
    one.take(data?.[alias], own, answer?.at ?? "");
  }
}

/** Types of errors that say how things are, rather than that something went wrong. */
const lasting = ["NOT_FOUND", "FORBIDDEN", "INSUFFICIENT_SCOPES"];

/** Stands for what a part's schema does not fit, also where it comes back from the cache. */
const oddShape = "odd shape";

const envelopeSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(problemSchema).optional(),
});

/**
 * Keeps of each part what its own schema keeps; a part in another shape must not cost the others. A schema of one object
 * with all parts would be made, compiled and thrown away for each request, which takes longer than it parses.
 */
function envelope(named: readonly { readonly one: Part; readonly alias: string }[]) {
  return envelopeSchema.transform(({ data, errors }) => {
    const kept = named.flatMap(({ one, alias }): [string, unknown][] => {
      const found = data?.[alias];
      if (found === undefined) return [];
      if (found === null) return [[alias, null]];
      const parsed = one.schema.safeParse(found);
      return [[alias, parsed.success ? parsed.data : oddShape]];
    });
    return { data: data && Object.fromEntries(kept), errors };
  });
}

/** A text in GraphQL, which escapes as JSON does. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
