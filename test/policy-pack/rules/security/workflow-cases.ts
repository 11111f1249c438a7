import { github } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import { withFile, withFolder } from "../../repository-files";

export const sha = "8f4b7f84864484a7bf31766abe9204da3cbe65b3";
export const folder = ".github/workflows";

/** A workflow that is hardened but for what a case makes of it. */
export function workflow(parts: {
  readonly on?: string;
  readonly permissions?: string;
  readonly top?: string;
  readonly job?: string;
  readonly steps?: string;
}): string {
  const { on = "push", permissions = "permissions: read-all", top = "", job = "", steps } = parts;
  const body = steps === undefined ? "" : `    steps:\n${steps.replace(/^/gm, "      ")}\n`;
  return `name: ci\non: ${on}\n${permissions}\n${top}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n${job.replace(/^(?=.)/gm, "    ")}\n${body}`;
}

/** Has GitHub show the workflows of the perfect service's repository, by the names of their files. */
export function shows(files: Readonly<Record<string, string>>, start = given.service()): Given {
  const listed = withFolder(start, folder, ...Object.keys(files));
  return Object.entries(files).reduce(
    (input, [name, text]) => withFile(input, `${folder}/${name}`, text),
    listed,
  );
}

/** Has GitHub show one workflow, ci.yml. */
export function showsOne(parts: Parameters<typeof workflow>[0], start = given.service()): Given {
  return shows({ "ci.yml": workflow(parts) }, start);
}

/** Has GitHub show an action that lies in the repository. */
export function showsAction(start: Given, place: string, text: string): Given {
  return withFile(start, `${place}/action.yml`, text);
}

/** Declares what the repository's Actions may do. */
export function actions(props: Record<string, unknown>, start: Given): Given {
  return start.add({
    type: github.actionsRepositoryPermissions,
    name: "actions",
    props: { repository: "astronomy-shop", ...props },
    dependsOn: { repository: ["astronomy-shop"] },
  });
}
