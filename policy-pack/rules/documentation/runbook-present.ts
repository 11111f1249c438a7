import { defineRule } from "../../engine/rule";
import { linkedRepository } from "../../views/repository/repository";

export const runbookPresent = defineRule({
  id: "runbook-present",
  area: "documentation",
  level: "silver",
  title: "Every service has a runbook that can be found",
  why: "At three in the morning nobody remembers how the service is restarted; the runbook does.",
  fix: "Set runbook in {file} to the address of a page, or to a path in the service's repository.",
  whenNot: "A service that only ever needs to be restarted has a short runbook.",
  evidence: ["catalog", "observed"],
  messages: { missing: "The service must link a runbook." },
  check({ service, evidence, fail, notApplicable }) {
    if (!service.inCatalog) return notApplicable("the service is not in a catalog");
    const { runbook, links } = service.facts;
    const places = [...(runbook ? [runbook] : []), ...links.filter(({ kind }) => kind === "runbook")];
    if (places.some(({ url }) => url !== undefined)) return;
    if (!places.some(({ path }) => path !== undefined)) return fail("missing", {});
    // Whether a file lies at the path only a vendor could tell; the catalog's word counts until then.
    if (linkedRepository(service, evidence) === undefined)
      return notApplicable("the runbook's path is in no repository; repository-linked judges that");
  },
});
