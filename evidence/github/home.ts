import { posix } from "node:path";
import type { AnswerSheet, Question, Told } from "../collector";
import type { FactKind } from "../facts";
import { renovateFiles } from "../kinds/renovate-files";
import type { WantedRepository, WantedService } from "../wanted";
import { quoted } from "./graphql";

/** A service that lives in a repository. */
export interface Tenant {
  readonly service: string;
  readonly wanted: WantedRepository;
}

/** A repository, asked about once for all services in it. */
export interface Home {
  readonly owner: string;
  readonly name: string;
  readonly tenants: readonly Tenant[];
}

/** The repositories of services, each once; GitHub tells no case apart in their names. */
export function homesOf(services: readonly WantedService[]): readonly Home[] {
  const byName = new Map<string, Home & { readonly tenants: Tenant[] }>();
  for (const { name: service, repository: wanted } of services) {
    if (wanted === undefined) continue;
    const key = `${wanted.owner}/${wanted.name}`.toLowerCase();
    const home = byName.get(key) ?? { owner: wanted.owner, name: wanted.name, tenants: [] };
    byName.set(key, home);
    home.tenants.push({ service, wanted });
  }
  return [...byName.values()];
}

/** Everything that any service in a repository wants of a list, once. */
export function allWanted(
  home: Home,
  read: (wanted: WantedRepository) => readonly string[],
): readonly string[] {
  return [...new Set(home.tenants.flatMap(({ wanted }) => read(wanted)))];
}

/** Kinds whose subject is the repository alone. */
export const kindsOfHome = [
  "repository",
  "code-owners",
  "branch-protections",
  "branch-rulesets",
  "custom-properties",
  "environments",
  "reported-checks",
  "vulnerability-alerts",
  "vulnerabilities",
  "secret-scanning",
  "leaked-secrets",
  "code-scanning",
  "collaborators",
  "actions-permissions",
  "bot-pull-requests",
] as const satisfies readonly FactKind[];

/** Tells all services in a repository a fact of the repository. */
export function tellHome<K extends FactKind>(
  sheet: AnswerSheet,
  home: Home,
  kind: K,
  told: Told<K>,
  at?: string,
): void {
  for (const { service, wanted } of home.tenants)
    sheet.tell({ service, kind, subject: wanted.subject }, told, at);
}

/** Tells a fact of something in a repository, such as a file, to the services that want it. */
export function tellWithin<K extends FactKind>(
  sheet: AnswerSheet,
  { home, kind, what }: { readonly home: Home; readonly kind: K; readonly what: string },
  wants: (tenant: Tenant) => boolean,
  told: Told<K>,
  at?: string,
): void {
  for (const tenant of home.tenants) {
    const { service, wanted } = tenant;
    if (wants(tenant)) sheet.tell({ service, kind, subject: `${wanted.subject}:${what}` }, told, at);
  }
}

/** A question in GraphQL to the repository. */
export function fieldOf({ owner, name }: Home, selection: string): string {
  return `repository(owner: ${quoted(owner)}, name: ${quoted(name)}) { ${selection} }`;
}

/** The address of the repository at the REST API. */
export function pathOf({ owner, name }: Home): string {
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
}

const commonFolders = ["", ".github", ".github/workflows", "docs"];

/** Folders that are listed for a service, those of files that it names among them. */
export function foldersOf({ folder, files }: WantedRepository): readonly string[] {
  const ofFiles = files.map((file) => posix.dirname(file)).map((one) => (one === "." ? "" : one));
  return [...new Set([...commonFolders, folder, ...ofFiles])];
}

/** All that is asked for a service's repository. */
export function questionsOf({ service, wanted }: Tenant): readonly Question[] {
  const { subject, environments, workflows } = wanted;
  const within = (kind: FactKind, all: readonly string[]): readonly Question[] =>
    all.map((one) => ({ service, kind, subject: `${subject}:${one}` }));
  return [
    ...kindsOfHome.map((kind) => ({ service, kind, subject })),
    ...within("repository-tree", foldersOf(wanted)),
    ...within("repository-file", usualFiles(wanted)),
    ...within("deployments", environments),
    ...within("deployment-protection-rules", environments),
    ...within("workflow-runs", workflows),
  ];
}

/** Where files lie that rules look for in every repository. */
const commonFiles = [
  "CODEOWNERS",
  ".github/CODEOWNERS",
  "docs/CODEOWNERS",
  ".github/dependabot.yml",
  ".github/dependabot.yaml",
  ...renovateFiles,
  "pnpm-workspace.yaml",
];

/** Files that are asked for whether or not a folder lists them. */
export function usualFiles({ files, workflows }: WantedRepository): readonly string[] {
  return [...new Set([...commonFiles, ...files, ...workflows])];
}
