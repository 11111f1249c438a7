import type { JsonObject, WorldObject } from "../../world/schema";
import { type Ask, type Route, textsOf, when } from "../exchange";
import { headOf, instant, paged, queried, reference } from "./answers";
import { namesFor, servicesFor } from "./by-name";
import { teamsOfService } from "./policies";

/** Maintenance windows: { services, startTime, endTime }, services by ids or names. */
export const windowRoutes: readonly Route[] = [
  [
    /^\/maintenance_windows$/,
    (ask) => paged(ask, "maintenance_windows", windows(ask), (one) => windowOf(ask, one)),
  ],
];

type State = "past" | "ongoing" | "future";

/** Whether a window is over, in force or ahead. */
export function stateOf(ask: Ask, { startTime, endTime }: WorldObject): State {
  const now = ask.now.getTime();
  if (Date.parse(when(ask, endTime) ?? "") <= now) return "past";
  return Date.parse(when(ask, startTime) ?? "") > now ? "future" : "ongoing";
}

/** Windows that are about a service: there are few in any account. */
export function windowsFor(ask: Ask, service: WorldObject): readonly WorldObject[] {
  const names = namesFor(service);
  return ask.world
    .list("maintenanceWindow")
    .filter(
      (one) =>
        textsOf(one.services).some((name) => names.includes(name)) &&
        servicesFor(ask, one.services).includes(service),
    );
}

function windows(ask: Ask): readonly WorldObject[] {
  const [filter, ids] = [ask.query.get("filter") ?? "all", ask.query.getAll("service_ids[]")];
  const isIn = (state: State) =>
    filter === "all" || filter === state || (filter === "open" && state !== "past");
  return queried(ask, ask.world.list("maintenanceWindow"))
    .filter((one) => isIn(stateOf(ask, one)))
    .filter((one) => {
      const of = servicesFor(ask, one.services).map(({ id }) => id);
      return of.length > 0 && (ids.length === 0 || of.some((id) => ids.includes(id)));
    });
}

function windowOf(ask: Ask, window: WorldObject): JsonObject {
  const of = servicesFor(ask, window.services);
  return {
    ...headOf("maintenance_window", window),
    start_time: instant(ask, window.startTime),
    end_time: instant(ask, window.endTime),
    description: window.description ?? null,
    services: of.map(({ id }) => reference(ask, "service", id)),
    teams: [...new Set(of.flatMap((service) => teamsOfService(ask, service)))].map((id) =>
      reference(ask, "team", id),
    ),
  };
}
