import type { JsonObject, Kind, Objects, WorldObject } from "../sandbox/world/schema";

/*
 * Who the large world is of, and how its objects are written.
 */

/** The organisation at all vendors. */
export const owner = "large-shop";
/** Teams that own the services in turn, and people in each. */
export const teamCount = 100;
export const teamSize = 5;

export interface Team {
  readonly name: string;
  readonly people: readonly string[];
}

export const teams: readonly Team[] = Array.from({ length: teamCount }, (_, index) => ({
  name: `team-${index + 1}`,
  people: Array.from({ length: teamSize }, (_, place) => `person-${index * teamSize + place + 1}`),
}));

export function teamOf(index: number): Team {
  const team = teams[index % teamCount];
  if (team === undefined) throw new Error("there is no such team");
  return team;
}

export function addressOf(login: string): string {
  return `${login}@${owner}.example`;
}

export type Content = Omit<WorldObject, "id"> & JsonObject;

export function byId(entries: readonly (readonly [string, Content])[]): { [id: string]: WorldObject } {
  return Object.fromEntries(entries.map(([id, content]) => [id, { id, ...content }]));
}

export function kinds(entries: readonly (readonly [Kind, { [id: string]: WorldObject }])[]): Objects {
  return Object.fromEntries(entries);
}

export const people = teams.flatMap((team) => team.people);
export const created = { api: { createdAt: "2024-03-04T08:00:00Z" } };
