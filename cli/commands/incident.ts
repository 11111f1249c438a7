import { text } from "../../catalog/fields";
import { loadCatalog } from "../../catalog/load";
import { oneLine } from "../../policy-pack/engine/text";
import { incidentEventOf, type Severity } from "../../scorecard/notify/incident";
import { linkProblems } from "../check/link";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { type NotificationsPlace, notificationsOf } from "../notify/config";
import { askerOf, ownedOf, pagingPlaces, sendParcels } from "../notify/owner";
import { findProject } from "../project";
import { projectName } from "../project-name";
import type { Terminal } from "../terminal";

export interface IncidentOptions extends NotificationsPlace {
  readonly summary: string;
  readonly severity: Severity;
  /** Where more is said; the same one opens no second incident. */
  readonly link?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
}

/** Opens an incident at PagerDuty for a service, as its owner is paged; else as the central team is. */
export async function run(service: string, options: IncidentOptions, terminal: Terminal): Promise<ExitCode> {
  const { root } = findProject(options.project ?? terminal.cwd);
  const by = askerOf(options, root, terminal);
  refuseFaults(options);
  const catalog = loadCatalog(root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  const { owner, service: name } = ownedOf(catalog.value, service);
  const config = notificationsOf(options, terminal);
  const places = pagingPlaces(config, owner);
  const { summary, severity, link } = options;
  const project = projectName(root);
  const payload = incidentEventOf({
    project,
    service: name,
    summary,
    severity,
    by,
    key: link ?? summary,
    link,
  });
  if (options.dryRun) {
    terminal.out(`${severity}: ${oneLine(`${name}: ${summary}`)}\n\nNothing was sent.`);
    return exitCodes.fine;
  }
  return sendParcels(
    places.map((to) => ({ to, payload })),
    config,
    terminal,
  );
}

function refuseFaults({ summary, link }: IncidentOptions): void {
  const lines = [
    ...(text.safeParse(summary).success ? [] : ["--summary must not be blank."]),
    ...linkProblems(link),
  ];
  if (lines.length > 0) throw new InputError(lines.join("\n"));
}
