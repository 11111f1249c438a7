import { text } from "../../catalog/fields";
import { loadCatalog } from "../../catalog/load";
import type { Destination } from "../../catalog/notifications";
import type { Message } from "../../scorecard/notify/message";
import { notificationOf } from "../../scorecard/notify/notification";
import { plainTextOf } from "../../scorecard/notify/plain-text";
import { slackMessageOf } from "../../scorecard/notify/slack";
import { teamsMessageOf } from "../../scorecard/notify/teams";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { type NotificationsPlace, notificationsOf } from "../notify/config";
import { askerOf, ownedOf, readingPlaces, sendParcels } from "../notify/owner";
import { findProject } from "../project";
import { type Terminal, wrap } from "../terminal";

export interface NudgeOptions extends NotificationsPlace {
  readonly message: string;
  readonly by?: string;
  readonly dryRun?: boolean;
}

/** What the places take of a message: so many lines of so many letters; longer ones are cut there. */
const most = { lines: 20, letters: 250 } as const;

/** Sends a service's owner a message, where the team reads such. */
export async function run(service: string, options: NudgeOptions, terminal: Terminal): Promise<ExitCode> {
  const { root } = findProject(options.project ?? terminal.cwd);
  const by = askerOf(options, root, terminal);
  const words = text.safeParse(options.message);
  if (!words.success) throw new InputError("--message must not be blank.");
  const lines = words.data.split(/\s*\n\s*/).flatMap((line) => wrap(line, most.letters).split("\n"));
  if (lines.length > most.lines)
    throw new InputError(
      `--message must have at most ${most.lines} lines of ${most.letters} letters; it has ${lines.length}. Say where more is.`,
    );
  const catalog = loadCatalog(root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  const { owner, service: name } = ownedOf(catalog.value, service);
  const config = notificationsOf(options, terminal);
  const places = readingPlaces(config, owner);
  const message: Message = {
    title: `${name}: ${by} asks ${owner}`,
    intro: lines,
    sections: [],
    report: config.report,
  };
  if (options.dryRun) {
    terminal.out(`${plainTextOf(message)}\n\nNothing was sent.`);
    return exitCodes.fine;
  }
  const day = new Date().toISOString().slice(0, 10);
  const parcels = places.map((to) => ({ to, payload: payloadFor(to, message, `team ${owner}`, day) }));
  return sendParcels(parcels, config, terminal);
}

function payloadFor({ kind }: Destination, message: Message, audience: string, day: string): object {
  if (kind === "slack") return slackMessageOf(message);
  if (kind === "teams") return teamsMessageOf(message);
  return notificationOf({ audience, day, message, pieces: [], isDigest: false });
}
