import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { codeFolder } from "../project";
import type { Answers } from "./answers";

/** A file that a new repository gets: path from its root, and text. */
export interface Wanted {
  readonly file: string;
  readonly text: string;
  /** lines: they go to the end of a file that exists. */
  readonly how: "whole" | "lines";
}

/** What the package is called, and which version of it a repository gets. */
export interface PackageNeed {
  readonly name: string;
  readonly version: string;
}

const manifest = z.object({ name: z.string(), version: z.string() });

/** The package that this command came with. */
export function ownPackage(): PackageNeed {
  return manifest.parse(JSON.parse(readFileSync(join(codeFolder, "package.json"), "utf8")));
}

/** Where the lines of owners go: the file that the vendor reads first, among those that exist. */
export const ownersFiles = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
} as const;

/** The files that answers make, in the order in which they are listed; isModule: package.json makes code ES modules. */
export function wantedFiles(
  answers: Answers,
  need: PackageNeed,
  ownersFile: string,
  isModule = false,
): readonly Wanted[] {
  const values = {
    org: answers.org,
    project: answers.name,
    stack: answers.stack,
    team: answers.team,
    service: answers.service,
    platform: answers.platformTeam,
    package: need.name,
    version: need.version,
  };
  const wanted = (template: string, file: string, how: Wanted["how"] = "whole", more = {}): Wanted => ({
    file,
    text: filled(template, { ...values, ...more }),
    how,
  });
  return [
    wanted("repository/Pulumi.yaml", "Pulumi.yaml"),
    wanted("repository/package.json", "package.json"),
    wanted("repository/gitignore", ".gitignore", "lines"),
    wanted(`repository/catalog/index.${isModule ? "mjs" : "js"}`, "catalog/index.js"),
    wanted("repository/catalog/services/service.yaml", `catalog/services/${answers.service}.yaml`),
    ...[...new Set([answers.team, answers.platformTeam])].map((team) =>
      wanted("repository/catalog/teams/team.yaml", `catalog/teams/${team}.yaml`, "whole", { team }),
    ),
    wanted("repository/catalog/waivers.yaml", "catalog/waivers.yaml"),
    wanted("repository/stacks/Pulumi.stack.yaml", `stacks/Pulumi.${answers.stack}.yaml`),
    wanted("repository/tiers/policy-config.json", "tiers/policy-config.json"),
    // GitLab has sections, and lines at the end belong to the last one, which may be optional.
    wanted(`${answers.ci === "gitlab" ? "gitlab" : "repository"}/CODEOWNERS`, ownersFile, "lines"),
    ...ciFiles(answers).map(([template, file]) => wanted(template, file)),
  ];
}

/** Templates of workflows and forms, and where they go. */
function ciFiles({ ci }: Answers): readonly (readonly [string, string])[] {
  if (ci === "none") return [];
  if (ci === "gitlab") return [["gitlab/gitlab-ci.yml", ".gitlab-ci.yml"]];
  return ["workflows", "actions/readiness-gate", "ISSUE_TEMPLATE"].flatMap((folder) =>
    readdirSync(templateFile(`github/${folder}`))
      .sort()
      .map((name) => [`github/${folder}/${name}`, `.github/${folder}/${name}`] as const),
  );
}

/** A template's text with its values, such as __stack__; throws where it names a value that there is none of. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  return readFileSync(templateFile(template), "utf8").replace(/__([a-z]+)__/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} has ${whole}, of which there is no value`);
    return value;
  });
}

function templateFile(path: string): string {
  return join(codeFolder, "templates", path);
}
