import { z } from "zod";
import { servicesNamed } from "../datadog/belonging";
import { listAll } from "../datadog/listing";
import { openOrganisation } from "../datadog/organisation";
import { type Slo, servicesOfSlo } from "../datadog/slos";
import type { ApiClient } from "../http/client";
import { type Found, found, readOr } from "./found";

/** Where Datadog knows a service from. */
export type Source = "catalog" | "definition" | "slo" | "monitor";

/** A service as Datadog names it. */
export interface FoundMonitored {
  /** As it is written where it is described; in lower case where only tags name it. */
  readonly name: string;
  readonly sources: readonly Source[];
  /** Teams that are said to own it. */
  readonly owners: readonly string[];
  /** Addresses of its source that its definition links. */
  readonly repositories: readonly string[];
  /** SLOs that name it. */
  readonly slos: readonly Slo[];
}

/** What an organisation has at Datadog, each part read or not. */
export interface DatadogLists {
  readonly catalog: Found<readonly Described[]>;
  readonly definitions: Found<readonly Described[]>;
  readonly slos: Found<readonly Slo[]>;
  readonly monitors: Found<readonly string[]>;
}

/** A service as somebody described it. */
interface Described {
  readonly name: string;
  readonly owner: string | undefined;
  readonly repositories: readonly string[];
}

const entitiesPage = z.object({
  data: z.array(
    z.object({
      attributes: z.object({ kind: z.string(), name: z.string().min(1), owner: z.string().nullish() }),
    }),
  ),
});
const link = z.object({ type: z.string().nullish(), url: z.string().nullish() });
/** Any version of the schema: links have been under several names. */
const definitionsPage = z.object({
  data: z.array(
    z.object({
      attributes: z.object({
        schema: z
          .object({
            "dd-service": z.string().optional(),
            info: z.object({ "dd-service": z.string().optional() }).optional(),
            team: z.string().nullish(),
            links: z.array(link).nullish(),
            repos: z.array(link).nullish(),
          })
          .nullish(),
      }),
    }),
  ),
});

/** Lists what Datadog knows of services: by its software catalog, and by the tags of SLOs and monitors. */
export async function listDatadog(client: ApiClient): Promise<DatadogLists> {
  const organisation = openOrganisation(client);
  const [catalog, definitions, slos, monitors] = await Promise.all([
    found(() => entities(client)),
    found(() => definitionsOf(client)),
    found(async () => (await organisation.slos()).value),
    found(async () => {
      const { value } = await organisation.monitors();
      return [...new Set(value.flatMap(({ tags, query }) => servicesNamed(tags ?? [], query)))];
    }),
  ]);
  return { catalog, definitions, slos, monitors };
}

async function entities(client: ApiClient): Promise<readonly Described[]> {
  const { value } = await listAll(client, {
    path: "/api/v2/catalog/entity",
    pageOf: (page, size) => ({ "page[offset]": page * size, "page[limit]": size }),
    size: 100,
    schema: entitiesPage,
    items: (page) => page.data,
    permission: "apm_service_catalog_read",
  });
  return value.flatMap(({ attributes: { kind, name, owner } }) =>
    kind === "service" ? [{ name, owner: owner || undefined, repositories: [] }] : [],
  );
}

async function definitionsOf(client: ApiClient): Promise<readonly Described[]> {
  const { value } = await listAll(client, {
    path: "/api/v2/services/definitions",
    pageOf: (page, size) => ({ "page[number]": page, "page[size]": size }),
    size: 100,
    schema: definitionsPage,
    items: (page) => page.data,
    permission: "apm_service_catalog_read",
  });
  return value.flatMap(({ attributes: { schema } }) => {
    const name = schema?.["dd-service"] ?? schema?.info?.["dd-service"] ?? "";
    const links = [...(schema?.repos ?? []), ...(schema?.links ?? []).filter(({ type }) => type === "repo")];
    const repositories = links.flatMap(({ url }) => url ?? []);
    return name === "" ? [] : [{ name, owner: schema?.team || undefined, repositories }];
  });
}

/** A service while it is put together. */
interface Gathered {
  readonly name: string;
  readonly sources: Set<Source>;
  readonly owners: Set<string>;
  readonly repositories: string[];
  readonly slos: Slo[];
}

/** Every service that any of the lists names, once; Datadog tells no case apart in tags. */
export function monitoredServices(lists: DatadogLists): readonly FoundMonitored[] {
  const all = new Map<string, Gathered>();
  const note = (name: string, source: Source): Gathered => {
    const key = name.toLowerCase();
    const known = all.get(key) ?? { name, sources: new Set(), owners: new Set(), repositories: [], slos: [] };
    all.set(key, known);
    known.sources.add(source);
    return known;
  };
  for (const source of ["catalog", "definition"] as const) {
    for (const one of readOr(source === "catalog" ? lists.catalog : lists.definitions, [])) {
      const known = note(one.name, source);
      if (one.owner !== undefined) known.owners.add(one.owner);
      known.repositories.push(...one.repositories);
    }
  }
  for (const slo of readOr(lists.slos, []))
    for (const name of new Set(servicesOfSlo(slo))) if (name !== "") note(name, "slo").slos.push(slo);
  for (const name of readOr(lists.monitors, [])) if (name !== "") note(name, "monitor");
  return [...all.values()].map((one) => ({ ...one, sources: [...one.sources], owners: [...one.owners] }));
}
