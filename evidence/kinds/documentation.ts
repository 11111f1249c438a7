import { z } from "zod";
import { kind, listing } from "./kind";

/** About a repository and what lies in it; subject is the repository as the catalog names it, unless a kind says more. */
export const documentationKinds = {
  /**
   * The repository itself (Repository: name, fullName, description, archived, visibility, defaultBranch), under the names
   * that it has today. Absent only where the token would see it, since a hidden one looks the same.
   */
  repository: listing("github"),
  /**
   * A file on the default branch; subject is repository:path, as in shop:docs/runbook.md. A link that was followed has
   * another path in its value; the text of one that was not is the path that it leads to. Binary files have no text.
   */
  "repository-file": kind(
    "github",
    z.strictObject({
      path: z.string().min(1),
      text: z.string(),
      /** Whether the text is only the file's beginning. */
      truncated: z.boolean(),
      binary: z.boolean(),
      /** When a commit last changed it. */
      changedAt: z.iso.datetime().optional(),
    }),
  ),
  /** What lies right in a folder; subject is repository:folder, and repository: for the root, which is absent where nothing was ever committed. */
  "repository-tree": kind(
    "github",
    z.strictObject({
      folder: z.string(),
      entries: z.array(
        z.strictObject({
          name: z.string().min(1),
          /** other: a symbolic link or a submodule. */
          kind: z.enum(["file", "folder", "other"]),
        }),
      ),
    }),
  ),
} as const;
