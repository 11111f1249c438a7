import type { SyncReport } from "../tasks/report";
import { type Cell, counted, type Paint, table } from "../terminal";

type Operation = SyncReport["operations"][number];

/** What a sync did or would do, by repository, with what it could not do. Its texts are shown as they are. */
export function tasksText(report: SyncReport, paint: Paint): string {
  const repositories = [...new Set(report.operations.map(({ repository }) => repository))];
  const parts = repositories.map((name) => {
    const rows = report.operations
      .filter(({ repository }) => repository === name)
      .map((operation) => rowOf(operation, paint));
    return `${paint.bold(name)}\n${table(rows)}`;
  });
  return [...parts, ...lastWords(report, paint)].join("\n\n");
}

function rowOf(operation: Operation, paint: Paint): readonly Cell[] {
  const { number, service, rule, why, problem, result } = operation;
  const trouble = problem === undefined ? "" : `${result === "failed" ? "failed: " : ""}${problem}`;
  return [
    { text: `  ${operation.operation}`, ...paintOf(operation, paint) },
    { text: number === undefined ? "new" : `#${number}`, right: true },
    { text: service },
    { text: rule === undefined ? "all its rules" : rule.slice(rule.indexOf("/") + 1) },
    trouble === ""
      ? { text: result === "superseded" ? "not any more" : why }
      : { text: trouble, paint: paint.red },
  ];
}

function paintOf({ operation, result }: Operation, paint: Paint): Pick<Cell, "paint"> {
  if (result === "failed") return { paint: paint.red };
  if (operation === "close") return { paint: paint.green };
  return operation === "escalate" || operation === "reopen" ? { paint: paint.yellow } : {};
}

function lastWords(report: SyncReport, paint: Paint): readonly string[] {
  const { operations, dryRun, left, homeless, problems, open } = report;
  const good = operations.filter(({ result }) => result === "planned" || result === "done");
  const count = (name: string): number => good.filter(({ operation }) => operation === name).length;
  const kinds = ["open", "update", "reopen", "escalate", "close"] as const;
  const words = {
    open: "opened",
    update: "updated",
    reopen: "reopened",
    escalate: "escalated",
    close: "closed",
  };
  const counts = kinds.filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${words[kind]}`);
  const sum = counts.length === 0 ? "Nothing to change" : counts.join(", ");
  const failed = operations.filter(({ result }) => result === "failed").length;
  return [
    `${dryRun ? `Would be: ${sum}` : `${sum[0]?.toUpperCase()}${sum.slice(1)}`}${failed > 0 ? `; ${failed} failed` : ""}. ${counted(open, "task")} open${dryRun ? " now" : ""}.`,
    ...(left > 0
      ? [`${counted(left, "new task")} left for the next run (most, in catalog/tasks.yaml).`]
      : []),
    ...(homeless.length > 0
      ? [
          paint.red(
            `No repository is known for ${homeless.join(", ")}: state one in the service's file, or otherwise in catalog/tasks.yaml.`,
          ),
        ]
      : []),
    ...problems.map((problem) => paint.red(problem)),
  ];
}
