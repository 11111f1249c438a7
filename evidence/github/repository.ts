import { z } from "zod";
import type { AnswerSheet, Told, Untold } from "../collector";
import type { ApiClient } from "../http/client";
import { type Read, untold } from "../read";
import { type Part, part, quoted, type Reading } from "./graphql";
import { fieldOf, type Home, pathOf, tellHome } from "./home";
import type { Lists } from "./organisation-lists";
import { hidden, unanswered } from "./outcome";
import { types } from "./types";

/** What other questions depend on. */
export interface Profile {
  readonly home: Home;
  /** Undefined where nothing was ever committed. */
  readonly branch: string | undefined;
  readonly isPublic: boolean;
  /** Languages by GitHub's names; undefined where there are more than were read. */
  readonly languages: readonly string[] | undefined;
}

const profileSchema = z.object({
  id: z.string(),
  databaseId: z.number().nullish(),
  name: z.string().min(1),
  nameWithOwner: z.string().min(1),
  description: z.string().nullable(),
  isArchived: z.boolean(),
  visibility: z.string().min(1),
  hasVulnerabilityAlertsEnabled: z.boolean().nullable(),
  planFeatures: z.object({ codeowners: z.boolean() }).nullish(),
  codeowners: z
    .object({
      errors: z.array(z.object({ kind: z.string(), path: z.string(), line: z.number(), column: z.number() })),
    })
    .nullish(),
  defaultBranchRef: z.object({ name: z.string().min(1) }).nullable(),
  languages: z
    .object({ totalCount: z.number(), nodes: z.array(z.object({ name: z.string().min(1) })) })
    .nullish(),
});
type Found = z.infer<typeof profileSchema>;

const selection = `id databaseId name nameWithOwner description isArchived visibility hasVulnerabilityAlertsEnabled
planFeatures { codeowners } codeowners { errors { kind path line column } } defaultBranchRef { name }
languages(first: 50) { totalCount nodes { name } }`;

/** Asks for the repository itself. One connection. */
export function repositoryPart(
  home: Home,
  sheet: AnswerSheet,
  found: (profile: Profile) => void,
  missing: () => void,
  lost: (why: Untold) => void,
): Part {
  return part(fieldOf(home, selection), 2, "Metadata: read", profileSchema, (reading) => {
    if (reading.state === "missing") return missing();
    if (reading.state !== "value") return lost(reading);
    const { value, at } = reading;
    tellHome(sheet, home, "repository", repositoryFact(value), at);
    tellHome(sheet, home, "code-owners", codeOwnersFact(value, reading), at);
    tellHome(sheet, home, "vulnerability-alerts", alertsSwitchFact(value), at);
    found(profileOf(home, value));
  });
}

function profileOf(home: Home, { defaultBranchRef, visibility, languages }: Found): Profile {
  const isAll =
    languages !== null && languages !== undefined && languages.totalCount <= languages.nodes.length;
  return {
    home,
    branch: defaultBranchRef?.name,
    isPublic: visibility.toLowerCase() === "public",
    languages: isAll ? languages.nodes.map(({ name }) => name) : undefined,
  };
}

/** The repository in the shape of the resource that would declare it. */
export function repositoryFact(found: Found): Told<"repository"> {
  const { id, databaseId, name, nameWithOwner, description, isArchived, visibility } = found;
  const branch = found.defaultBranchRef?.name;
  const props = {
    name,
    fullName: nameWithOwner,
    description: description ?? "",
    archived: isArchived,
    visibility: visibility.toLowerCase(),
    nodeId: id,
    ...(typeof databaseId === "number" ? { repoId: databaseId } : {}),
    ...(branch === undefined ? {} : { defaultBranch: branch }),
  };
  return { state: "value", value: { resources: [{ type: types.repository, id: name, name, props }] } };
}

/** Where there is no file of owners, GitHub has nothing to say of it. */
export function codeOwnersFact(
  { codeowners, planFeatures }: Found,
  { problem }: Pick<Extract<Reading<Found>, { state: "value" }>, "problem">,
): Told<"code-owners"> {
  const why = problem("codeowners", "Contents: read") ?? problem("planFeatures", "Metadata: read");
  if (why !== undefined) return why;
  if (planFeatures === null || planFeatures === undefined)
    return unanswered("it did not tell what the repository's plan has");
  const errors = (codeowners?.errors ?? []).map(({ kind, path, line, column }) => ({
    path: path.replace(/^\/+/, ""),
    line,
    column,
    kind,
  }));
  return { state: "value", value: { enforced: planFeatures.codeowners, errors } };
}

export function alertsSwitchFact({
  name,
  hasVulnerabilityAlertsEnabled: enabled,
}: Found): Told<"vulnerability-alerts"> {
  if (enabled === null) return hidden("Administration: read");
  const props = { repository: name, enabled };
  return { state: "value", value: { resources: [{ type: types.alerts, id: name, name, props }] } };
}

