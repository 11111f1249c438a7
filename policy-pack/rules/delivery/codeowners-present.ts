import { defineRule } from "../../engine/rule";
import { attempt } from "../../views/attempt";
import { gapInLine, ownersExcuse, ownersFile } from "../../views/repository/code-owners";
import { plainPath } from "../../views/repository/declared-files";
import { type OwnerLine, ownersOfFolder } from "../../views/repository/owner-lines";
import { homeSite, liveRepository } from "../../views/repository/repository";

export const codeownersPresent = defineRule({
  id: "codeowners-present",
  area: "delivery",
  level: "silver",
  title: "Every file of the service belongs to a team that must approve its changes",
  why: "Where no team owns a file, whoever happens to look approves its change, and nobody learns of it who knows it.",
  fix: "Give the folder to a team with a line such as /src/{service}/ @organisation/team in .github/CODEOWNERS, below all lines that match its files, since the last one wins. The team must exist, be visible and have write access to the repository. The service's folder is path in {file}.",
  whenNot: "Files that a tool writes still need an owner; give them to the team whose tool it is.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "Repository {repository} must have a CODEOWNERS file.",
    oversized: "{owners} must be smaller than 3 MB, or GitHub does not read it.",
    uncovered: "{owners} must have a line for every file in {folder}; some match none.",
    cleared:
      "Line {line} of {owners} must name an owner; without one, {pattern} takes it from files in {folder}.",
    people: "Line {line} of {owners} must name a team for {pattern}, which decides over files in {folder}.",
    team: "Line {line} of {owners} must name a team that exists and may write; {team} is none, and {pattern} decides over files in {folder}.",
  },
  check({ service, evidence, surroundings, fail, notApplicable, each }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const excuse = ownersExcuse(repository, evidence, surroundings);
    if (excuse !== undefined) return notApplicable(excuse);
    const file = ownersFile(service, repository, evidence);
    if (file === undefined) return fail("missing", { repository: repository.name }, homeSite(repository));
    const owners = file.file.path;
    if (!file.isRead) return fail("oversized", { owners }, file.file.site);

    const path = plainPath(service.facts.path ?? "");
    const folder = path === "" ? "the repository" : path;
    const gapIn = (line: OwnerLine) => gapInLine(line, file, repository, evidence);
    const survey = ownersOfFolder(file.lines, path, (line) => {
      const gap = attempt(() => gapIn(line));
      return "value" in gap && gap.value === undefined;
    });
    each(survey.unsound, (line) => {
      const gap = gapIn(line);
      const data = { line: line.line, owners, pattern: line.text, folder };
      const site = { ...file.file.site, subject: line.text };
      if (typeof gap === "string") fail(gap, data, site);
      else if (gap !== undefined) fail("team", { ...data, team: gap.team }, site);
    });
    if (!survey.isCovered) fail("uncovered", { owners, folder }, file.file.site);
  },
});
