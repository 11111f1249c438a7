import { join } from "node:path";
import { loadCatalog } from "../../catalog/load";
import { parseYaml, readText } from "../../catalog/reading/read-yaml";
import type { Catalog } from "../../catalog/schema";
import { recordText } from "../../scorecard/approval-words";
import { checkStackFile, type StackFile, stackFileOf } from "../../stacks/read";
import { type StackConfig, stackFileSchema } from "../../stacks/schema";
import { writeAtomically } from "../atomic-write";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, inputErrorOf } from "../failures";
import type { VendorChoice } from "../in-process/run-program";
import type { JudgedStack } from "../judging/judge-stack";
import { ownLogin } from "../own-login";
import type { Look } from "../printing/look";
import { blockersText, unknownText } from "../printing/promotion";
import { whatIfText } from "../printing/what-if";
import { findProject } from "../project";
import { stateOfService } from "../promotion/blockers";
import { withTierMove } from "../promotion/edit";
import { type MoveRequest, moveFrom, type TierMove, valuesWith } from "../promotion/move";
import { paintFor, type Terminal } from "../terminal";
import { surroundingsOf } from "../waivers/standing";
import { imagine } from "../what-if/imagine";

interface MoveOptions {
  readonly project?: string;
  readonly stack?: string;
  readonly to: string;
  readonly approver?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly vendors?: VendorChoice;
  readonly policyConfig?: string;
}

export interface PromoteOptions extends MoveOptions {
  readonly ticket: string;
  readonly approver: string;
  /** Why it goes on where rules on what moves by itself fail. */
  readonly anyway?: string;
}

export interface DemoteOptions extends MoveOptions {
  readonly ticket?: string;
  readonly reason: string;
}

/** Gives a service a stricter tier, with its approval on record, unless rules that no change mends fail for it. */
export async function promote(
  service: string,
  options: PromoteOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return change({ way: "promote", service, reason: options.anyway }, options, terminal);
}

/** Gives a service a weaker tier, with the reason on record. */
export async function demote(service: string, options: DemoteOptions, terminal: Terminal): Promise<ExitCode> {
  return change({ way: "demote", service, reason: options.reason }, options, terminal);
}

type Asked = Pick<MoveRequest, "way" | "service" | "reason">;

/** A stack's file, valid, with what it is checked against. */
interface Read {
  readonly root: string;
  readonly stack: string;
  readonly file: string;
  readonly text: string;
  readonly catalog: Catalog;
  readonly config: StackConfig;
  readonly now: Date;
}

async function change(
  asked: Asked,
  options: MoveOptions & { readonly ticket?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const read = readProject(options, terminal);
  const { catalog, config, file, root, now } = read;
  const asker = options.by ?? ownLogin(root, terminal.env);
  const { to, approver, ticket } = options;
  const move = moveFrom(
    { ...asked, to, approver, ticket, asker },
    {
      services: catalog.services,
      config,
      surroundings: surroundingsOf(catalog, config),
      today: now.toISOString().slice(0, 10),
    },
  );
  const text = editedText(read, move);
  const said = `${move.service} goes from tier ${move.from} to ${move.to}, ${recordText(move.record)}`;
  const settings = { settings: valuesWith(config, [move]), policyConfig: undefined, asked: [said] };
  const { answer, would } = await imagine(options, settings, terminal);
  terminal.out(`${whatIfText(answer, lookAt(terminal), "")}\n`);
  if (asked.way === "promote" && isRefused(would, move, asked, terminal)) return exitCodes.blocked;
  if (options.dryRun) {
    terminal.out(`Would be written into ${file}: ${said}${stop(said)}`);
    return exitCodes.fine;
  }
  writeAtomically(join(root, file), text);
  terminal.out(`${file}: ${said}${stop(said)}`);
  if (asker === undefined)
    terminal.err("Nobody said who asks (--by), so it is not known whether somebody else approves.");
  terminal.err("Have it reviewed: the pull request is the approval, and `readiness promotions` checks it.");
  return exitCodes.fine;
}

const lookAt = (terminal: Terminal): Look => ({ width: terminal.width, paint: paintFor(terminal) });

/** Says which rules on what moves by itself the service fails or nobody can judge; they refuse it unless there is a reason. */
function isRefused(would: JudgedStack, move: TierMove, { reason }: Asked, terminal: Terminal): boolean {
  const state = stateOfService(would.assessed.judgement, move.service);
  if (would.gathered.source.vendors === "sandbox")
    terminal.err("The sandbox's stand-ins answered for the vendors; with --vendors none they are asked.");
  if (state.unknown.length > 0) terminal.err(unknownText(state, move.service));
  if (state.failing.length === 0) return false;
  terminal.err(blockersText(state, move, lookAt(terminal)));
  if (reason !== undefined) return false;
  terminal.err("Nothing was written. Mend them first, or say with --anyway why it goes on.");
  return true;
}

/** A reason may have its own full stop. */
function stop(said: string): string {
  return /[.!?]$/.test(said) ? "" : ".";
}

function readProject({ project, stack: named }: MoveOptions, { cwd }: Terminal): Read {
  const { root } = findProject(project ?? cwd);
  const stack = requireStack(root, named);
  const file = stackFileOf(stack);
  const now = new Date();
  const catalog = loadCatalog(root);
  const text = readText(root, file);
  const known = catalog.ok ? catalog.value : undefined;
  const config = text.ok ? configIn(text.value, { root, stack, catalog: known, now }) : text;
  const problems = [catalog, config].flatMap((one) => (one.ok ? [] : one.problems));
  if (!catalog.ok || !text.ok || !config.ok) throw inputErrorOf(problems);
  return { root, stack, file, text: text.value, catalog: catalog.value, config: config.value, now };
}

function configIn(text: string, context: Parameters<typeof checkStackFile>[1]) {
  return checkStackFile(parseYaml<StackFile>(stackFileSchema, stackFileOf(context.stack), text), context);
}

/** The file as it will be, which has to be right before anything is written. */
function editedText({ root, stack, file, text, catalog, now }: Read, move: TierMove): string {
  const edited = withTierMove(file, text, move);
  if (!edited.ok) throw inputErrorOf(edited.problems);
  const checked = configIn(edited.value, { root, stack, catalog, now });
  if (!checked.ok) throw inputErrorOf(checked.problems);
  return edited.value;
}
