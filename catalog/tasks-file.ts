import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Problem, quote } from "./reading/problems";
import { type ParsedFile, readYaml } from "./reading/read-yaml";
import { didYouMean } from "./reading/suggestions";
import { type TasksConfig, tasksConfigSchema, tasksFile } from "./tasks-config";

const assigned = z.looseObject({ assign: z.record(z.string(), z.unknown()).catch({}) }).catch({ assign: {} });

/** The file catalog/tasks.yaml; undefined where there is none, and then everything has its default. */
export function readTasksFile(root: string): ParsedFile<TasksConfig> | undefined {
  return existsSync(join(root, tasksFile)) ? readYaml(tasksConfigSchema, root, tasksFile) : undefined;
}

/** What is wrong with it: teams that do not exist besides what its schema finds. */
export function tasksProblems(parsed: ParsedFile<TasksConfig>, teams: readonly string[]): readonly Problem[] {
  // Lenient, so that a fault elsewhere in the file hides no wrong name.
  const named = Object.keys(assigned.parse(parsed.raw).assign);
  return [
    ...parsed.problems,
    ...named
      .filter((name) => !teams.includes(name))
      .map((name) => ({
        file: parsed.file,
        at: parsed.keyAt(["assign", name]),
        message: `${quote(name)} is not a team in catalog/teams.${didYouMean(name, teams)}`,
      })),
  ];
}
