import type { ServiceFacts } from "../graph";
import { physicalName } from "./naming";

/** How an alert of a service reaches people, and what it tells them. */
export interface Alerting {
  /** Datadog's name for the service's on-call target, such as @pagerduty-checkout-prod. */
  readonly handle: string | undefined;
  readonly runbook: string | undefined;
}

/** Who is notified: the PagerDuty service that is declared, else the one that exists, else nobody. */
export function alertingOf(
  facts: ServiceFacts,
  environment: string,
  hasOnCall: boolean,
  githubOwner: string | undefined,
): Alerting {
  const existing = facts.onCall?.existing?.service;
  const name = existing ?? (hasOnCall ? physicalName(facts.name, environment) : undefined);
  return {
    handle: name === undefined ? undefined : `@pagerduty-${name}`,
    runbook: runbookOf(facts, githubOwner),
  };
}

/** A runbook in the repository is read on its default branch. */
function runbookOf(facts: ServiceFacts, githubOwner: string | undefined): string | undefined {
  const { runbook, repository } = facts;
  if (runbook?.path === undefined) return runbook?.url;
  if (repository === undefined) return runbook.path;
  const fullName = repository.includes("/") ? repository : githubOwner && `${githubOwner}/${repository}`;
  return fullName
    ? `https://github.com/${fullName}/blob/HEAD/${runbook.path}`
    : `${runbook.path} in ${repository}`;
}

/** The text of an alert; people are named inside is_alert, so that a recovery or a warning pages nobody. */
export function alertMessage(summary: string, { handle, runbook }: Alerting): string {
  const lines = [
    summary,
    ...(handle === undefined ? [] : [`{{#is_alert}}${handle}{{/is_alert}}`]),
    ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
  ];
  return lines.join("\n");
}
