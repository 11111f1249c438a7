import { type Destination, type Notifications, variableOf } from "../../catalog/notifications";
import { oneLine } from "../../policy-pack/engine/text";
import { digestOf } from "../../scorecard/notify/digest";
import { type Message, messageOf } from "../../scorecard/notify/message";
import { type Audience, newsFor, type Pair, seenBy } from "../../scorecard/notify/news";
import { notificationOf } from "../../scorecard/notify/notification";
import { type Page, pagerdutyEventOf, pagesOf } from "../../scorecard/notify/pages";
import type { Piece } from "../../scorecard/notify/piece";
import { plainTextOf } from "../../scorecard/notify/plain-text";
import { slackMessageOf } from "../../scorecard/notify/slack";
import { teamsMessageOf } from "../../scorecard/notify/teams";
import type { Scorecard } from "../../scorecard/schema";
import { type Sent, sentKey } from "./sent-file";

/** One message to one destination, ready to be sent. */
export interface Delivery {
  readonly audience: string;
  readonly destination: Destination;
  /** Audience and destination, as the file of what was told knows them. */
  readonly to: string;
  /** What will have been told once it is sent. */
  readonly keys: readonly string[];
  /** For people who look at what would be sent. */
  readonly text: string;
  /** The body, but for a secret that belongs into it. */
  readonly payload: object;
  readonly page?: Page;
}

export interface PlanOptions {
  readonly config: Notifications;
  /** What is compared for a reader. */
  readonly pairsFor: (to: string) => readonly Pair[];
  readonly sent: Sent;
  readonly digest: boolean;
}

/** All that is to be sent, one message for each audience and destination. What was told there before is left out. */
export function plan(options: PlanOptions): readonly Delivery[] {
  const all = readersOf(options.config).flatMap((reader) => {
    if (reader.destination.kind === "pagerduty") return options.digest ? [] : pages(reader, options);
    return options.digest ? digest(reader, options) : news(reader, options);
  });
  // Two teams may have one account, which would take the end of the one's alert for the end of the other's.
  const isEnd = ({ page }: Delivery): boolean => page?.action === "resolve";
  return [...all.filter(isEnd), ...all.filter((one) => !isEnd(one))];
}

/** An audience at one of its destinations. */
interface Reader {
  readonly audience: Audience;
  readonly destination: Destination;
  /** Both in a word, as the file of what was told knows them. */
  readonly to: string;
}

/** Everybody who is told anything. */
export function readersOf(config: Notifications): readonly Reader[] {
  return audiencesOf(config).flatMap(([audience, destinations]) =>
    destinations.map((destination) => ({
      audience,
      destination,
      to: `${audience.name} ${destination.kind} ${variableOf(destination)}`,
    })),
  );
}

type Told = readonly [Audience, readonly Destination[]];

function audiencesOf({ central, leadership, teams }: Notifications): readonly Told[] {
  return [
    ...(central === undefined ? [] : [[{ name: "central", news: central.news }, central.to] as const]),
    ...(leadership === undefined
      ? []
      : [[{ name: "leadership", news: leadership.news, tiers: leadership.tiers }, leadership.to] as const]),
    ...Object.entries(teams).map(
      ([team, { to, news: kinds }]) => [{ name: `team ${team}`, news: kinds, team }, to] as const,
    ),
  ];
}

/** Owners of services that have no destination of their own. */
export function unheardTeams({ teams }: Notifications, cards: readonly Scorecard[]): readonly string[] {
  const owners = cards.flatMap(({ services }) => services.flatMap(({ owner }) => owner ?? []));
  return [...new Set(owners)].filter((owner) => !Object.hasOwn(teams, owner)).sort();
}

function news(reader: Reader, { config, pairsFor, sent }: PlanOptions): readonly Delivery[] {
  const { audience, to } = reader;
  const pairs = pairsFor(to);
  const pieces = pairs
    .flatMap((pair) => newsFor(audience, pair, config.remind))
    .filter(({ key }) => sent.sent[sentKey(to, key)] === undefined);
  if (pieces.length === 0) return [];
  const day = dayOf(pairs);
  const { report } = config;
  const severalStacks = pairs.length > 1;
  const message = messageOf(pieces, { audience: audience.name, day, intro: [], report, severalStacks });
  const keys = pieces.map(({ key }) => sentKey(to, key));
  return [delivery({ reader, message, pieces, day, keys, isDigest: false })];
}

function digest(reader: Reader, { config, pairsFor, sent }: PlanOptions): readonly Delivery[] {
  const { audience, to } = reader;
  if (!audience.news.includes("digest")) return [];
  const pairs = pairsFor(to);
  const day = dayOf(pairs);
  const key = sentKey(to, `digest ${weekOf(day)}`);
  const message = sent.sent[key] === undefined ? digestOf(audience, pairs, config.report) : undefined;
  if (message === undefined) return [];
  return [delivery({ reader, message, pieces: [], day, keys: [key], isDigest: true })];
}

interface Parts {
  readonly reader: Reader;
  readonly message: Message;
  readonly pieces: readonly Piece[];
  readonly day: string;
  readonly keys: readonly string[];
  readonly isDigest: boolean;
}

function delivery(parts: Parts): Delivery {
  const { audience, destination, to } = parts.reader;
  const { message, keys } = parts;
  return {
    audience: audience.name,
    destination,
    to,
    keys,
    text: plainTextOf(message),
    payload: payloadOf(parts),
  };
}

function payloadOf({ reader: { audience, destination }, message, pieces, day, isDigest }: Parts): object {
  if (destination.kind === "slack") return slackMessageOf(message);
  if (destination.kind === "teams") return teamsMessageOf(message);
  return notificationOf({ audience: audience.name, day, message, pieces, isDigest });
}

/** Alerts, each of one service, as PagerDuty has one for each. */
function pages(
  { audience, destination, to }: Reader,
  { config, pairsFor, sent }: PlanOptions,
): readonly Delivery[] {
  const open = sent.open.filter((one) => one.to === to);
  return pairsFor(to)
    .flatMap(({ earlier, later }) =>
      pagesOf({ earlier, later: seenBy(audience, later) }, open, audience.team),
    )
    .map((page) => ({
      audience: audience.name,
      destination,
      to,
      keys: [],
      text: oneLine(`${page.action}: ${page.summary}`),
      payload: pagerdutyEventOf(page, config.report),
      page,
    }));
}

function dayOf(pairs: readonly Pair[]): string {
  return pairs.map(({ later }) => later.judgedFor).reduce((a, b) => (a > b ? a : b), "");
}

/** The Monday of a day's week. */
function weekOf(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
