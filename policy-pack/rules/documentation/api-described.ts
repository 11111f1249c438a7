import { defineRule } from "../../engine/rule";
import { descriptionFlaw } from "../../views/apis/description";
import { repositoryFile } from "../../views/repository/files";
import { liveRepository } from "../../views/repository/repository";

export const apiDescribed = defineRule({
  id: "api-described",
  area: "documentation",
  level: "silver",
  title: "Every API has a description that machines can read",
  why: "Clients are generated, mocked and checked from it; one that does not parse is found out in production.",
  fix: "Set path under apis in {file} to the OpenAPI, AsyncAPI, GraphQL or protobuf file that describes {api}, with its type, and check that file in CI.",
  whenNot: "A service without an API of its own lists none.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    nowhere: "API {api} must have the path or address of its description.",
    absent: "The description of API {api} must exist in the repository; {path} does not.",
    broken: "The description of API {api} must parse as {type}; {path} stops to on line {line}.",
    other: "The description of API {api} must be {type}; {path} lacks {lacks}.",
  },
  check({ service, evidence, fail, notApplicable, each }) {
    const { apis } = service.facts;
    if (apis.length === 0) return notApplicable("the catalog lists no API of the service");
    const home = liveRepository(service, evidence);
    const judged = apis.filter(({ path }) => path === undefined || "repository" in home);
    if (judged.length === 0 && "reason" in home) return notApplicable(home.reason);
    each(judged, ({ name, type, path, url }) => {
      const api = name ?? path ?? type;
      if (path === undefined) {
        // What lies at an address is not fetched: the catalog's word counts.
        if (url === undefined) fail("nowhere", { api }, { subject: api });
        return;
      }
      const what = `the description of API ${api} at ${path}`;
      const file = repositoryFile(service, evidence, path, what);
      if (file === undefined) return fail("absent", { api, path }, { subject: api });
      const site = { ...file.site, subject: api };
      const flaw = file.binary ? { lacks: "text" } : descriptionFlaw(type, file.text, evidence, what);
      if (flaw === undefined) return;
      if ("line" in flaw) fail("broken", { api, type, path, line: flaw.line }, site);
      else fail("other", { api, type, path, lacks: flaw.lacks }, site);
    });
  },
});
