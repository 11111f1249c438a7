import { z } from "zod";
import { readYaml } from "../catalog/reading/read-yaml";
import { inputErrorOf } from "./failures";
import { projectFile } from "./project";

const projectSchema = z.looseObject({ name: z.string().min(1) });

/** The name of the Pulumi project in a folder; throws InputError with the problems of its file. */
export function projectName(root: string): string {
  const { data, problems } = readYaml(projectSchema, root, projectFile);
  if (data === undefined) throw inputErrorOf(problems);
  return data.name;
}
