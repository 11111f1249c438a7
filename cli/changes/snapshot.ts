import type { BaselineEntry } from "../../catalog/graph";
import { loadCatalog } from "../../catalog/load";
import { type Problem, type Result, sortProblems } from "../../catalog/reading/problems";
import type { Catalog } from "../../catalog/schema";
import { readBaseline } from "../../stacks/baseline";
import { listStacks, readStackConfig } from "../../stacks/read";
import type { StackConfig } from "../../stacks/schema";
import { readStacks } from "../check/stacks";

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
  const names = listStacks(root).filter((name) => only === undefined || name === only);
  const known = catalog.ok ? catalog.value : undefined;
  const configs = names.map((stack) => readStackConfig({ root, stack, catalog: known, now }));
  const baselines = names.map((stack) => readBaseline(root, stack));
  const problems: readonly Problem[] = [catalog, ...configs, ...baselines].flatMap((read) =>
    read.ok ? [] : read.problems,
  );
  if (!catalog.ok || problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  const raw = new Map(readStacks(root).map(({ stack, file }) => [stack, file.data?.config ?? {}]));
  const stacks = names.flatMap((name, index): [string, SnapshotStack][] => {
    const config = configs[index];
    const baseline = baselines[index];
    if (!config?.ok || !baseline?.ok) return [];
    const others = Object.entries(raw.get(name) ?? {}).filter(([key]) => !key.startsWith("readiness:"));
    return [
      [
        name,
        { config: config.value, others: Object.fromEntries(others), baseline: baseline.value?.entries ?? [] },
      ],
    ];
  });
  return { ok: true, value: { catalog: catalog.value, stacks: new Map(stacks) } };
}
