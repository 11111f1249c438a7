import { defineRule } from "../../engine/rule";
import { pageAt, runbookOf } from "../../views/documents/runbook";
import { isThere } from "../../views/looked-up";
import { linkedRepository } from "../../views/repository/repository";

export const runbookPresent = defineRule({
  id: "runbook-present",
  area: "documentation",
  level: "silver",
  title: "Every service has a runbook that can be found",
  why: "At three in the morning nobody remembers how the service is restarted; the runbook does.",
  fix: "Set runbook in {file} to the address of a page, or to the path of a file in the service's repository, or of a folder with a README.",
  whenNot: "A service that only ever needs to be restarted has a short runbook.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    missing: "The service must link a runbook.",
    absent: "Runbook {runbook} must exist in repository {repository}.",
  },
  check({ service, evidence, fail, notApplicable }) {
    if (!service.inCatalog) return notApplicable("the service is not in a catalog");
    const runbook = runbookOf(service);
    if (runbook === undefined) return fail("missing", {});
    const { name, path } = runbook;
    if (path === undefined) return; // What lies at an address is not fetched: the catalog's word counts.
    const repository = linkedRepository(service, evidence);
    if (repository === undefined)
      return notApplicable("the runbook's path is in no repository; repository-linked judges that");
    const what = `runbook ${path} in repository ${repository.name}`;
    if (!isThere(() => pageAt(service, evidence, path, what)))
      fail("absent", { runbook: name, repository: repository.name }, { subject: name });
  },
});
