import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { homeSite, liveRepository } from "../../views/repository/repository";
import { foundPlaces } from "../../views/updates/found-places";
import { updateBots } from "../../views/updates/update-bots";

export const dependencyUpdatesAutomated = defineRule({
  id: "dependency-updates-automated",
  area: "security",
  level: "silver",
  title: "A bot keeps the dependencies up to date",
  why: "Who updates rarely updates in a hurry, over many versions at once, on the day that a hole is found. A bot makes it a small change a week.",
  fix: "Give repository {repository} a .github/dependabot.yml (version 2) with an entry for each ecosystem and folder, a schedule, and a limit of open pull requests that is not 0; or a renovate.json that is not switched off. Security updates alone update nothing that has no hole yet.",
  whenNot:
    "What is copied in and never updated, such as a frozen fixture, belongs in a folder of its own without a manifest.",
  evidence: ["declared", "observed"],
  messages: {
    none: "Repository {repository} must have a bot that updates its dependencies; it has {found}.",
    uncovered:
      "Dependencies of {ecosystem} in {folder} of repository {repository} must be updated by a bot; {config} does not name them.",
    off: "Dependencies of {ecosystem} in {folder} of repository {repository} must be updated by a bot; {config} switches that off.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable, each }) {
    const live = liveRepository(service, evidence);
    if ("reason" in live) return notApplicable(live.reason);
    const { repository } = live;
    const { name } = repository;
    const places = foundPlaces(service, repository, evidence).filter(
      (one) => "unknown" in one || !parameters.exempt.includes(one.value.ecosystem.name),
    );
    if (places.length === 0)
      return notApplicable(
        `no manifest of dependencies is on the root or in the service's folder of ${name}`,
      );

    const bots = updateBots(service, repository, evidence);
    const gaps = new Map<string, { ecosystem: string; folder: string; off: boolean }>();
    each(places, (read) => {
      const { ecosystem, folder } = take(read);
      const coverage = bots.coverageOf(take(read));
      const gap = { ecosystem: ecosystem.name, folder: `/${folder}`, off: coverage === "switched off" };
      if (coverage !== "updated") gaps.set(`${gap.ecosystem} ${gap.folder}`, gap);
    });
    if (gaps.size === 0 || bots.work(parameters.bots, parameters.days, today)) return;

    const [first] = bots.configured;
    if (first === undefined) {
      const found = [...new Set([...gaps.values()].map(({ ecosystem }) => ecosystem))].sort().join(", ");
      return fail("none", { repository: name, found }, homeSite(repository));
    }
    const config = bots.configured.map(({ path }) => path).join(" and ");
    for (const [subject, { ecosystem, folder, off }] of gaps) {
      const data = { ecosystem, folder, repository: name, config };
      fail(off ? "off" : "uncovered", data, { ...first.site, subject });
    }
  },
});
