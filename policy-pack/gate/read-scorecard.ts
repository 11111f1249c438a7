import { readFileSync, statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { Scorecard } from "../../scorecard/schema";
import { storedScorecards } from "../../scorecard/stored";
import { addressIn, type GateConfig } from "../engine/gate-config";
import { describeThrown, plain } from "../engine/text";
import { type FetchLimits, fetchText, type ReadText } from "./fetch-text";

/** Where the scorecard is sought, and how patiently. */
export interface ReadingSurround {
  readonly env: NodeJS.ProcessEnv;
  readonly limits: FetchLimits;
}

/** The scorecards that were read, or a sentence on why there are none. */
export type ReadCards = { readonly cards: readonly Scorecard[] } | { readonly problem: string };

/** Reads the scorecard that policy config names, from a file or an address. */
export function readScorecards(
  config: Pick<GateConfig, "scorecard" | "tokenVariable">,
  surround: ReadingSurround,
): ReadCards | Promise<ReadCards> {
  const address = addressIn(config.scorecard);
  return address === undefined
    ? fromFile(config.scorecard, surround)
    : fromAddress(address, config.tokenVariable, surround);
}

/**
 * The engine runs a pack in the pack's own folder, and does not say where the program is. The variable PWD still says
 * where Pulumi was started.
 */
function fromFile(path: string, { env: { PWD }, limits }: ReadingSurround): ReadCards {
  if (!isAbsolute(path) && (PWD === undefined || !isAbsolute(PWD)))
    return {
      problem: `The scorecard ${plain(path)} must be an absolute path: where Pulumi was started is not known here.`,
    };
  const file = resolve(PWD ?? "", path);
  return cardsIn(readLimited(file, limits.bytes), plain(file));
}

async function fromAddress(
  address: URL,
  variable: string | undefined,
  { env, limits }: ReadingSurround,
): Promise<ReadCards> {
  const token = variable === undefined ? undefined : env[variable]?.trim();
  // What cannot stand in a header would be quoted by the error that it leads to.
  if (variable !== undefined && (token === undefined || !/^[!-~]+$/.test(token)))
    return { problem: `The environment variable ${variable} must hold the token for the scorecard.` };
  // A query may hold a signature that gives access.
  return cardsIn(await fetchText(address, token, limits), plain(`${address.origin}${address.pathname}`));
}

function readLimited(file: string, most: number): ReadText {
  try {
    if (statSync(file).size > most) return { problem: `is larger than ${most / 1024 / 1024} MB.` };
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { problem: `cannot be read: ${reasonOf(error)}.` };
  }
}

/** Node's own message repeats the path. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  return describeThrown(error);
}

function cardsIn(read: ReadText, from: string): ReadCards {
  const stored = "problem" in read ? read : storedScorecards(read.text);
  return "problem" in stored ? { problem: `The scorecard ${from} ${stored.problem}` } : stored;
}
