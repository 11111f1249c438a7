import { shown } from "./shown-text";

/** Names of files end at 255 bytes nearly everywhere. */
const longestName = 200;

/**
 * The catalog file of a service, from the repository's root, with forward slashes: also of one that is not in the
 * catalog yet, as that is the file to write. A name with slashes, which is none of the catalog's, stays in the folder.
 * `place` is where the project lies in the repository: empty, or a folder that ends with a slash.
 */
export function serviceFile(name: string, place = ""): string {
  return `${place}catalog/services/${shown(name, longestName).replace(/[/\\]/g, "-")}.yaml`;
}
