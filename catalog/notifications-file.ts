import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Destination, type Notifications, notificationsSchema, variableOf } from "./notifications";
import { type Problem, quote } from "./reading/problems";
import { type ParsedFile, parseYaml, readYaml } from "./reading/read-yaml";
import { didYouMean } from "./reading/suggestions";

export const notificationsFile = "catalog/notifications.yaml";

/** The project's own file; undefined where there is none, as nobody need be told anything. */
export function readNotifications(root: string): ParsedFile<Notifications> | undefined {
  if (!existsSync(join(root, notificationsFile))) return undefined;
  return checked(readYaml(notificationsSchema, root, notificationsFile));
}

/** The text of a file that was named. */
export function parseNotifications(file: string, text: string): ParsedFile<Notifications> {
  return checked(parseYaml(notificationsSchema, file, text));
}

/** With what the schema cannot see: a destination that is named twice would get everything twice. */
function checked(parsed: ParsedFile<Notifications>): ParsedFile<Notifications> {
  const { data } = parsed;
  if (data === undefined) return { ...parsed, problems: parsed.problems.map(withoutValue) };
  const problems = [
    ...doubled(parsed, ["central", "to"], data.central?.to),
    ...doubled(parsed, ["leadership", "to"], data.leadership?.to),
    ...Object.entries(data.teams).flatMap(([team, { to }]) => doubled(parsed, ["teams", team, "to"], to)),
  ];
  return problems.length === 0 ? parsed : { ...parsed, data: undefined, problems };
}

/** A problem that does not repeat what stands in the file: it may be a secret that does not belong there. */
function withoutValue(problem: Problem): Problem {
  return { ...problem, message: problem.message.replace(/; it is "(?:[^"\\]|\\.)*"\./, ".") };
}

function doubled(
  { file, at }: ParsedFile<Notifications>,
  path: readonly string[],
  to: readonly Destination[] = [],
): readonly Problem[] {
  const names = to.map(variableOf);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ file, at: at([...path, index]), message: `${name} must be named once here. Remove one of them.` }],
  );
}

/** Teams in the file that the catalog does not have: nobody would be told for them. */
export function unknownTeams(
  parsed: ParsedFile<Notifications>,
  teams: readonly string[],
): readonly Problem[] {
  return Object.keys(parsed.data?.teams ?? {})
    .filter((team) => !teams.includes(team))
    .map((team) => ({
      file: parsed.file,
      at: parsed.keyAt(["teams", team]),
      message: `${quote(team)} is not a team in catalog/teams.${didYouMean(team, teams)}`,
    }));
}
