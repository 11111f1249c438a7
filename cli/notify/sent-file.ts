import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { z } from "zod";
import { quote } from "../../catalog/reading/problems";
import { describeThrown } from "../../policy-pack/engine/text";
import type { Paged } from "../../scorecard/notify/pages";
import type { Scorecard } from "../../scorecard/schema";
import { stackNameOf } from "../../scorecard/stack-name";
import { addDays } from "../../tiers/calendar";
import { writeAtomically } from "../atomic-write";
import { InputError } from "../failures";
import { readGivenFile } from "../given-file";

const day = z.iso.date();
const name = z.string().min(1);

const sentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** When each piece of news was told, by a digest of who was told what. */
  sent: z.record(z.string().regex(/^[0-9a-f]{24}$/), day),
  /** By reader and stack: the last day of which all was told, so that the next run compares with it. */
  told: z.record(name, z.record(name, day)),
  /** Alerts that were triggered and not resolved yet. */
  open: z.array(z.strictObject({ to: name, project: name, stack: name, service: name, since: day })),
});

/** What was told in earlier runs. */
export type Sent = z.infer<typeof sentSchema>;

/** Days for which it is known what was told: longer than anything is reminded of. */
const daysKept = 200;

const nothing: Sent = { schemaVersion: 1, sent: {}, told: {}, open: [] };

/** Reads the file; nothing was told where it does not exist. Throws InputError where it is something else. */
export function readSent(path: string): Sent {
  if (!existsSync(path)) return nothing;
  const parsed = sentSchema.safeParse(parseJson(path, readGivenFile(path, ".")));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    `${quote(path)} must be what \`readiness notify\` wrote (${issue?.path.join(".") || "the file"}: ${issue?.message}). Put it back as it was, or delete it: what is new is then told again.`,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `${quote(path)} must be JSON: ${describeThrown(error)}. Put it back as it was, or delete it.`,
    );
  }
}

/**
 * Changes the file as it is now, so that what another run wrote meanwhile is kept, and leaves out what is old. A day's text
 * is a day, so that days compare as texts.
 */
export function updateSent(path: string, today: string, change: (sent: Sent) => Sent): void {
  const { sent, ...rest } = change(readSent(path));
  const oldest = addDays(today, -daysKept);
  const kept = Object.entries(sent)
    .filter(([, at]) => at >= oldest)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const next: Sent = { ...rest, sent: Object.fromEntries(kept) };
  writeAtomically(path, `${JSON.stringify(next, null, 1)}\n`);
}

/** Who was told what, as the file keeps it. */
export function sentKey(to: string, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify([to, key]))
    .digest("hex")
    .slice(0, 24);
}

export function withTold(sent: Sent, keys: readonly string[], today: string): Sent {
  return { ...sent, sent: { ...sent.sent, ...Object.fromEntries(keys.map((key) => [key, today])) } };
}

/**
 * Notes, before a reader is first told anything, the earlier scorecards that it was compared with: should the run fail or be
 * killed, the next one compares with the same.
 */
export function withFirst(sent: Sent, to: string, earlier: readonly Scorecard[]): Sent {
  const unknown = earlier.filter(
    ({ project, stack }) => sent.told[to]?.[`${project}/${stack}`] === undefined,
  );
  return unknown.length === 0 ? sent : withAllTold(sent, [to], unknown);
}

/** Notes that readers were told all of some scorecards; of one service's there is more that they were not told. */
export function withAllTold(sent: Sent, to: readonly string[], cards: readonly Scorecard[]): Sent {
  const whole = cards.filter(({ only }) => only === undefined);
  const days = Object.fromEntries(whole.map((card) => [stackNameOf(card), card.judgedFor]));
  const told = Object.fromEntries(to.map((one) => [one, { ...sent.told[one], ...days }]));
  return { ...sent, told: { ...sent.told, ...told } };
}

export function withOpen(sent: Sent, to: string, paged: Paged, today: string): Sent {
  return { ...sent, open: [...withoutOpen(sent, to, paged).open, { to, ...paged, since: today }] };
}

export function withoutOpen(sent: Sent, to: string, { project, stack, service }: Paged): Sent {
  const open = sent.open.filter(
    (one) => one.to !== to || one.project !== project || one.stack !== stack || one.service !== service,
  );
  return { ...sent, open };
}
