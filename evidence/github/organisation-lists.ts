import { z } from "zod";
import type { ApiClient, ApiRequest } from "../http/client";
import { earliest, once, oncePer, type Read, untold } from "../read";
import { type Token, tokenSchema } from "./access";
import type { Home } from "./home";
import { genericTypes, type Leaked, leakedSchema, secretsRight } from "./leaked-secrets";
import { type Listed, listPages } from "./pages";
import { type Settings, settingsSchema } from "./repository";

/** What is asked of an organisation as a whole pays from so many of its repositories on. */
const fewestHomes = 10;

/** Leaked secrets of one repository. */
export interface Leaks {
  readonly open: readonly Leaked[];
  /** Undefined where there are more than were read. */
  readonly dismissed: number | undefined;
}

/**
 * What lists of a whole organisation tell of one repository. Undefined: such a list does not tell, for want of rights or
 * because there is more of it than asking each repository would take; then the repository itself is asked.
 */
export interface Lists {
  /** The switches of its security, for those who may administer it. */
  settings(home: Home): Promise<Read<Settings> | undefined>;
  /** Its custom properties alone. */
  properties(home: Home): Promise<Read<Settings> | undefined>;
  secrets(home: Home): Promise<Read<Leaks> | undefined>;
  /** How many critical findings of code scanning are open on the default branch. */
  criticalFindings(home: Home): Promise<Read<number> | undefined>;
  /** What workflows may do, where the organisation lets none of its repositories do more. */
  workflowToken(home: Home): Promise<Read<Token> | undefined>;
}

const none = async (): Promise<undefined> => undefined;
/** For those that are asked one by one. */
export const noLists: Lists = {
  settings: none,
  properties: none,
  secrets: none,
  criticalFindings: none,
  workflowToken: none,
};

/** Lists of the organisations that own many of these repositories, each read when it is first wanted. */
export function openLists(client: ApiClient, homes: readonly Home[]): Lists {
  const counts = new Map<string, number>();
  for (const { owner } of homes) counts.set(keyOf(owner), (counts.get(keyOf(owner)) ?? 0) + 1);
  const listsOf = oncePer((owner) => {
    const count = counts.get(owner) ?? 0;
    return count < fewestHomes ? noLists : openOrganisation(client, owner, count);
  });
  return {
    settings: (home) => listsOf(keyOf(home.owner)).settings(home),
    properties: (home) => listsOf(keyOf(home.owner)).properties(home),
    secrets: (home) => listsOf(keyOf(home.owner)).secrets(home),
    criticalFindings: (home) => listsOf(keyOf(home.owner)).criticalFindings(home),
    workflowToken: (home) => listsOf(keyOf(home.owner)).workflowToken(home),
  };
}

/** Of no list more pages are read than there are repositories: more would cost more than it saves. */
function openOrganisation(client: ApiClient, owner: string, mostPages: number): Lists {
  const organisation = `/orgs/${encodeURIComponent(owner)}`;
  const list: ReadList = (request) =>
    shown(() => listPages(client, { ...request, path: `${organisation}${request.path}` }, mostPages));
  const settings = once(() => settingsIn(list));
  const properties = once(() => {
    void settings().catch(() => undefined); // which will be wanted next, and may be read meanwhile
    return propertiesIn(list);
  });
  const secrets = once(() => secretsIn(list));
  const findings = once(() => findingsIn(list));
  const token = once(() => shown(() => strictToken(client, organisation)));
  /** Lists leave out in silence what these credentials may not see: they tell only of what these administer. */
  const settingsOf = async (home: Home) => {
    const told = (await settings()).get(keyOf(home.name));
    return told?.value.security_and_analysis ? told : undefined;
  };
  return {
    settings: settingsOf,
    properties: async (home) => (await properties()).get(keyOf(home.name)),
    secrets: async (home) =>
      (await settingsOf(home)) === undefined ? undefined : (await secrets())?.(keyOf(home.name)),
    criticalFindings: async (home) =>
      (await settingsOf(home)) === undefined ? undefined : (await findings())?.(keyOf(home.name)),
    workflowToken: () => token(),
  };
}

/** GitHub tells no case apart in names. */
function keyOf(name: string): string {
  return name.toLowerCase();
}

