import { defineRule } from "../../engine/rule";
import { homeSite, liveRepository } from "../../views/repository/repository";
import { codeScan } from "../../views/security/code-scan";
import { planExcuse } from "../../views/security/plan";

export const codeScanned = defineRule({
  id: "code-scanned",
  area: "security",
  level: "gold",
  title: "A scanner reads the code, and nothing critical is left in it",
  why: "A scanner finds in a night what reviewers miss for years, as long as it still runs and somebody acts on it.",
  fix: "Turn on the default setup of code scanning for the repository, or let a workflow upload results as SARIF; mend or dismiss with a reason what is critical. A scanner that reports elsewhere is stated in {file} under security.codeScan.",
  whenNot: "A repository without source code, such as one of configuration only, should have a waiver.",
  evidence: ["catalog", "observed"],
  state: true,
  messages: {
    none: "Repository {repository} must have a code scanning result.",
    failed:
      "Code scanning of repository {repository} must end without an error; the last run of {tool} did not.",
    old: "Repository {repository} must have been scanned within {most} days; {tool} did so {age} days ago.",
    future: "The scan of repository {repository} must not be dated after today; that of {tool} is of {date}.",
    critical: "Repository {repository} must have no critical code scanning alert; {count} are open.",
  },
  check({ service, evidence, parameters, surroundings, today, fail, notApplicable }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const { name } = repository;
    const excuse = planExcuse(repository, surroundings, "code scanning");

    const scan = codeScan(service, repository, evidence, today);
    if (excuse !== undefined && scan.latest === undefined) return notApplicable(excuse);
    if (scan.excuse !== undefined) return notApplicable(scan.excuse);
    const names = { repository: name };
    const site = { subject: name, observed: scan.observed };
    if (scan.critical > 0) fail("critical", { ...names, count: scan.critical }, site);
    const { latest, failed } = scan;
    if (latest === undefined && failed !== undefined) return fail("failed", { ...names, tool: failed }, site);
    if (latest === undefined) return fail("none", names, homeSite(repository));
    const { tool, age, date } = latest;
    if (age < 0) fail("future", { ...names, tool, date }, site);
    if (age > parameters.days) fail("old", { ...names, most: parameters.days, tool, age }, site);
  },
});
