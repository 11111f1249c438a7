import { resolve } from "node:path";
import { login } from "../../catalog/fields";
import { writeAtomically } from "../atomic-write";
import { linkProblems } from "../check/link";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { readGivenFile } from "../given-file";
import { findProject } from "../project";
import { type Order, orderIn, type RequestContext } from "../requests/forms";
import { type Answered, pullRequestOf, replyOf } from "../requests/reply";
import type { Terminal } from "../terminal";

export interface RequestOptions {
  readonly project?: string;
  /** File with the body of the issue. */
  readonly bodyFile: string;
  readonly requester: string;
  readonly stack?: string;
  readonly link?: string;
  /** Where the answer is written, as Markdown. */
  readonly reply?: string;
  /** Where the pull request is described that the change becomes, as JSON. */
  readonly pullRequest?: string;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean;
}

/** Runs a command line of ours; given, as commands are loaded by what loads this one. */
type RunCommand = (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;

/** Does what somebody asks for by a form, and writes the answer. */
export async function run(
  options: RequestOptions,
  terminal: Terminal,
  command: RunCommand,
): Promise<ExitCode> {
  const { root } = findProject(options.project ?? terminal.cwd);
  const context = contextOf(options, root);
  const body = readGivenFile(options.bodyFile, terminal.cwd);
  const order = readOrder(body, context);
  if (typeof order === "string") {
    finish(options, { order: undefined, requester: context.requester, isDone: false, said: order }, terminal);
    return exitCodes.wrongInput;
  }
  if (options.dryRun) {
    terminal.out(`${order.title}: readiness ${order.args.map((one) => JSON.stringify(one)).join(" ")}`);
    return exitCodes.fine;
  }
  const said: string[] = [];
  const keep = (text: string): void => void said.push(text);
  const quiet = { ...terminal, out: keep, err: keep, colour: false };
  const code = await command(["--project", root, ...order.args], quiet);
  // Whoever asks for a judgement is answered, however it turns out.
  const isDone = code === exitCodes.fine || (order.kind === "recheck" && code === exitCodes.blocked);
  const answered = { order, requester: context.requester, isDone, said: said.join("\n") };
  finish(options, answered, terminal);
  return isDone ? exitCodes.fine : code;
}

function contextOf({ requester, stack, link }: RequestOptions, root: string): RequestContext {
  const lines = [
    ...(login.safeParse(requester).success ? [] : ["--requester must be a login, without @ or spaces."]),
    ...linkProblems(link),
  ];
  if (lines.length > 0) throw new InputError(lines.join("\n"));
  return { requester, stack: requireStack(root, stack), link };
}

/** The order, or what is wrong with the form: its writer is told by the answer. */
function readOrder(body: string, context: RequestContext): Order | string {
  try {
    return orderIn(body, context);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

function finish({ reply, pullRequest, link }: RequestOptions, answered: Answered, terminal: Terminal): void {
  const { order, isDone, said } = answered;
  if (reply !== undefined) writeAtomically(resolve(terminal.cwd, reply), replyOf(answered));
  if (pullRequest !== undefined && isDone && order?.changes)
    writeAtomically(
      resolve(terminal.cwd, pullRequest),
      `${JSON.stringify(pullRequestOf(order, answered, link), null, 2)}\n`,
    );
  (isDone ? terminal.out : terminal.err)(said);
}
