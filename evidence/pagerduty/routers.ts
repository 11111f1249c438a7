import { z } from "zod";
import type { ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { earliest, mustGet, type Read } from "../read";
import { listAll, more } from "./listing";
import { tokens } from "./things";

const permission = "event_orchestrations.read";
const orchestrationsPage = z.object({
  ...more,
  orchestrations: z.array(z.object({ id: z.string().min(1) })),
});
const actions = z.object({ route_to: z.string().nullish() });
const routerSchema = z.object({
  orchestration_path: z.object({
    sets: z.array(
      z.object({ rules: z.array(z.object({ actions, disabled: z.boolean().nullish() })).nullish() }),
    ),
    catch_all: z.object({ actions }).nullish(),
  }),
});
type Router = z.infer<typeof routerSchema>["orchestration_path"];

/** The routers of event orchestrations that bring alerts to some of these services; each is asked for once an account. */
export async function routersTo(
  services: readonly string[],
  client: ApiClient,
): Promise<Read<readonly ObservedResource[]>> {
  const all = await listAll(client, {
    path: "/event_orchestrations",
    schema: orchestrationsPage,
    items: (page) => page.orchestrations,
    permission,
  });
  const read = await Promise.all(all.value.map(({ id }) => routerOf(id, client)));
  const mine = read.filter(({ routes }) => routes.some((to) => services.includes(to)));
  return {
    value: mine.map(({ id, routes }) => routerThing(id, routes)),
    at: earliest(all.at, ...read.map(({ at }) => at)),
  };
}

async function routerOf(id: string, client: ApiClient) {
  const { value, at } = await mustGet(client, {
    path: `/event_orchestrations/${encodeURIComponent(id)}/router`,
    schema: routerSchema,
    permission,
  });
  return { id, at, routes: routesOf(value.orchestration_path) };
}

function routesOf({ sets, catch_all: rest }: Router): readonly string[] {
  const rules = sets.flatMap((set) => set.rules ?? []).filter(({ disabled }) => disabled !== true);
  const routes = [...rules.map((rule) => rule.actions), ...(rest ? [rest.actions] : [])];
  return [...new Set(routes.flatMap(({ route_to: to }) => (to && to !== "unrouted" ? [to] : [])))];
}

/** A router by where it leads: conditions, which may quote alerts, are not kept. */
function routerThing(id: string, routes: readonly string[]): ObservedResource {
  const rules = routes.map((routeTo) => ({ actions: { routeTo } }));
  const props = { eventOrchestration: id, sets: [{ id: "start", rules }] };
  return { type: tokens.eventOrchestrationRouter, id, name: id, props };
}
