import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { exposuresIn } from "../../views/secrets/exposures";
import { readableResources } from "../../views/secrets/readable-resources";

export const secretsManaged = defineRule({
  id: "secrets-managed",
  area: "security",
  level: "silver",
  title: "No secret stands where everybody can read it",
  why: "A variable, a header of a test or a file is shown to whoever may look, is copied into logs and state, and is never taken back.",
  fix: "Replace the secret of {resource} where it was issued, since it has been shown, and keep the new one where secrets are kept: an Actions secret, a Kubernetes Secret that the container refers to, a secure variable of Datadog's tests or a secret variable of its webhooks. In {field} refer to it by name.",
  whenNot:
    "What has the shape of a secret but opens nothing, such as a key that browsers are given, needs a waiver that says so.",
  evidence: ["declared"],
  messages: {
    exposed: "Field {field} of {resource} must not hold a secret that everybody can read; it has {shape}.",
  },
  check({ service, evidence, fail, notApplicable, each }) {
    const resources = readableResources(service, evidence);
    if (resources.length === 0)
      return notApplicable("nothing of the service has fields that everybody can read");

    each(resources.flatMap(exposuresIn), (read) => {
      const { resource, name, field, shape, subject } = take(read);
      fail("exposed", { resource: name, field, shape }, { subject, resource });
    });
  },
});
