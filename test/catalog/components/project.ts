import { declareReadiness, type Observe, type ProgramInput } from "../../../catalog/program";
import { temporaryFolder, writeFiles } from "../../sandbox/temporary";
import { type RecorderOptions, type Recording, record } from "./recorder";

/** A project as a test writes it: files by their path in catalog/, and the stack's config as the engine gives it. */
export interface GivenProject extends RecorderOptions {
  readonly services: Readonly<Record<string, string>>;
  readonly teams?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Further files by their path in the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly githubOwner?: string;
  readonly observe?: Observe;
  readonly askNeighbour?: ProgramInput["askNeighbour"];
  readonly warn?: ProgramInput["warn"];
}

export const orders = `
name: orders
description: Takes orders.
timeZone: Europe/Berlin
github: { team: orders }
members:
  - { login: amy, email: amy@example.com }
  - { login: ben, email: ben@example.com }
  - { login: cho }
escalateTo: [pia]
`;

export const platform = `
name: platform
github: { team: platform }
members: [{ login: pia, email: pia@example.com }]
`;

/** A team that GitHub does not have yet. */
export const newPlatform = platform.replace("github: { team: platform }\n", "");

/** A service that states something for every part that can be declared. */
export const checkout = `
name: checkout
description: Takes a cart and charges the card.
owner: orders
repository: shop
runbook: { path: docs/checkout.md }
onCall: {}
health: { url: "https://shop.example.com/health" }
slos:
  - { name: availability, kind: availability, good: "sum:ok{service:checkout}", total: "sum:all{service:checkout}" }
  - { name: checkout-latency, kind: latency, query: "p95:time{service:checkout}", threshold: 0.5 }
monitors:
  - { signal: errors, query: "sum(last_5m):sum:errors{service:checkout}", critical: 0.02, warning: 0.01 }
`;

/** Runs the program over a project in a new folder; stack prod, which owns its accounts, unless told otherwise. */
export async function declared(project: GivenProject): Promise<Recording> {
  const root = temporaryFolder();
  const named = (folder: string, files: Readonly<Record<string, string>>) =>
    Object.entries(files).map(([name, text]) => [`catalog/${folder}/${name}.yaml`, text]);
  writeFiles(
    root,
    Object.fromEntries([
      ["catalog/services/.keep", ""],
      ...Object.entries(project.files ?? {}),
      ...named("services", project.services),
      ...named("teams", project.teams ?? { orders, platform }),
    ]),
  );
  const { config = {}, stack = "prod", githubOwner = "acme" } = project;
  const values = Object.entries({ "readiness:owns": true, ...config }).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const input = { root, stack, config: Object.fromEntries(values), githubOwner, programVersion: "1.2.3" };
  const now = new Date("2026-11-23T12:00:00Z");
  const { observe, askNeighbour, warn } = project;
  const optional = {
    ...(observe && { observe }),
    ...(askNeighbour && { askNeighbour }),
    ...(warn && { warn }),
  };
  return record(() => declareReadiness({ ...input, now, ...optional }), project);
}
