import { type TasksConfig, tasksConfigSchema } from "../../../catalog/tasks-config";
import { githubIssues } from "../../../cli/tasks/github-issues";
import { type SyncInput, type SyncResult, syncTasks } from "../../../cli/tasks/sync";
import type { Send } from "../../../evidence/http/client";
import type { Scorecard } from "../../../scorecard/schema";
import { card, finding, service, violation } from "../../scorecard/cards";
import { repository } from "./memory-github";

export const connection = {
  baseUrl: "https://github.example/api/v3",
  headers: { authorization: "Bearer secret" },
  secrets: ["secret"],
};

export const config = (parts: Partial<TasksConfig> = {}): TasksConfig => ({
  ...tasksConfigSchema.parse({}),
  ...parts,
});

/** Runs a sync of scorecards by a way to send, everything in one repository. */
export async function syncBy(
  send: Send,
  cards: readonly Scorecard[],
  parts: Partial<SyncInput> = {},
): Promise<SyncResult> {
  return syncTasks({
    cards,
    issues: githubIssues(send, connection),
    config: config(),
    placeOf: () => ({ repository, team: "acme/orders", assignees: [] }),
    repositories: [repository],
    dryRun: false,
    begin: () => undefined,
    ...parts,
  });
}

/** What each operation of a sync was and came to. */
export function operationsOf({ done }: SyncResult): readonly string[] {
  return done.map(({ operation: { change, service: of, rule }, number, result }) => {
    const about = rule === undefined ? "" : ` ${rule.split("/")[1]}`;
    return `${change.operation} #${number} ${of}${about}: ${result === "done" ? change.why : result}`;
  });
}

export const failing = (rule: string, parts: Parameters<typeof violation>[0] = {}) =>
  finding({ rule, violations: [violation(parts)] });

/** A scorecard of a day on which cart fails two rules and quote one. */
export const threeFailures = (judgedFor = "2026-11-23"): Scorecard =>
  card(
    [
      service({ findings: [failing("slo-defined"), failing("on-call-scheduled")] }),
      service({
        name: "quote",
        tier: 3,
        findings: [failing("slo-defined", { enforcement: "advisory", gate: "advisory" })],
      }),
    ],
    { judgedFor },
  );

/** One on which cart passes slo-defined, quote is gone from it, and cart fails the runbook instead. */
export const oneMended = (judgedFor = "2026-11-24"): Scorecard =>
  card(
    [
      service({
        findings: [
          finding(),
          failing("on-call-scheduled", { text: "Two people must be on call." }),
          failing("runbook"),
        ],
      }),
    ],
    { judgedFor },
  );
