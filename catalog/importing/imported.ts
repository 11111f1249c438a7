import type { z } from "zod";
import type { Position, Problem } from "../reading/problems";
import type { serviceSchema, teamSchema } from "../schema";

/** A field of a file that the catalog has no place for, or does not accept. */
export interface NotMapped {
  readonly file: string;
  readonly at: Position;
  /** Its keys, such as spec.owner; empty for a whole document. */
  readonly path: string;
  readonly reason: string;
}

/** Where something was stated. */
export interface Origin {
  readonly file: string;
  readonly at: Position;
}

/** What a file states about a service, in the catalog's words but for what other files must resolve. */
export interface ImportedService extends Origin {
  /** As the file writes it; two entities of one identity are one service. */
  readonly identity: string;
  readonly fields: z.input<typeof serviceSchema>;
  /** Identities of the APIs that it offers. */
  readonly provides?: readonly string[];
}

export interface ImportedTeam extends Origin {
  readonly identity: string;
  /** The team is only named, as an owner; what describes it goes first. */
  readonly mention?: boolean;
  readonly fields: z.input<typeof teamSchema>;
}

export interface ImportedPerson extends Origin {
  readonly login: string;
  readonly name?: string;
  readonly email?: string;
  /** Names of teams that the person is said to be in. */
  readonly teams: readonly string[];
}

export interface ImportedApi extends Origin {
  readonly identity: string;
  readonly fields: NonNullable<z.input<typeof serviceSchema>["apis"]>[number];
}

/** A pattern of paths with the teams that own them. */
export interface Ownership extends Origin {
  readonly pattern: string;
  readonly teams: readonly string[];
}

/** All that came of one file. With errors there is nothing else in it, so that no file is read by half. */
export interface Imported {
  readonly services: ImportedService[];
  readonly teams: ImportedTeam[];
  readonly people: ImportedPerson[];
  readonly apis: ImportedApi[];
  readonly ownerships: Ownership[];
  /** Other files that the file points to, relative to its folder. */
  readonly targets: (Origin & { readonly target: string })[];
  readonly notMapped: NotMapped[];
  readonly errors: Problem[];
}

/** Reads one file of a format. Pure; the file's name goes into what is said about it only. */
export type Importer = (text: string, file: string) => Imported;

export function nothingImported(): Imported {
  return {
    services: [],
    teams: [],
    people: [],
    apis: [],
    ownerships: [],
    targets: [],
    notMapped: [],
    errors: [],
  };
}

/** A name that the catalog accepts, made from any text; undefined where nothing of it can stand in a name. */
export function nameFrom(text: string): string | undefined {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 63)
    .replace(/-$/, "");
  return plain === "" ? undefined : plain;
}
