import { defineRule } from "../../engine/rule";
import { dateFlaw } from "../../views/documents/dates";
import { pageAt, runbookOf } from "../../views/documents/runbook";
import { liveRepository } from "../../views/repository/repository";

export const runbookFresh = defineRule({
  id: "runbook-fresh",
  area: "documentation",
  level: "gold",
  title: "The runbook was confirmed lately, or else changed",
  why: "Steps that no longer work cost more time in an outage than no steps at all.",
  fix: "Walk through {runbook}, mend it, and set runbook.confirmed in {file} to who did that, when, and what it covers.",
  whenNot: "A service that never changes still has a runbook that somebody should have tried.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    stale: "Runbook {runbook} must have been {event} within {days} days; it last was {age} days ago.",
    future: "Runbook {runbook} must have been {event} by today; the day on record is {at}.",
  },
  check({ service, evidence, parameters: { days }, today, fail, notApplicable }) {
    if (!service.inCatalog) return notApplicable("the service is not in a catalog");
    const runbook = runbookOf(service);
    if (runbook === undefined) return notApplicable("no runbook is linked; runbook-present judges that");
    const { name, path, confirmed, updated } = runbook;
    const judge = (event: string, at: string, site = {}): void => {
      const flaw = dateFlaw(at, today, days);
      if (flaw?.message === "stale") fail("stale", { runbook: name, event, ...flaw.data }, site);
      if (flaw?.message === "future") fail("future", { runbook: name, event, ...flaw.data }, site);
    };
    // A person's word goes before a commit, which may have changed no more than blanks, or moved the file.
    if (confirmed !== undefined) return judge("confirmed", confirmed.at, { subject: name });
    if (updated !== undefined) return judge("changed", updated, { subject: name });
    if (path === undefined)
      return notApplicable(
        "nobody has confirmed a page that cannot be read here; runbook-useful judges that",
      );

    const home = liveRepository(service, evidence);
    if ("reason" in home) return notApplicable(home.reason);
    const page = pageAt(service, evidence, path, `runbook ${path}`);
    if (page === undefined)
      return notApplicable("the runbook is not in the repository; runbook-present judges that");
    judge("changed", page.changedAt, page.site);
  },
});