const countsSchema = z.object({ total_private_repos: z.number().optional() });

/**
 * Whether a repository that was not found does not exist: only where the token sees as many private repositories of
 * the account as GitHub says that there are.
 */
export async function missingFact(
  client: ApiClient,
  home: Home,
): Promise<{ readonly state: "absent" } | Untold> {
  try {
    const path = `/orgs/${encodeURIComponent(home.owner)}`;
    const account = await client.get({ path, schema: countsSchema, permission: "Members: read" });
    const all = account?.value.total_private_repos;
    if (all === undefined || all === 0) return hidden("Metadata: read of this repository");
    const query = `query { organization(login: ${quoted(home.owner)}) { repositories(first: 1, visibility: PRIVATE) { totalCount } } }`;
    const seen = await client.get({
      path: "/graphql",
      body: { query },
      absentAt: [],
      permission: "Metadata: read",
      schema: z.object({
        data: z.object({
          organization: z.object({ repositories: z.object({ totalCount: z.number() }) }).nullable(),
        }),
      }),
    });
    const count = seen?.value.data.organization?.repositories.totalCount;
    return count === all ? { state: "absent" } : hidden("Metadata: read of this repository");
  } catch (error) {
    return untold(error);
  }
}

export const settingsSchema = z.object({
  name: z.string().min(1),
  custom_properties: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])).optional(),
  security_and_analysis: z
    .object({
      secret_scanning: z.object({ status: z.string() }).optional(),
      secret_scanning_push_protection: z.object({ status: z.string() }).optional(),
    })
    .nullish(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The switches of a repository, from the list of all or from its own settings. */
async function settingsOf(client: ApiClient, lists: Lists, home: Home): Promise<Read<Settings> | undefined> {
  return (await lists.settings(home)) ?? (await ownSettings(client, home));
}

function ownSettings(client: ApiClient, home: Home): Promise<Read<Settings> | undefined> {
  return client.get({
    path: pathOf(home),
    schema: settingsSchema,
    permission: "Metadata: read",
    absentAt: [],
  });
}

/**
 * What the REST API alone tells of a repository: custom properties, and the switches of secret scanning. One request where
 * lists do not tell both.
 */
export async function tellSettings(
  client: ApiClient,
  sheet: AnswerSheet,
  lists: Lists,
  home: Home,
): Promise<void> {
  try {
    const properties = (await lists.properties(home)) ?? (await ownSettings(client, home));
    const switches = await settingsOf(client, lists, home);
    if (properties === undefined || switches === undefined) return;
    tellHome(sheet, home, "custom-properties", customPropertiesFact(properties.value), properties.at);
    tellHome(sheet, home, "secret-scanning", secretScanningFact(switches.value), switches.at);
  } catch (error) {
    const why = untold(error);
    tellHome(sheet, home, "custom-properties", why);
    tellHome(sheet, home, "secret-scanning", why);
  }
}

/** When GitHub told that a repository's secrets are not looked for; undefined where they are, or that is not known. */
export async function scanningOffSince(
  client: ApiClient,
  lists: Lists,
  home: Home,
): Promise<string | undefined> {
  try {
    const settings = await settingsOf(client, lists, home);
    const told = settings && secretScanningFact(settings.value);
    return told?.state === "value" && told.value.scanning !== "enabled" ? settings?.at : undefined;
  } catch (error) {
    untold(error);
    return undefined;
  }
}

/** A personal account has no custom properties, nor has a server from before them: GitHub leaves the key out. */
export function customPropertiesFact({ name, custom_properties: all }: Settings): Told<"custom-properties"> {
  if (all === undefined) return hidden("Custom properties: read");
  const resources = Object.entries(all).flatMap(([propertyName, value]) => {
    if (value === null) return [];
    const propertyValues = typeof value === "string" ? [value] : value;
    const props = { repository: name, propertyName, propertyValues };
    return [{ type: types.customProperty, id: `${name}:${propertyName}`, name: propertyName, props }];
  });
  return { state: "value", value: { resources } };
}

/** GitHub shows the switches to administrators only; a plan without scanning shows the block without the switch. */
export function secretScanningFact({ security_and_analysis: block }: Settings): Told<"secret-scanning"> {
  if (block === null || block === undefined) return hidden("Administration: read");
  const scanning = featureOf(block.secret_scanning);
  const pushProtection = featureOf(block.secret_scanning_push_protection);
  if (scanning === undefined || pushProtection === undefined)
    return unanswered("it told a state of secret scanning that is not known");
  return { state: "value", value: { scanning, pushProtection } };
}

function featureOf(said: { readonly status: string } | undefined) {
  if (said === undefined) return "unavailable" as const;
  if (said.status === "enabled" || said.status === "disabled") return said.status;
  return undefined;
}
