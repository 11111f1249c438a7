import { z } from "zod";
import { readYaml } from "../../catalog/reading/read-yaml";
import { listStacks, stackFileOf } from "../../stacks/read";

const stackFile = z.looseObject({
  config: z.looseObject({ "github:owner": z.string().optional() }).optional(),
});

/** The organisation at GitHub: by GITHUB_OWNER, else the one that all of the project's stacks name. */
export function organizationOf(root: string, { GITHUB_OWNER }: NodeJS.ProcessEnv): string | undefined {
  if (GITHUB_OWNER !== undefined && GITHUB_OWNER !== "") return GITHUB_OWNER;
  const named = listStacks(root).flatMap((stack) => {
    const { data } = readYaml(stackFile, root, stackFileOf(stack));
    return data?.config?.["github:owner"] ?? [];
  });
  const [owner, ...others] = [...new Set(named)];
  return others.length === 0 ? owner : undefined;
}
