import { hasDeceptiveCharacter, quote } from "../reading/problems";
import { type Importer, nameFrom, nothingImported } from "./imported";

const longestLine = 10_000;

/** Reads CODEOWNERS: a pattern and its owners on each line. Only teams, @organisation/team, can own a service. */
export const importCodeowners: Importer = (text, file) => {
  const into = nothingImported();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.replace(/(^|\s)#.*$/, "").trim();
    if (content === "") continue;
    const at = { line: index + 1, column: line.search(/\S/) + 1 };
    const leave = (path: string, reason: string): void =>
      void into.notMapped.push({ file, at, path, reason });
    if (hasDeceptiveCharacter(content) || content.length > longestLine) {
      const what = `${quote(content)} must not contain control characters, and at most ${longestLine} others.`;
      into.errors.push({ file, at, message: what });
      continue;
    }
    const [pattern = "", ...owners] = content.match(/(?:\\.|\S)+/g) ?? [];
    if (owners.length === 0) leave(pattern, "It names no owner, so that nobody owns it.");
    const teams: string[] = [];
    for (const owner of owners) {
      const [, slug = ""] = /^@[A-Za-z0-9-]+\/([A-Za-z0-9._-]+)$/.exec(owner) ?? [];
      const name = nameFrom(slug);
      if (name === undefined) {
        leave(`${pattern} ${owner}`, "Only a team, @organisation/team, can own a service.");
        continue;
      }
      teams.push(name);
      into.teams.push({ identity: owner.toLowerCase(), fields: { name, github: { team: slug } }, file, at });
    }
    // A pattern without a team counts too: it takes its paths from the patterns before it.
    into.ownerships.push({ pattern, teams, file, at });
  }
  return into.errors.length > 0 ? { ...nothingImported(), errors: into.errors } : into;
};
