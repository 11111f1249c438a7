import { z } from "zod";
import type { ObservedResource } from "../facts";
import type { WantedService } from "../wanted";
import { namesOf, servicesInQuery } from "./belonging";

/** A property that has another shape is one that no rule reads. */
function lenient<S extends z.ZodType>(schema: S) {
  return schema.optional().catch(undefined);
}

const text = lenient(z.string());
const search = lenient(z.object({ query: text }));
const holder = lenient(z.object({ search }));
const querySchema = z.object({ query: text, search, service: text });
const requestSchema = z.object({
  q: text,
  queries: lenient(z.array(querySchema)),
  query: lenient(z.object({ query_string: text })),
  log_query: holder,
  apm_query: holder,
  rum_query: holder,
});
const plainWidget = z.object({
  definition: z.object({
    type: z.string(),
    slo_id: text,
    requests: lenient(z.array(requestSchema)),
    request: lenient(requestSchema),
  }),
});
/** Groups hold widgets, but no groups. */
const widgetSchema = z.object({
  definition: plainWidget.shape.definition.extend({ widgets: lenient(z.array(plainWidget)) }),
});
type Definition = z.infer<typeof widgetSchema>["definition"];

/** What is kept of a dashboard: what it asks for, not what it says in notes or where it links to. */
export const dashboardSchema = z.object({
  id: z.string().min(1),
  title: z.string(),
  widgets: z.array(widgetSchema),
  template_variables: z
    .array(
      z.object({
        name: z.string(),
        prefix: z.string().nullish(),
        default: z.string().nullish(),
        defaults: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});
export type Dashboard = z.infer<typeof dashboardSchema>;

const summarySchema = z.object({
  id: z.string().min(1),
  title: z.string().nullish(),
  description: z.string().nullish(),
});
/** A dashboard as the list of all shows it. */
export type Summary = Omit<z.infer<typeof summarySchema>, "description">;
export const summariesPage = z.object({ dashboards: z.array(summarySchema.omit({ description: true })) });

/** Titles as words between spaces, each read once though every service looks at it. */
const titles = new WeakMap<Summary, string>();

/** Whether titles have a service's name in them, as a word of its own. */
export function titleNames(service: WantedService): (summary: Summary) => boolean {
  const names = namesOf(service).map((name) => ` ${inWords(name)} `);
  return (summary) => {
    const words = titles.get(summary) ?? ` ${inWords(summary.title ?? "")} `;
    titles.set(summary, words);
    return names.some((name) => words.includes(name));
  };
}

function inWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** What a dashboard shows: services that it asks for, and SLOs. */
interface Shown {
  readonly services: ReadonlySet<string>;
  readonly slos: readonly string[];
}

/** Each dashboard is looked through once, though every service looks at it. */
const looked = new WeakMap<Dashboard, Shown>();

function shownOn(dashboard: Dashboard): Shown {
  const known = looked.get(dashboard);
  if (known !== undefined) return known;
  const definitions = dashboard.widgets.flatMap(({ definition }) => [
    definition,
    ...(definition.widgets ?? []).map((inner) => inner.definition),
  ]);
  const shown = {
    services: new Set([...variablesOf(dashboard), ...definitions.flatMap(servicesAsked)]),
    slos: definitions.flatMap(({ slo_id: slo }) => slo ?? []),
  };
  looked.set(dashboard, shown);
  return shown;
}

/** Whether a dashboard is a service's: linked by the catalog, or about it by a variable, a query or one of its SLOs. */
export function isDashboardOf(
  service: WantedService,
  dashboard: Dashboard,
  slos: readonly string[],
): boolean {
  if (service.dashboards.some((id) => id.toLowerCase() === dashboard.id.toLowerCase())) return true;
  const shown = shownOn(dashboard);
  if (shown.slos.some((slo) => slos.includes(slo))) return true;
  return namesOf(service).some((name) => shown.services.has(name));
}

function variablesOf({ template_variables: variables }: Dashboard): readonly string[] {
  const about = (variables ?? []).filter(({ name, prefix }) => (prefix || name) === "service");
  const values = about.flatMap(({ defaults, default: one }) => [...(defaults ?? []), ...(one ? [one] : [])]);
  return values.map((value) => value.toLowerCase());
}

function servicesAsked({ requests, request }: Definition): readonly string[] {
  return [...(requests ?? []), ...(request ? [request] : [])].flatMap((one) => {
    const queries = one.queries ?? [];
    const texts = [
      one.q,
      one.query?.query_string,
      ...[one.log_query, one.apm_query, one.rum_query].map((part) => part?.search?.query),
      ...queries.flatMap((query) => [query.query, query.search?.query]),
    ];
    return [
      ...texts.flatMap((part) => (part === undefined ? [] : servicesInQuery(part))),
      ...queries.flatMap(({ service }) => (service === undefined ? [] : [service.toLowerCase()])),
    ];
  });
}

/** A dashboard as the resource that declares it in the vendor's own JSON. */
export function dashboardThing({ id, ...rest }: Dashboard): ObservedResource {
  const name = rest.title || id;
  return {
    type: "datadog:index/dashboardJson:DashboardJson",
    id: id.toLowerCase(), // as it is read out of addresses
    name,
    props: { dashboard: JSON.stringify(rest) },
  };
}
