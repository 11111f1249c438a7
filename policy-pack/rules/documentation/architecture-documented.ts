import { defineRule } from "../../engine/rule";
import { designPages, pageFlaw } from "../../views/documents/design-pages";
import { liveRepository } from "../../views/repository/repository";
import { sortOut } from "../../views/truth";

export const architectureDocumented = defineRule({
  id: "architecture-documented",
  area: "documentation",
  level: "gold",
  title: "A page that is kept up to date tells how the service is built",
  why: "Whoever changes or mends a part must know what the others expect of it; drawings that lie are worse than none.",
  fix: "Read the page again, mend it, and list it in {file} under links with kind architecture, its path or url, and the day as updated.",
  whenNot: "A service that is bought has a page about how it is set up.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    missing: "The service must link a page about its architecture.",
    absent: "Architecture page {page} must exist in the service's repository.",
    undated: "Architecture page {page} must have the day on which it was last updated.",
    stale: "Architecture page {page} must have been updated within {days} days; it last was {age} days ago.",
    future: "Architecture page {page} must have been updated by today; the day on record is {at}.",
  },
  check({ service, evidence, parameters: { days }, today, fail, notApplicable }) {
    if (!service.inCatalog) return notApplicable("the service is not in a catalog");
    const pages = designPages(service);
    if (pages.length === 0) return fail("missing", {});
    const home = liveRepository(service, evidence);
    const judged = pages.filter(({ path }) => path === undefined || "repository" in home);
    if (judged.length === 0 && "reason" in home) return notApplicable(home.reason);

    // One page that is up to date is enough; the others may be history.
    const found = sortOut(judged, (page) => pageFlaw(page, { service, evidence, today, days }));
    if (found.sound.length > 0) return;
    for (const { error } of found.undecided) throw error;
    const [first] = found.defective;
    if (first === undefined) return;
    const { item, defect } = first;
    const { flaw, site } = defect;
    const page = item.name;
    if (flaw.message === "stale") return fail("stale", { page, ...flaw.data }, site);
    if (flaw.message === "future") return fail("future", { page, ...flaw.data }, site);
    fail(flaw.message, { page }, site);
  },
});
