import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { login } from "../../catalog/fields";
import type { Asking } from "./answers";

/** What the folder's name and its repository's remote say of the answers. */
export function usualIn(folder: string): Asking["usual"] {
  const name = basename(folder)
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 100);
  const remote = remoteOf(folder);
  const org = remote && login.safeParse(remote.org).data;
  return {
    name: name === "" ? "readiness" : name,
    stack: "prod",
    platformTeam: "platform",
    ci: remote?.host.includes("gitlab") ? "gitlab" : "github",
    ...(org === undefined ? {} : { org }),
    ...(serviceFrom(name) === undefined ? {} : { service: serviceFrom(name) }),
  };
}

function serviceFrom(name: string): string | undefined {
  const service = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-|-$/g, "");
  return service === "" ? undefined : service;
}

const remoteUrl = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[^@/:]*@)([^/:]+)(?::\d+)?[/:]([^/]+)\//;

function remoteOf(folder: string): { readonly host: string; readonly org: string } | undefined {
  if (!existsSync(folder)) return undefined;
  const { status, stdout } = spawnSync("git", ["config", "--get", "remote.origin.url"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) return undefined;
  const [, host, org] = remoteUrl.exec(stdout.trim()) ?? [];
  return host === undefined || org === undefined ? undefined : { host, org };
}

/** The repository that a folder lies in, where it is not its root: workflows and owners count in the root only. */
export function repositoryAbove(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return undefined;
  for (let at = dirname(folder); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return undefined;
  }
}
