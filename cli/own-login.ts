import { spawnSync } from "node:child_process";

/** Who works here: as GitHub's workflows say, else as git's config does under github.user. */
export function ownLogin(root: string, { GITHUB_ACTOR }: NodeJS.ProcessEnv): string | undefined {
  if (GITHUB_ACTOR) return GITHUB_ACTOR;
  const { status, stdout } = spawnSync("git", ["config", "--get", "github.user"], {
    cwd: root,
    encoding: "utf8",
  });
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}
