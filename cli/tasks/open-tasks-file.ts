import { quote } from "../../catalog/reading/problems";
import { type OpenTasks, openTasksSchema, openTasksVersion } from "../../scorecard/tasks/open-tasks";
import { InputError } from "../failures";
import { readGivenFile } from "../given-file";
import { parseJson } from "../scorecard-file";

/** Reads what `tasks sync --output` wrote, its path relative to a folder. Throws InputError where it is something else. */
export function readOpenTasks(file: string, cwd: string): OpenTasks {
  const parsed = openTasksSchema.safeParse(parseJson(file, readGivenFile(file, cwd)));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first === undefined ? "" : `: ${first.path.join(".") || "the file"}: ${first.message}`;
  throw new InputError(
    `${quote(file)} must be open tasks of version ${openTasksVersion}, as \`readiness tasks sync --output\` writes them${where}.`,
  );
}
