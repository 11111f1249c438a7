import type { Collector } from "../collector";
import type { FactKind, FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { inGroups } from "../http/in-turns";
import { UnansweredError } from "../http/outcome";
import { answer, earliest, type Read, type Teller, tellAll, teller } from "../read";
import type { WantedService } from "../wanted";
import { isOf } from "./belonging";
import { type Test, testThing } from "./checks";
import { dashboardThing, isDashboardOf, titleNames } from "./dashboards";
import { openDeployments, openGates } from "./deployments";
import { downtimeThing, isAbout, isOpen } from "./downtimes";
import { handlesOf } from "./handles";
import { type Monitor, mayConcern, mayHaveAssets, monitorThing, recipientsOf, ruleThing } from "./monitors";
import { type OnCall, openOnCall, teamsNotified } from "./on-call";
import { type Organisation, openOrganisation } from "./organisation";
import { budgetsOf, isSloOf, type Slo, sloThing } from "./slos";
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

function openTellers(services: readonly WantedService[], client: ApiClient, now: Date): readonly Teller[] {
  const organisation = openOrganisation(client);
  const telemetry = openTelemetry(client, now);
  const [gates, deployments] = [openGates(client), openDeployments(client, now, services)];
  return [
    teller("monitors", (service) => monitorsOf(service, organisation)),
    teller("downtimes", (service) => downtimesOf(service, organisation, now)),
    teller("checks", async (service) => {
      const { value, at } = await testsOf(service, organisation);
      return { value: { resources: value.map(testThing) }, at };
    }),
    teller("slos", async (service) => {
      const { value, at } = await slosOf(service, organisation);
      return { value: { resources: value.map(sloThing) }, at };
    }),
    teller("error-budgets", (service) => errorBudgetsOf(service, organisation)),
    teller("telemetry-logs", telemetry.logs),
    teller("telemetry-traces", telemetry.traces),
    teller("telemetry-metrics", telemetry.metrics),
    teller("deployment-gates", gates.of),
    teller("service-deployments", deployments.of),
    teller("pager-handles", async (service) =>
      handlesOf(service, await ownMonitors(service, organisation), client),
    ),
    teller("dashboards", (service) => dashboardsOf(service, organisation)),
    onCallTeller(organisation, openOnCall(client)),
  ];
}

/**
 * Tells the on-call of a service whose monitors or tests notify a team's on-call at Datadog. Of any other it tells nothing,
 * so that the answer is left to the vendor that it pages by.
 */
function onCallTeller(organisation: Organisation, onCall: OnCall): Teller {
  const kind = "on-call";
  return {
    kind,
    tell: async (service, sheet) => {
      // What cannot be read is told as the answer about monitors; here it leaves open whose on-call it would be.
      const handles = await notifiedTeams(service, organisation).catch(() => []);
      if (handles.length === 0) return;
      await answer(sheet, { service: service.name, kind, subject: service.name }, () => onCall.of(handles));
    },
  };
}

async function notifiedTeams(service: WantedService, organisation: Organisation): Promise<readonly string[]> {
  const [own, tests] = [await alertsOf(service, organisation), await testsOf(service, organisation)];
  const rules = (await organisation.rules()).value.filter((rule) =>
    own.value.some((monitor) => mayConcern(rule, monitor)),
  );
  const texts = [
    ...own.value.flatMap(({ message, options }) => [message, options?.escalation_message]),
    ...tests.value.map(({ message }) => message),
    ...rules.flatMap(recipientsOf),
  ];
  return [...new Set(texts.flatMap((text) => teamsNotified(text ?? "")))];
}

async function ownMonitors(
  service: WantedService,
  organisation: Organisation,
): Promise<Read<readonly Monitor[]>> {
  const { value, at } = await organisation.monitors();
  // What a synthetic test makes by itself is told with the test.
  const own = value.filter(
    ({ type, tags, query }) => type !== "synthetics alert" && isOf(service, tags ?? [], query),
  );
  return { value: own, at };
}

/** The service's monitors, burn-rate alerts on its SLOs among them, with the notification rules that may be about them. */
async function monitorsOf(
  service: WantedService,
  organisation: Organisation,
): Promise<Read<FactValue<"monitors">>> {
  const [own, rules] = [await alertsOf(service, organisation), await organisation.rules()];
  const mine = rules.value.filter((rule) => own.value.some((monitor) => mayConcern(rule, monitor)));
  const monitors = [];
  for (const one of own.value) {
    const told = mayHaveAssets(one) ? await organisation.monitor(String(one.id)) : undefined;
    monitors.push({ ...one, assets: told?.value.assets ?? one.assets });
  }
  const resources = [...monitors.map(monitorThing), ...mine.map(ruleThing)];
  return { value: { resources }, at: earliest(own.at, rules.at) };
}

async function alertsOf(
  service: WantedService,
  organisation: Organisation,
): Promise<Read<readonly Monitor[]>> {
  const all = await organisation.monitors();
  const alerts = all.value.filter(({ type }) => type === "slo alert");
  const own = await ownMonitors(service, organisation);
  if (alerts.every((alert) => own.value.includes(alert))) return own;
  // An alert on an SLO names that alone: it is the service's whose SLO it is.
  const slos = await slosOf(service, organisation);
  const onSlos = alerts.filter(({ query }) => slos.value.some(({ id }) => query.includes(`"${id}"`)));
  return { value: [...new Set([...own.value, ...onSlos])], at: earliest(own.at, slos.at) };
}

/** What silences the service's monitors, now or later, those of its tests among them. */
async function downtimesOf(
  service: WantedService,
  organisation: Organisation,
  now: Date,
): Promise<Read<FactValue<"downtimes">>> {
  const [own, tests] = [await alertsOf(service, organisation), await testsOf(service, organisation)];
  const downtimes = await organisation.downtimes();
  const silenced = [...own.value, ...tests.value.map(({ monitor_id: id, tags }) => ({ id, tags }))];
  const mine = downtimes.value.filter(
    (one) => isOpen(one, now) && silenced.some((monitor) => isAbout(one, monitor)),
  );
  return {
    value: { resources: mine.map(downtimeThing) },
    at: earliest(own.at, tests.at, downtimes.at),
  };
}

async function testsOf(service: WantedService, organisation: Organisation): Promise<Read<readonly Test[]>> {
  const { value, at } = await organisation.tests();
  return { value: value.filter(({ tags }) => isOf(service, tags ?? [])), at };
}

async function slosOf(service: WantedService, organisation: Organisation): Promise<Read<readonly Slo[]>> {
  const { value, at } = await organisation.slos();
  return { value: value.filter((slo) => isSloOf(service, slo)), at };
}

async function errorBudgetsOf(
  service: WantedService,
  organisation: Organisation,
): Promise<Read<FactValue<"error-budgets">>> {
  const [slos, found] = [await slosOf(service, organisation), await organisation.foundSlos()];
  const mine = found.value.filter(({ id }) => slos.value.some((slo) => slo.id === id));
  return { value: { budgets: mine.flatMap(budgetsOf) }, at: earliest(slos.at, found.at) };
}

/**
 * The service's dashboards. A list of all shows titles only; where there are too many to look into each, those that are
 * linked or have the service's name in their title are looked into, and without one among them nothing is known.
 */
async function dashboardsOf(
  service: WantedService,
  organisation: Organisation,
): Promise<Read<FactValue<"dashboards">>> {
  const all = await organisation.dashboards();
  const isFew = all.value.length <= fewDashboards;
  const likely = all.value.filter((one) => isFew || titleNames(service, one)).map(({ id }) => id);
  const slos = await slosOf(service, organisation);
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
