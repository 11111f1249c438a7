import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { say, secondsSince } from "../say";
import { SetupError } from "../setup-error";
import { findIn } from "./find";

const run = promisify(execFile);

/** Where releases lie, and how long to wait for them, in milliseconds: an answer, and each further piece of it. */
export interface ReleaseSite {
  readonly url: string;
  readonly answerMs: number;
  readonly stallMs: number;
}

/** Pulumi's own downloads; without an answer in 5 s the next source is tried. */
export const officialReleases: ReleaseSite = {
  url: "https://get.pulumi.com/releases/sdk",
  answerMs: 5_000,
  stallMs: 10_000,
};

const systems: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", win32: "windows" };
const architectures: Readonly<Record<string, string>> = { x64: "x64", arm64: "arm64" };

/**
 * Downloads a release into a folder; throws SetupError, after seconds and without a second try, where that fails.
 * The archive must match the checksums that Pulumi publishes with the release: they guard against a broken or
 * stale copy, not against a publisher who is not Pulumi; for that, the connection's certificate has to do.
 */
export async function downloadRelease(version: string, folder: string, site: ReleaseSite): Promise<void> {
  const archive = archiveName(version);
  const sums = (await fetchAll(`${site.url}/pulumi-${version}-checksums.txt`, site)).toString("utf8");
  const expected = checksumOf(sums, archive);
  say(`downloading the engine (${archive})`);
  const content = await fetchAll(`${site.url}/${archive}`, site);
  const actual = createHash("sha256").update(content).digest("hex");
  if (actual !== expected)
    throw new SetupError(`${archive} has the checksum ${actual}, published is ${expected}`);
  await extract(content, archive, folder);
}

function archiveName(version: string): string {
  const system = systems[process.platform];
  const architecture = architectures[process.arch];
  if (system === undefined || architecture === undefined) {
    throw new SetupError(`there is no download for ${process.platform} on ${process.arch}`);
  }
  return `pulumi-v${version}-${system}-${architecture}.${system === "windows" ? "zip" : "tar.gz"}`;
}

function checksumOf(sums: string, archive: string): string {
  const line = sums.split("\n").find((text) => text.trim().endsWith(archive));
  const sum = line?.trim().split(/\s+/)[0];
  if (sum === undefined) throw new SetupError(`the published checksums do not list ${archive}`);
  return sum;
}

async function fetchAll(url: string, site: ReleaseSite): Promise<Buffer> {
  const abort = new AbortController();
  const pause = watch(abort, site);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new SetupError(`${url} answered ${response.status}`);
    return await readBody(response, pause);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${url} could not be read (${causeOf(error)})`);
  } finally {
    pause.stop();
  }
}

interface Watch {
  readonly progressed: () => void;
  readonly stop: () => void;
}

/** Aborts when the first answer or a further piece does not come in time. */
function watch(abort: AbortController, { answerMs, stallMs }: ReleaseSite): Watch {
  const giveUp = (ms: number) => () => abort.abort(new Error(`nothing came for ${ms / 1000} s`));
  let timer = setTimeout(giveUp(answerMs), answerMs);
  return {
    progressed: () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp(stallMs), stallMs);
    },
    stop: () => clearTimeout(timer),
  };
}

async function readBody(response: Response, { progressed }: Watch): Promise<Buffer> {
  const total = Number(response.headers.get("content-length") ?? 0);
  const start = performance.now();
  const pieces: Uint8Array[] = [];
  let received = 0;
  let toldAt = start;
  progressed();
  // The type of fetch's body does not know that Node's streams can be iterated.
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    progressed();
    pieces.push(piece);
    received += piece.length;
    if (performance.now() - toldAt < 5_000) continue;
    toldAt = performance.now();
    say(`downloaded ${megabytes(received)} of ${megabytes(total)} MB, ${secondsSince(start)}`);
  }
  return Buffer.concat(pieces);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

/** fetch hides the reason (no such host, connection refused) one level below its own message. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Unpacks with the system's tar, which on Windows reads zip as well, and puts the programs directly into the folder. */
async function extract(content: Buffer, archive: string, folder: string): Promise<void> {
  const file = path.join(folder, archive);
  const unpacked = path.join(folder, "unpacked");
  fs.mkdirSync(unpacked);
  fs.writeFileSync(file, content);
  try {
    await run("tar", ["-xf", file, "-C", unpacked]);
  } catch (error) {
    throw new SetupError(`${archive} could not be unpacked by tar (${causeOf(error)})`);
  }
  const programs = [path.join(unpacked, "pulumi"), path.join(unpacked, "pulumi", "bin")].find(
    (place) => findIn(place, "pulumi") !== undefined,
  );
  if (programs === undefined) throw new SetupError(`${archive} holds no pulumi executable`);
  for (const name of fs.readdirSync(programs))
    fs.renameSync(path.join(programs, name), path.join(folder, name));
  fs.rmSync(unpacked, { recursive: true });
  fs.rmSync(file);
}
