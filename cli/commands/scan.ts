import { cacheSettings } from "../../evidence/observing";
import { tellingProgress } from "../../evidence/progress";
import { oneLine } from "../../policy-pack/engine/text";
import { type ExitCode, exitCodes, InputError, NotJudgedError } from "../failures";
import { type Draft, writeDrafts } from "../importing/write-entities";
import { loadPack, rulesOf } from "../judging/pack";
import { scanText } from "../printing/scan";
import { findProject, type Project } from "../project";
import { type Discovering, discover } from "../scanning/discover";
import { firstScorecard } from "../scanning/first-scorecard";
import { organizationOf } from "../scanning/organization";
import { type Proposals, propose } from "../scanning/propose";
import { scanResult } from "../scanning/result";
import { readStanding, type Standing } from "../scanning/standing";
import { paintFor, type Terminal } from "../terminal";

export interface ScanOptions {
  readonly project?: string;
  readonly owner?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Proposes a catalog from what the vendors have, writes what is new of it, and prints how ready it is. */
export async function run(options: ScanOptions, terminal: Terminal): Promise<ExitCode> {
  const project = findProject(options.project ?? terminal.cwd);
  const standing = readStanding(project.root);
  const organization = options.owner ?? organizationOf(project.root, terminal.env) ?? "";
  const dry = options.dryRun ?? false;
  const say = (sentence: string): void => terminal.err(oneLine(sentence));
  const discovering = await discover(surroundOf(terminal), organization, say);
  try {
    refuseNothing(discovering);
    const proposals = await propose(discovering, standing);
    const drafts = [...proposals.services, ...proposals.teams].map(({ draft }) => draft);
    const { written } = writeDrafts(project.root, drafts, new Set(), dry);
    const { judged, fault } = await attempted(() =>
      judgedOf(standing, proposals, project, discovering, terminal),
    );
    const files = new Set(dry ? [] : written.map(({ file }) => file));
    const result = scanResult(discovering.discovery, proposals, files, dry, judged);
    if (options.json) terminal.out(JSON.stringify(result, null, 2));
    else terminal.out(scanText(result, dry ? written : noDrafts, lookOf(project, terminal)));
    if (fault !== undefined) terminal.err(fault.message);
    return fault?.exitCode ?? exitCodes.fine;
  } finally {
    await discovering.close();
  }
}

/** What was written must be told, whatever comes of judging it. */
async function attempted<T>(
  judge: () => Promise<T>,
): Promise<{ readonly judged?: T; readonly fault?: NotJudgedError }> {
  try {
    return { judged: await judge() };
  } catch (error) {
    if (error instanceof NotJudgedError) return { fault: error };
    throw error;
  }
}

const noDrafts: readonly Draft[] = [];

function surroundOf({ env }: Terminal) {
  return { settings: { config: {}, env }, now: () => new Date(), ...cacheSettings(env) };
}

/** Nothing is proposed where nothing could be read: it would look as if there were nothing. */
function refuseNothing({ discovery: { parts, organization }, vendors }: Discovering): void {
  const reasons = parts.map(({ vendor, part, reason }) => oneLine(`${vendor}: ${part}: ${reason}.`));
  if (vendors.length === 0)
    throw new InputError(
      `No vendor can be asked. Set GITHUB_TOKEN with GITHUB_OWNER, PAGERDUTY_TOKEN, or DATADOG_API_KEY with DATADOG_APP_KEY.\n${reasons.join("\n")}`,
    );
  if (parts.some(({ read }) => read !== undefined)) return;
  const message = `No vendor told anything.\n${reasons.join("\n")}`;
  const isUnnamed = organization === "" && vendors.every((vendor) => vendor === "github");
  throw isUnnamed ? new InputError(message) : new NotJudgedError(message);
}

async function judgedOf(
  { services, teams }: Standing,
  proposals: Proposals,
  project: Project,
  { vendors, discovery }: Discovering,
  terminal: Terminal,
) {
  const catalog = {
    services: [...services, ...proposals.services.map(({ entity }) => entity)],
    teams: [...teams, ...proposals.teams.map(({ entity }) => entity)],
  };
  if (catalog.services.length === 0) return undefined;
  // Sentences that come and go with time are for whoever watches.
  const say = terminal.colour ? (sentence: string) => terminal.err(sentence) : () => undefined;
  const surround = { ...surroundOf(terminal), progress: tellingProgress(say, Date.now) };
  return firstScorecard(catalog, project, vendors, discovery.organization, surround);
}

function lookOf(project: Project, terminal: Terminal) {
  const titles = new Map(rulesOf(loadPack(project)).map(({ rule }) => [rule.id, rule.title]));
  return { width: terminal.width, paint: paintFor(terminal), titles };
}
