import { login } from "../../catalog/fields";
import { type Destination, type Notifications, variableOf } from "../../catalog/notifications";
import { notificationsFile } from "../../catalog/notifications-file";
import { quote } from "../../catalog/reading/problems";
import type { Catalog } from "../../catalog/schema";
import { requireNamed } from "../check/services";
import { codeOf, type ExitCode, InputError } from "../failures";
import { ownLogin } from "../own-login";
import type { Terminal } from "../terminal";
import { wayTo } from "./addresses";
import { post } from "./send";

/** A service with the team of the catalog that owns it. */
export interface Owned {
  readonly service: string;
  readonly owner: string;
}

/** The service that a person named, and its owner. Throws InputError where there is none. */
export function ownedOf({ services, teams }: Catalog, name: string): Owned {
  const { name: service, owner } = requireNamed(services, name);
  const team = teams.find((one) => one.name === owner || one.aliases.includes(owner ?? ""));
  if (team !== undefined) return { service, owner: team.name };
  throw new InputError(
    owner === undefined
      ? `${service} has no owner. State one in catalog/services/${service}.yaml.`
      : `${quote(owner)}, the owner of ${service}, is not a team in catalog/teams.`,
  );
}

/** Where a team reads messages; an address may be the same as another's. Throws InputError where it reads none. */
export function readingPlaces({ teams }: Notifications, owner: string): readonly Destination[] {
  const own = teams[owner]?.to.filter(({ kind }) => kind !== "pagerduty") ?? [];
  if (own.length > 0) return own;
  throw new InputError(
    `${owner} reads no messages: name a chat or webhook for it under teams in ${notificationsFile}.`,
  );
}

/** Where a team is paged, else the central one. Throws InputError where nobody is. */
export function pagingPlaces({ teams, central }: Notifications, owner: string): readonly Destination[] {
  const paged = [teams[owner]?.to, central?.to]
    .map((to) => to?.filter(({ kind }) => kind === "pagerduty") ?? [])
    .find((to) => to.length > 0);
  if (paged !== undefined) return paged;
  throw new InputError(
    `Nobody is paged for ${owner}: name a destination of kind pagerduty for it, or under central, in ${notificationsFile}.`,
  );
}

/** One body for one destination. */
export interface Parcel {
  readonly to: Destination;
  readonly payload: object;
}

/** Sends each, and says which came through. */
export async function sendParcels(
  parcels: readonly Parcel[],
  config: Notifications,
  terminal: Terminal,
): Promise<ExitCode> {
  let failed = 0;
  for (const { to, payload } of parcels) {
    const way = wayTo(to, config, terminal.env);
    const failure = "problem" in way ? way.problem : await post(way, payload, new Date());
    const name = `${to.kind} (${variableOf(to)})`;
    if (failure === undefined) terminal.out(`${name}: sent.`);
    else terminal.err(`${name}: not sent, ${failure}.`);
    if (failure !== undefined) failed += 1;
  }
  return codeOf(parcels.length, failed);
}

/** Who asks: a flag, else who works here. Throws InputError where nobody can tell. */
export function askerOf({ by }: { readonly by?: string }, root: string, { env }: Terminal): string {
  const given = by ?? ownLogin(root, env);
  if (given === undefined) throw new InputError("Say with --by who asks: a login at GitHub.");
  const parsed = login.safeParse(given);
  if (!parsed.success) throw new InputError("--by must be a login, without @ or spaces.");
  return parsed.data;
}
