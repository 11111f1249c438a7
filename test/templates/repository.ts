import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { readiness } from "../cli/command";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import type { StepEnd } from "./run-steps";
import { type WorkflowFile, workflowFiles } from "./workflow-files";

/** A workflow by the last part of its name. */
export const workflow = (name: string): WorkflowFile => {
  const found = workflowFiles.find(({ file }) => file.endsWith(`readiness-${name}.yml`));
  if (found === undefined) throw new Error(`there is no workflow ${name}`);
  return found;
};
/** What git answers. */
export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=amy", "-c", "user.email=amy@shop.example", ...args], {
    cwd: folder,
    encoding: "utf8",
  }).trim();

/** A repository as init makes it, pushed to a remote of its own, with a change of cart on top. */
export async function repository(): Promise<{
  readonly folder: string;
  readonly base: string;
  readonly remote: string;
}> {
  const root = temporaryFolder();
  const folder = path.join(root, "shop");
  const remote = path.join(root, "remote");
  git(root, "init", "--quiet", "--bare", "remote");
  const flags = ["--org", "acme", "--team", "orders", "--service", "cart", "--yes"];
  const made = await readiness(root, ["init", "shop", ...flags]);
  assert.equal(made.code, 0, made.err);
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "remote", "add", "origin", remote);
  writeFiles(folder, {
    "catalog/services/quote.yaml": "name: quote\nowner: orders\n",
    "stacks/Pulumi.prod.yaml": stackWithApprover(folder),
  });
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "Begin");
  git(folder, "push", "--quiet", "origin", "main");
  const base = git(folder, "rev-parse", "HEAD");
  fs.appendFileSync(path.join(folder, "catalog/services/cart.yaml"), "description: Keeps carts.\n");
  git(folder, "commit", "--quiet", "--all", "--message", "Describe cart");
  return { folder, base, remote };
}

/** The stack's config, with somebody who may approve tier 2 and is of no team. */
function stackWithApprover(folder: string): string {
  const text = fs.readFileSync(path.join(folder, "stacks/Pulumi.prod.yaml"), "utf8");
  return text.replace('    2: ["platform"]', '    2: ["platform", "tess"]');
}

/** Promotes cart in a commit of its own; answers that, and the review that approves it. */
export async function promoted(folder: string): Promise<{ readonly last: string; readonly review: string }> {
  const asked = ["--to", "2", "--ticket", "OPS-1", "--approver", "tess", "--by", "amy", "--vendors", "none"];
  const { code, err } = await readiness(folder, ["promote", "cart", "--stack", "prod", ...asked]);
  assert.equal(code, 0, err);
  git(folder, "commit", "--quiet", "--all", "--message", "Promote cart");
  const last = git(folder, "rev-parse", "HEAD");
  const review = {
    user: { login: "tess" },
    state: "APPROVED",
    commit_id: last,
    submitted_at: "2026-11-25T08:00:00Z",
  };
  return { last, review: JSON.stringify([review]) };
}

/** Keeps its arguments, and a scorecard as the pack does. */
export const pulumi = (code = 0): string =>
  `echo "$@"; npx --no readiness scorecard --stack "$STACK" --vendors none -o "$READINESS_SCORECARD"; exit ${code}`;
/** Expressions that every workflow has. */
export const values = {
  "github.token": "made-up",
  "vars.PULUMI_ORG || 'acme'": "acme",
  "secrets.READINESS_GITHUB_TOKEN": "",
  "secrets.PAGERDUTY_TOKEN": "",
  "secrets.PAGERDUTY_USER_TOKEN": "",
  "secrets.DATADOG_API_KEY": "",
  "secrets.DATADOG_APP_KEY": "",
  "secrets.PAGERDUTY_ROUTING_KEY": "",
};
/** Fails with what a step said that failed. */
export const allWell = (ends: readonly StepEnd[]): void => {
  for (const { name, code, output } of ends) assert.equal(code, 0, `${name}: ${output}`);
};
/** What the step of a name said. */
export const outputOf = (ends: readonly StepEnd[], name: string): string =>
  ends.find((end) => end.name === name)?.output ?? assert.fail(`${name} did not run`);