type ReadList = <T>(request: ApiRequest<readonly T[]>) => Promise<Listed<T> | undefined>;

/** What cannot be read of an organisation is asked of each repository, which may be shown nevertheless. */
async function shown<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    untold(error);
    return undefined;
  }
}

async function settingsIn(list: ReadList): Promise<ReadonlyMap<string, Read<Settings>>> {
  const found = await list({
    path: "/repos",
    query: { per_page: 100 },
    schema: z.array(settingsSchema),
    permission: "Metadata: read",
  });
  return new Map(found?.items.map((value) => [keyOf(value.name), { value, at: found.at }]));
}

const propertiesSchema = z.array(
  z.object({
    repository_name: z.string().min(1),
    properties: z.array(
      z.object({
        property_name: z.string().min(1),
        value: z.union([z.string(), z.array(z.string()), z.null()]),
      }),
    ),
  }),
);

async function propertiesIn(list: ReadList): Promise<ReadonlyMap<string, Read<Settings>>> {
  const found = await list({
    path: "/properties/values",
    query: { per_page: 100 },
    schema: propertiesSchema,
    permission: "Custom properties: read",
  });
  return new Map(
    found?.items.map(({ repository_name: name, properties }) => {
      const all = Object.fromEntries(properties.map((one) => [one.property_name, one.value]));
      return [keyOf(name), { value: { name, custom_properties: all }, at: found.at }];
    }),
  );
}

const owned = { repository: z.object({ name: z.string().min(1) }) };
const leaksSchema = z.array(leakedSchema.extend(owned));
const ownedSchema = z.array(z.object(owned));

async function secretsIn(list: ReadList): Promise<((name: string) => Read<Leaks>) | undefined> {
  const path = "/secret-scanning/alerts";
  const query = { hide_secret: "true", per_page: 100 };
  const inOrder = { ...query, state: "open", sort: "created", direction: "asc" };
  const [usual, generic, dismissed] = await Promise.all([
    list({ path, query: inOrder, schema: leaksSchema, permission: secretsRight }),
    list({
      path,
      query: { ...inOrder, secret_type: genericTypes.join(",") },
      schema: leaksSchema,
      permission: secretsRight,
    }),
    list({
      path,
      query: { ...query, state: "resolved", resolution: "wont_fix,used_in_tests" },
      schema: ownedSchema,
      permission: secretsRight,
    }),
  ]);
  if (!usual?.isWhole || !generic?.isWhole || dismissed === undefined) return undefined;
  const open = byRepository([...usual.items, ...generic.items]);
  const resolved = byRepository(dismissed.items);
  const at = earliest(usual.at, generic.at, dismissed.at);
  return (name) => ({
    at,
    value: {
      open: (open.get(name) ?? []).map(({ repository: _, ...leak }) => leak),
      dismissed: dismissed.isWhole ? (resolved.get(name)?.length ?? 0) : undefined,
    },
  });
}

async function findingsIn(list: ReadList): Promise<((name: string) => Read<number>) | undefined> {
  const found = await list({
    path: "/code-scanning/alerts",
    query: { state: "open", severity: "critical", per_page: 100 },
    schema: ownedSchema,
    permission: "Code scanning alerts: read",
  });
  if (!found?.isWhole) return undefined;
  const byName = byRepository(found.items);
  return (name) => ({ value: byName.get(name)?.length ?? 0, at: found.at });
}

function byRepository<T extends { readonly repository: { readonly name: string } }>(items: readonly T[]) {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item.repository.name);
    const list = found.get(key);
    if (list) list.push(item);
    else found.set(key, [item]);
  }
  return found;
}

/** A repository may be stricter than its organisation and never laxer, so that the strictest setting is that of all. */
async function strictToken(client: ApiClient, organisation: string): Promise<Read<Token> | undefined> {
  const answer = await client.get({
    path: `${organisation}/actions/permissions/workflow`,
    schema: tokenSchema,
    permission: "Administration of the organisation: read",
  });
  if (answer === undefined) return undefined;
  const { default_workflow_permissions: permissions, can_approve_pull_request_reviews: mayApprove } =
    answer.value;
  return permissions === "read" && !mayApprove ? { value: answer.value, at: answer.at } : undefined;
}
