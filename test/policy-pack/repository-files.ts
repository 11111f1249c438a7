import type { FactValue } from "../../evidence/facts";
import { github } from "../../policy-pack/engine/tokens";
import type { Given } from "./given";

const repository = "astronomy-shop";
type Seen = FactValue<"repository-file">;

/** Has GitHub tell a file of the perfect service's repository. */
export function withFile(start: Given, path: string, text: string, more: Partial<Seen> = {}): Given {
  const value = { path, text, truncated: false, binary: false, ...more };
  return start.observed("repository-file", `${repository}:${path}`, { value });
}

/** Has GitHub say that there is no such file. */
export function withoutFile(start: Given, path: string): Given {
  return start.observed("repository-file", `${repository}:${path}`, "absent");
}

/** Has GitHub list a folder: names of files, those of folders with a slash behind, others with an arrow. */
export function withFolder(start: Given, folder: string, ...names: readonly string[]): Given {
  const entries = names.map((name) => {
    if (name.endsWith("/")) return { name: name.slice(0, -1), kind: "folder" as const };
    return name.endsWith("->")
      ? { name: name.slice(0, -2), kind: "other" as const }
      : { name, kind: "file" as const };
  });
  return start.observed("repository-tree", `${repository}:${folder}`, { value: { folder, entries } });
}

/** Declares a file of the perfect service's repository. */
export function declareFile(
  start: Given,
  file: string,
  content: string,
  more: Record<string, unknown> = {},
): Given {
  return start.add({
    type: github.repositoryFile,
    name: `file ${file}`,
    props: { repository, file, content, ...more },
    dependsOn: { repository: [repository] },
  });
}
