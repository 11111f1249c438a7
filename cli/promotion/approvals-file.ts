import { quote } from "../../catalog/reading/problems";
import { type Approvals, approvalsSchema, approvalsVersion } from "../../scorecard/approvals";
import { InputError } from "../failures";
import { readGivenFile } from "../given-file";
import { parseJson } from "../scorecard-file";

/** Reads what `promotions --output` wrote, its path relative to a folder. Throws InputError where it is something else. */
export function readApprovals(file: string, cwd: string): Approvals {
  const parsed = approvalsSchema.safeParse(parseJson(file, readGivenFile(file, cwd)));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first === undefined ? "" : `: ${first.path.join(".") || "the file"}: ${first.message}`;
  throw new InputError(
    `${quote(file)} must be approvals of version ${approvalsVersion}, as \`readiness promotions --output\` writes them${where}.`,
  );
}
