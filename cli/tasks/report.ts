import type { SyncResult } from "./sync";

/** What a sync came to, for machines. */
export interface SyncReport {
  readonly dryRun: boolean;
  readonly operations: readonly {
    readonly repository: string;
    readonly number?: number;
    readonly url?: string;
    readonly operation: string;
    readonly stack: string;
    readonly service: string;
    readonly rule?: string;
    readonly title?: string;
    readonly why: string;
    readonly result: string;
    readonly problem?: string;
  }[];
  /** New issues that are left for the next run. */
  readonly left: number;
  readonly homeless: readonly string[];
  readonly problems: readonly string[];
  readonly open: number;
}

/** Only what others may see: neither bodies nor credentials are in it. */
export function reportOf({ plan, done, problems, issues }: SyncResult, dryRun: boolean): SyncReport {
  return {
    dryRun,
    operations: done.map(({ operation, result, url, number, problem }) => {
      const { repository, stack, service, rule, change } = operation;
      const at = number ?? operation.number;
      return {
        repository,
        ...(at === undefined ? {} : { number: at }),
        ...(url === undefined ? {} : { url }),
        operation: change.operation,
        stack,
        service,
        ...(rule === undefined ? {} : { rule }),
        ...(change.fields.title === undefined ? {} : { title: change.fields.title }),
        why: change.why,
        result,
        ...(problem === undefined ? {} : { problem }),
      };
    }),
    left: plan.left,
    homeless: plan.homeless,
    problems: [...plan.outdated, ...problems],
    open: issues.filter(({ state }) => state === "open").length,
  };
}

/** Whether everything was done that there was to do. What waits for the next run by its limit is no fault. */
export function isComplete({ operations, homeless, problems }: SyncReport): boolean {
  const failed = operations.some(({ result, problem }) => result === "failed" || problem !== undefined);
  return !failed && homeless.length === 0 && problems.length === 0;
}
