import { join } from "node:path";
import type { BaselineEntry } from "../../catalog/graph";
import { plain } from "../../policy-pack/engine/text";
import { type Baseline, baselineFileOf, readBaseline, renderBaseline } from "../../stacks/baseline";
import { writeAtomically } from "../atomic-write";
import { type ExitCode, exitCodes, inputErrorOf, NotJudgedError } from "../failures";
import { type JudgingOptions, judgeStack } from "../judging/judge-stack";
import { keyOf, recordableFailures } from "../judging/recordable";
import { counted, paintFor, type Terminal } from "../terminal";

export interface BaselineOptions extends JudgingOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** What a new recording does to the old one. */
interface Revision {
  readonly gone: readonly BaselineEntry[];
  readonly added: readonly BaselineEntry[];
  /** Failures that are new, and not recorded without --force. */
  readonly refused: readonly BaselineEntry[];
  readonly entries: readonly BaselineEntry[];
}

/** Records a stack's failures for the mode ratchet. A baseline that exists only shrinks, unless forced. */
export async function run(options: BaselineOptions, terminal: Terminal): Promise<ExitCode> {
  const judged = await judgeStack(options, terminal);
  const { project, stack, today, assessed } = judged;
  if (assessed.inventory.catalogFrom !== "component")
    throw new NotJudgedError(
      "A baseline needs the stack's own Catalog component, which tells of its mode and services.",
    );
  const before = readBaseline(project.root, stack);
  if (!before.ok) throw inputErrorOf(before.problems);
  const failures = await recordableFailures(judged.gathered.resources, judged);
  const revision = revise(before.value, failures, options.force ?? false);
  const file = baselineFileOf(stack);
  if (before.value === undefined || revision.gone.length + revision.added.length > 0)
    writeAtomically(
      join(project.root, file),
      renderBaseline({ schemaVersion: 1, stack, recordedAt: today.day, entries: [...revision.entries] }),
    );
  terminal.out(
    options.json ? JSON.stringify({ file, ...revision }, null, 2) : textOf(file, revision, terminal),
  );
  return revision.refused.length > 0 ? exitCodes.blocked : exitCodes.fine;
}

/** The first recording takes everything; a later one keeps what still fails, and takes what is new only where forced. */
export function revise(
  before: Baseline | undefined,
  failures: readonly BaselineEntry[],
  force: boolean,
): Revision {
  const old = new Map((before?.entries ?? []).map((entry) => [keyOf(entry), entry]));
  const now = new Map(failures.map((entry) => [keyOf(entry), entry]));
  const fresh = [...now].filter(([key]) => !old.has(key)).map(([, entry]) => entry);
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, entry]) => entry);
  const kept = [...old].filter(([key]) => now.has(key)).map(([, entry]) => entry);
  const takes = force || before === undefined;
  return {
    gone,
    added: takes ? fresh : [],
    refused: takes ? [] : fresh,
    entries: takes ? [...kept, ...fresh] : kept,
  };
}

function textOf(file: string, { gone, added, refused, entries }: Revision, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const list = (sign: string, some: readonly BaselineEntry[]): readonly string[] =>
    some.map(
      ({ service, rule, message, subject }) =>
        `  ${sign} ${plain(service)}  ${rule} ${message}${subject === undefined ? "" : ` ${plain(subject)}`}`,
    );
  const same = gone.length + added.length === 0;
  return [
    `${file}: ${counted(entries.length, "failure")}${same ? ", as before" : `, ${added.length} came and ${gone.length} went`}.`,
    ...list(paint.red("+"), added),
    ...list(paint.green("-"), gone),
    ...(refused.length === 0
      ? []
      : [
          `${counted(refused.length, "failure")} not recorded, since a baseline only shrinks. Mend them, or record them with --force and have that reviewed.`,
          ...list(paint.yellow("!"), refused),
        ]),
  ].join("\n");
}
