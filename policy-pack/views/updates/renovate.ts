import { listIn, mapIn, type Parsed, partOf, textIn } from "../parsed";
import type { Coverage, Place } from "./ecosystems";
import { globMatches } from "./globs";

/** What Renovate's configuration says of a place. It updates all that it finds, unless it is told not to. */
export function renovateCoverage(config: Parsed, place: Place): Coverage {
  const off =
    isSilent(config) ||
    isElsewhere(config, place) ||
    isManagedByNone(config, place) ||
    isRuledOut(config, place);
  return off ? "switched off" : "updated";
}

function isSilent(config: Parsed): boolean {
  return (
    partOf(config, "enabled") === false ||
    partOf(config, "mode") === "silent" ||
    listIn(partOf(config, "extends")).includes(":disableRenovate")
  );
}

/** A path with an asterisk is a glob, any other a part of the path. */
function pathMatches(pattern: Parsed, { manifest }: Place): boolean {
  const text = textIn(pattern) ?? "";
  if (text === "") return false;
  return /[*?[]/.test(text) ? globMatches(text, manifest) : manifest.includes(text);
}

function isElsewhere(config: Parsed, place: Place): boolean {
  const included = listIn(partOf(config, "includePaths"));
  if (included.length > 0 && !included.some((pattern) => pathMatches(pattern, place))) return true;
  return listIn(partOf(config, "ignorePaths")).some((pattern) => pathMatches(pattern, place));
}

function isManagedByNone(config: Parsed, { ecosystem }: Place): boolean {
  const enabled = listIn(partOf(config, "enabledManagers"));
  return ecosystem.renovate.every(
    (manager) =>
      (enabled.length > 0 && !enabled.includes(manager)) ||
      partOf(partOf(config, manager), "enabled") === false,
  );
}

const everything: readonly Parsed[] = ["*", "**", "/.*/", ".*"];
/** What a rule of packages may say and still be about all packages, versions and times of a place. */
const broad: readonly string[] = [
  "description",
  "enabled",
  "matchManagers",
  "matchFileNames",
  "matchPaths",
  "matchPackageNames",
  "matchPackagePatterns",
  "matchDepNames",
];

/** Whether the last rule about all packages of the place switches it off. */
function isRuledOut(config: Parsed, place: Place): boolean {
  const rules = listIn(partOf(config, "packageRules")).filter((rule) => isBroad(rule, place));
  const switches = rules.map((rule) => partOf(rule, "enabled")).filter((one) => typeof one === "boolean");
  return switches.at(-1) === false;
}

function isAboutAllManagers(rule: Parsed, { ecosystem }: Place): boolean {
  const managers = partOf(rule, "matchManagers");
  return managers === undefined || ecosystem.renovate.every((one) => listIn(managers).includes(one));
}

function isBroad(rule: Parsed, place: Place): boolean {
  const asks = (key: string, holds: (one: Parsed) => boolean): boolean =>
    partOf(rule, key) === undefined || listIn(partOf(rule, key)).some(holds);
  return (
    Object.keys(mapIn(rule)).every((key) => broad.includes(key) || !/^(?:match|exclude)/.test(key)) &&
    isAboutAllManagers(rule, place) &&
    ["matchFileNames", "matchPaths"].every((key) => asks(key, (one) => pathMatches(one, place))) &&
    ["matchPackageNames", "matchPackagePatterns", "matchDepNames"].every((key) =>
      asks(key, (one) => everything.includes(one)),
    )
  );
}
