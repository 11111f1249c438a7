import type { Collector } from "../collector";
import type { FactKind, FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { inGroups } from "../http/in-turns";
import { UnansweredError } from "../http/outcome";
import { answer, earliest, type Read, type Teller, tellAll, teller, untold } from "../read";
import type { WantedService } from "../wanted";
import { testThing } from "./checks";
import { dashboardThing, isDashboardOf, titleNames } from "./dashboards";
import { openDeployments, openGates } from "./deployments";
import { downtimeThing, isAbout, isOpen } from "./downtimes";
import { handlesOf } from "./handles";
import { mayConcern, mayHaveAssets, monitorThing, recipientsOf, ruleThing } from "./monitors";
import { type OnCall, openOnCall, teamsNotified } from "./on-call";
import { type Organisation, openOrganisation } from "./organisation";
import { type OwnThings, openOwnThings } from "./own-things";
import { budgetsOf, sloThing } from "./slos";
import { openTelemetry } from "./telemetry";

/** What the collector works with; nothing in it writes. */
export interface DatadogParts {
  readonly client: ApiClient;
  readonly now: () => Date;
}

/** Kinds that are told of each service, which is their subject. */
const kinds = [
  "monitors",
  "downtimes",
  "checks",
  "slos",
  "error-budgets",
  "telemetry-logs",
  "telemetry-traces",
  "telemetry-metrics",
  "deployment-gates",
  "service-deployments",
  "pager-handles",
  "dashboards",
] as const satisfies readonly FactKind[];

/** Dashboards that an organisation may have for all of them to be looked into. */
const fewDashboards = 300;

/** Reads Datadog: the organisation's lists once, and by the thing only what no list has. */
export function datadogCollector({ client, now }: DatadogParts): Collector {
  return {
    vendor: "datadog",
    questions: (services) =>
      services.flatMap(({ name }) => kinds.map((kind) => ({ service: name, kind, subject: name }))),
    collect: (services, sheet) => tellAll(openTellers(services, client, now()), services, sheet),
  };
}

/** An organisation, and what of it is each service's. */
interface Things {
  readonly organisation: Organisation;
  readonly own: OwnThings;
}

function openTellers(services: readonly WantedService[], client: ApiClient, now: Date): readonly Teller[] {
  const organisation = openOrganisation(client);
  const own = openOwnThings(organisation);
  const things = { organisation, own };
  const telemetry = openTelemetry(client, now);
  const [gates, deployments] = [openGates(client), openDeployments(client, now, services)];
  return [
    teller("monitors", (service) => monitorsOf(service, things)),
    teller("downtimes", (service) => downtimesOf(service, things, now)),
    teller("checks", async (service) => {
      const { value, at } = await own.tests(service);
      return { value: { resources: value.map(testThing) }, at };
    }),
    teller("slos", async (service) => {
      const { value, at } = await own.slos(service);
      return { value: { resources: value.map(sloThing) }, at };
    }),
    teller("error-budgets", (service) => errorBudgetsOf(service, things)),
    teller("telemetry-logs", telemetry.logs),
    teller("telemetry-traces", telemetry.traces),
    teller("telemetry-metrics", telemetry.metrics),
    teller("deployment-gates", gates.of),
    teller("service-deployments", deployments.of),
    teller("pager-handles", async (service) => handlesOf(service, await own.monitors(service), client)),
    teller("dashboards", (service) => dashboardsOf(service, things)),
    onCallTeller(things, openOnCall(client)),
  ];
}

/**
 * Tells the on-call of a service whose monitors or tests notify a team's on-call at Datadog. Of any other it tells nothing,
 * so that the answer is left to the vendor that it pages by.
 */
function onCallTeller(things: Things, onCall: OnCall): Teller {
  const kind = "on-call";
  return {
    kind,
    tell: async (service, sheet) => {
      // What cannot be read is told as the answer about monitors; here it leaves open whose on-call it would be.
      const handles = await notifiedTeams(service, things).catch((error: unknown) => {
        untold(error);
        return [];
      });
      if (handles.length === 0) return;
      await answer(sheet, { service: service.name, kind, subject: service.name }, () => onCall.of(handles));
    },
  };
}

async function notifiedTeams(
  service: WantedService,
  { organisation, own }: Things,
): Promise<readonly string[]> {
  const [alerts, tests] = [await own.alerts(service), await own.tests(service)];
  const rules = (await organisation.rules()).value.filter((rule) =>
    alerts.value.some((monitor) => mayConcern(rule, monitor)),
  );
  const texts = [
    ...alerts.value.flatMap(({ message, options }) => [message, options?.escalation_message]),
    ...tests.value.map(({ message }) => message),
    ...rules.flatMap(recipientsOf),
  ];
  return [...new Set(texts.flatMap((text) => teamsNotified(text ?? "")))];
}

/** The service's monitors, burn-rate alerts on its SLOs among them, with the notification rules that may be about them. */
async function monitorsOf(
  service: WantedService,
  { organisation, own }: Things,
): Promise<Read<FactValue<"monitors">>> {
  const [alerts, rules] = [await own.alerts(service), await organisation.rules()];
  const mine = rules.value.filter((rule) => alerts.value.some((monitor) => mayConcern(rule, monitor)));
  const monitors = [];
  for (const one of alerts.value) {
    const told = mayHaveAssets(one) ? await organisation.monitor(String(one.id)) : undefined;
    monitors.push({ ...one, assets: told?.value.assets ?? one.assets });
  }
  const resources = [...monitors.map(monitorThing), ...mine.map(ruleThing)];
  return { value: { resources }, at: earliest(alerts.at, rules.at) };
}

/** What silences the service's monitors, now or later, those of its tests among them. */
async function downtimesOf(
  service: WantedService,
  { organisation, own }: Things,
  now: Date,
): Promise<Read<FactValue<"downtimes">>> {
  const [alerts, tests] = [await own.alerts(service), await own.tests(service)];
  const downtimes = await organisation.downtimes();
  const silenced = [...alerts.value, ...tests.value.map(({ monitor_id: id, tags }) => ({ id, tags }))];
  const mine = downtimes.value.filter(
    (one) => isOpen(one, now) && silenced.some((monitor) => isAbout(one, monitor)),
  );
  return {
    value: { resources: mine.map(downtimeThing) },
    at: earliest(alerts.at, tests.at, downtimes.at),
  };
}

async function errorBudgetsOf(
  service: WantedService,
  { organisation, own }: Things,
): Promise<Read<FactValue<"error-budgets">>> {
  const [slos, found] = [await own.slos(service), await organisation.foundSlos()];
  const mine = found.value.filter(({ id }) => slos.value.some((slo) => slo.id === id));
  return { value: { budgets: mine.flatMap(budgetsOf) }, at: earliest(slos.at, found.at) };
}

/**
 * The service's dashboards. A list of all shows titles only; where there are too many to look into each, those that are
 * linked or have the service's name in their title are looked into, and without one among them nothing is known.
 */
async function dashboardsOf(
  service: WantedService,
  { organisation, own }: Things,
): Promise<Read<FactValue<"dashboards">>> {
  const all = await organisation.dashboards();
  const isFew = all.value.length <= fewDashboards;
  const likely = (isFew ? all.value : all.value.filter(titleNames(service))).map(({ id }) => id);
  const slos = await own.slos(service);
  const ids = [...new Set([...service.dashboards.map((id) => id.toLowerCase()), ...likely])];
  const read: Read<unknown>[] = [all, slos];
  const resources = [];
  for (const group of inGroups(ids, 5)) {
    const dashboards = await Promise.all(group.map((id) => organisation.dashboard(id)));
    for (const dashboard of dashboards) {
      if (dashboard === undefined) continue;
      read.push(dashboard);
      const ofService = isDashboardOf(
        service,
        dashboard.value,
        slos.value.map(({ id }) => id),
      );
      if (ofService) resources.push(dashboardThing(dashboard.value));
    }
  }
  if (resources.length === 0 && !isFew)
    throw new UnansweredError(`it has ${all.value.length} dashboards, none of them called like the service`);
  return { value: { resources }, at: earliest(all.at, ...read.map(({ at }) => at)) };
}
