import { createHash } from "node:crypto";
import { shown } from "../formats/shown-text";

/** How bad an incident is, in PagerDuty's words. */
export const severities = ["critical", "error", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

/** An incident that somebody opens by hand. */
export interface Incident {
  readonly project: string;
  readonly service: string;
  readonly summary: string;
  readonly severity: Severity;
  /** Login of who opens it. */
  readonly by: string;
  /** What it is told by, so that it is not opened twice, such as the address of a request. */
  readonly key: string;
  /** Where more is said. */
  readonly link: string | undefined;
}

const longest = { summary: 1024, name: 200 } as const;

/** The incident as an event of PagerDuty's Events API v2, without the key that says whose it is. */
export function incidentEventOf({ project, service, summary, severity, by, key, link }: Incident): object {
  const digest = createHash("sha256")
    .update(JSON.stringify([project, service, key]))
    .digest("hex");
  return {
    event_action: "trigger",
    dedup_key: `readiness-incident/${digest}`,
    client: "readiness",
    ...(link === undefined ? {} : { client_url: link, links: [{ href: link, text: "The request" }] }),
    payload: {
      summary: shown(`${service}: ${summary}`, longest.summary),
      severity,
      source: shown(project, longest.name),
      component: shown(service, longest.name),
      group: shown(project, longest.name),
      class: "readiness-incident",
      custom_details: { opened_by: shown(by, longest.name) },
    },
  };
}
