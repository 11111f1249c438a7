import { defineRule } from "../../engine/rule";
import { readPage } from "../../views/documents/page";
import { pageAt, runbookOf } from "../../views/documents/runbook";
import { missingTopics, unnamedTopics } from "../../views/documents/topics";
import { liveRepository } from "../../views/repository/repository";

export const runbookUseful = defineRule({
  id: "runbook-useful",
  area: "documentation",
  level: "gold",
  title: "The runbook covers what is needed while the service is down",
  why: "A runbook that stops at the architecture leaves the person who was paged alone with the outage.",
  fix: "Write a section about it in {runbook}. For a page outside the repository, set runbook.confirmed in {file} to who read it, when, and what it covers.",
  whenNot: "Other topics, or other words for them, are a parameter.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    missing: "Runbook {runbook} must cover {topic}.",
    empty: 'Runbook {runbook} must cover {topic} in sentences; there are none under its heading "{heading}".',
    unconfirmed:
      "Runbook {runbook} must be confirmed by somebody who has read it, as it cannot be read here.",
    uncovered: "The confirmation of runbook {runbook} must say that it covers {topic}.",
  },
  check({ service, evidence, parameters: { topics }, fail, notApplicable }) {
    if (!service.inCatalog) return notApplicable("the service is not in a catalog");
    const runbook = runbookOf(service);
    if (runbook === undefined) return notApplicable("no runbook is linked; runbook-present judges that");
    const { name, path, confirmed } = runbook;
    const home = path === undefined ? undefined : liveRepository(service, evidence);
    if (home && "reason" in home) return notApplicable(home.reason);
    const page = path === undefined ? undefined : pageAt(service, evidence, path, `runbook ${path}`);
    if (path !== undefined && page === undefined)
      return notApplicable("the runbook is not in the repository; runbook-present judges that");

    if (page !== undefined && !page.binary) {
      for (const { topic, emptyUnder } of missingTopics(readPage(page, evidence), topics)) {
        const site = { ...page.site, subject: topic };
        if (emptyUnder === undefined) fail("missing", { runbook: name, topic }, site);
        else fail("empty", { runbook: name, topic, heading: emptyUnder }, site);
      }
      return;
    }
    if (confirmed === undefined) return fail("unconfirmed", { runbook: name }, { subject: name });
    for (const topic of unnamedTopics(confirmed.covers, topics))
      fail("uncovered", { runbook: name, topic }, { subject: topic });
  },
});
