import { defineRule } from "../../engine/rule";
import { attributionOf } from "../../views/cost/attribution";
import { taggableOf } from "../../views/cost/taggable";
import { namesOf } from "../../views/monitors/monitor-subjects";

export const costAttributed = defineRule({
  id: "cost-attributed",
  area: "cost",
  level: "silver",
  title: "What a service declares carries its name and its team's",
  why: "A bill that names nobody is paid by everybody, and what nobody uses any more is found by nobody.",
  fix: "Add the tag or label that the message names where the resource is declared, or once for all of them in defaultTags or defaultLabels of the provider.",
  whenNot:
    "Where a resource serves several services, name the one that pays, and ask for a waiver for the others.",
  evidence: ["declared", "catalog"],
  messages: {
    untagged: "{resource} must carry the tag or label {key} with the value {value}.",
    misattributed: "The tag or label {key} of {resource} must be {value}; it names another.",
  },
  check({ service, evidence, parameters, each, fail, notApplicable }) {
    const resources = taggableOf(evidence);
    if (resources.length === 0)
      notApplicable("the stack declares nothing of it that can carry tags or labels");
    const { team } = service;
    const wanted = [
      { keys: parameters.serviceKeys, names: namesOf(service) },
      // Whose the service is, where no team of the catalog owns it, owner-assigned judges.
      ...(team ? [{ keys: parameters.teamKeys, names: [team.name, ...team.aliases] }] : []),
    ];
    each(resources, (resource) => {
      each(wanted, ({ keys, names }) => {
        const attribution = attributionOf(resource, keys, names, evidence);
        if (attribution === "own") return;
        const message = attribution === "another" ? "misattributed" : "untagged";
        const [[key = ""], [value = ""]] = [keys, names];
        fail(message, { resource: resource.name, key, value }, { subject: resource.name, resource });
      });
    });
  },
});
