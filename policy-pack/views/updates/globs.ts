import { matchesPattern } from "../repository/branch-patterns";

/** Whether a glob of a bot's configuration matches a path: an asterisk stops at a slash, two stand for any folders. */
export function globMatches(glob: string, path: string): boolean {
  const pattern = glob.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
  return matchesPattern(pattern.replace(/(^|\/)\*\*$/, "$1**/*"), path);
}
