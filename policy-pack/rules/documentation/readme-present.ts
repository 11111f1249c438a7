import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { readmesOf } from "../../views/documents/readme";
import { liveRepository } from "../../views/repository/repository";

export const readmePresent = defineRule({
  id: "readme-present",
  area: "documentation",
  level: "silver",
  title: "Every service has a README that tells more than its title",
  why: "Whoever opens the source for the first time, perhaps while it is on fire, starts with the README.",
  fix: "Write a README.md in the service's folder, or on the root of its repository; set readme in {file} where it lies elsewhere.",
  whenNot: "What is bought has a README beside its configuration.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "Repository {repository} must have a README in the service's folder or on its root.",
    empty: "README {readme} must tell more than a title.",
  },
  check({ service, evidence, fail, notApplicable, each }) {
    const home = liveRepository(service, evidence);
    if ("reason" in home) return notApplicable(home.reason);
    const readmes = readmesOf(service, evidence);
    const found = readmes.flatMap((one) => ("value" in one && one.value ? [one.value] : []));
    if (found.some(({ tellsSomething }) => tellsSomething)) return;
    const undecided = readmes.filter((one) => "unknown" in one);
    each(undecided, take);
    if (undecided.length > 0) return;

    const [empty] = found;
    if (empty) return fail("empty", { readme: empty.file.path }, empty.file.site);
    const { name: repository, resource } = home.repository;
    fail("missing", { repository }, { subject: repository, ...(resource && { resource }) });
  },
});
