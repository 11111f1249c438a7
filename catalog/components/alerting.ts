import * as pulumi from "@pulumi/pulumi";
import type { ServiceFacts } from "../graph";

/** How an alert of a service reaches people, and what it tells them. */
export interface Alerting {
  /** Datadog's name for the service's on-call target, such as @pagerduty-checkout-prod. */
  readonly handle: pulumi.Input<string> | undefined;
  readonly runbook: string | undefined;
}

/** Who is notified: the PagerDuty service that exists, else the one that is declared, else nobody. */
export function alertingOf(
  facts: ServiceFacts,
  declaredService: pulumi.Input<string> | undefined,
  githubOwner: string | undefined,
): Alerting {
  const name = facts.onCall?.existing?.service ?? declaredService;
  return {
    handle: name === undefined ? undefined : withText(name, (text) => `@pagerduty-${text}`),
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
export function alertMessage(summary: string, { handle, runbook }: Alerting): pulumi.Input<string> {
  const lines = (page: readonly string[]): string =>
    [summary, ...page, ...(runbook === undefined ? [] : [`Runbook: ${runbook}`])].join("\n");
  if (handle === undefined) return lines([]);
  return withText(handle, (text) => lines([`{{#is_alert}}${text}{{/is_alert}}`]));
}

/** Text that is plain stays plain; the name of a service that was taken over is only known from it. */
function withText(text: pulumi.Input<string>, make: (text: string) => string): pulumi.Input<string> {
  return typeof text === "string" ? make(text) : pulumi.output(text).apply(make);
}
