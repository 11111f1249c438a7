import { listIn, mapIn, type Parsed, partOf, textIn } from "../parsed";
import { plainPath } from "../repository/declared-files";
import { type Coverage, githubActions, type Place, workflowFolder } from "./ecosystems";
import { globMatches } from "./globs";

/**
 * What Dependabot's configuration says of a place; `isWorkspace` tells whether a folder's manifest makes the place part
 * of its own, so that the folder's entry updates both.
 */
export function dependabotCoverage(
  config: Parsed,
  place: Place,
  isWorkspace: (folder: string) => boolean,
): Coverage {
  if (textIn(partOf(config, "version")) !== "2") return "not named";
  const entries = listIn(partOf(config, "updates"))
    .filter((entry) => isAbout(entry, place))
    .filter((entry) => foldersOf(entry).some((folder) => names(folder, place, isWorkspace)))
    .filter((entry) => !isExcluded(entry, place));
  if (entries.length === 0) return "not named";
  return entries.some((entry) => !isOff(entry) && runs(entry)) ? "updated" : "switched off";
}

function isAbout(entry: Parsed, { ecosystem }: Place): boolean {
  return ecosystem.dependabot.includes(textIn(partOf(entry, "package-ecosystem")) ?? "");
}

function foldersOf(entry: Parsed): readonly string[] {
  return [...listIn(partOf(entry, "directory")), ...listIn(partOf(entry, "directories"))].flatMap(
    (one) => textIn(one) ?? [],
  );
}

function names(
  stated: string,
  { ecosystem, folder }: Place,
  isWorkspace: (folder: string) => boolean,
): boolean {
  const plain = plainPath(stated);
  if (plain === folder) return true;
  // The root stands for the folder of workflows.
  if (ecosystem === githubActions && plain === "" && folder === workflowFolder) return true;
  if (/[*?[]/.test(stated))
    return folder === "" ? /^\/?\*\*(?:\/\*)?$/.test(stated) : globMatches(plain, folder);
  return isWorkspace(plain);
}

function isExcluded(entry: Parsed, { manifest, folder }: Place): boolean {
  return listIn(partOf(entry, "exclude-paths"))
    .flatMap((one) => textIn(one) ?? [])
    .some((glob) => globMatches(glob, manifest) || (folder !== "" && globMatches(glob, folder)));
}

/** It looks for versions only where it has a schedule, of its own or of a group of ecosystems. */
function runs(entry: Parsed): boolean {
  return (
    textIn(partOf(partOf(entry, "schedule"), "interval")) !== undefined ||
    textIn(partOf(entry, "multi-ecosystem-group")) !== undefined
  );
}

const allTypes = ["major", "minor", "patch"].map((type) => `version-update:semver-${type}`);

/** No pull request may be open, or every version of everything is ignored. */
function isOff(entry: Parsed): boolean {
  if (textIn(partOf(entry, "open-pull-requests-limit")) === "0") return true;
  return listIn(partOf(entry, "ignore")).some((rule) => {
    if (textIn(partOf(rule, "dependency-name")) !== "*" || Object.hasOwn(mapIn(rule), "versions"))
      return false;
    const types = partOf(rule, "update-types");
    return types === undefined || allTypes.every((type) => listIn(types).includes(type));
  });
}
