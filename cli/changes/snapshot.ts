import type { BaselineEntry } from "../../catalog/graph";
import { loadCatalog } from "../../catalog/load";
import { type Result, sortProblems } from "../../catalog/reading/problems";
import type { Catalog } from "../../catalog/schema";
import { readBaseline } from "../../stacks/baseline";
import { checkStackFile } from "../../stacks/read";
import { configNamespace, type StackConfig } from "../../stacks/schema";
import { allKeysOf, type ParsedStack, readStacks } from "../check/stacks";

/** What the files of a project say at one moment, as far as a judgement rests on it. */
export interface Snapshot {
  readonly catalog: Catalog;
  readonly stacks: ReadonlyMap<string, SnapshotStack>;
}

export interface SnapshotStack {
  readonly config: StackConfig;
  /** Keys of other namespaces, such as github:owner. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly baseline: readonly BaselineEntry[];
}

/** Reads the catalog and the named stacks (all by default) below a root, or every problem in them. */
export function readSnapshot(root: string, only: string | undefined, now: Date): Result<Snapshot> {
  const catalog = loadCatalog(root);
  const known = catalog.ok ? catalog.value : undefined;
  const all = readStacks(root).filter(({ stack }) => only === undefined || stack === only);
  const stacks = all.map((parsed) => [parsed.stack, readStack(root, parsed, known, now)] as const);
  const problems = [catalog, ...stacks.map(([, stack]) => stack)].flatMap((read) =>
    read.ok ? [] : read.problems,
  );
  if (!catalog.ok || problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  const right = stacks.flatMap(([name, read]) => (read.ok ? [[name, read.value] as const] : []));
  return { ok: true, value: { catalog: catalog.value, stacks: new Map(right) } };
}

function readStack(
  root: string,
  parsed: ParsedStack,
  catalog: Catalog | undefined,
  now: Date,
): Result<SnapshotStack> {
  const { stack, file } = parsed;
  const config = checkStackFile(file, { root, stack, catalog, now });
  const baseline = readBaseline(root, stack);
  if (!config.ok || !baseline.ok)
    return { ok: false, problems: [config, baseline].flatMap((read) => (read.ok ? [] : read.problems)) };
  const others = Object.entries(allKeysOf(parsed)).filter(([key]) => !key.startsWith(configNamespace));
  return {
    ok: true,
    value: {
      config: config.value,
      others: Object.fromEntries(others),
      baseline: baseline.value?.entries ?? [],
    },
  };
}
