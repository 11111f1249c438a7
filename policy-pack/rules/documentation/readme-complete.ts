import { defineRule } from "../../engine/rule";
import { chosenReadme, saysNothingOf } from "../../views/documents/readme";
import { missingTopics } from "../../views/documents/topics";
import { liveRepository } from "../../views/repository/repository";

export const readmeComplete = defineRule({
  id: "readme-complete",
  area: "documentation",
  level: "gold",
  title: "The README tells what a newcomer needs to know",
  why: "What is only in people's heads is not there on the day that others have to run, mend or deploy the service.",
  fix: "Write a section about it in {readme}: sentences, under a heading that names it. Code, tables and badges alone tell nobody why.",
  whenNot:
    "Where a topic is told elsewhere, a sentence that says where is enough. Other topics, or other words for them, are a parameter.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "README {readme} must tell {topic}.",
    empty: 'README {readme} must tell {topic} in sentences; there are none under its heading "{heading}".',
  },
  check({ service, evidence, parameters, fail, notApplicable }) {
    const home = liveRepository(service, evidence);
    if ("reason" in home) return notApplicable(home.reason);
    const readme = chosenReadme(service, evidence);
    if (readme === undefined)
      return notApplicable("there is no README that tells anything; readme-present judges that");
    const { file, blocks } = readme;
    for (const { topic, emptyUnder } of missingTopics(blocks, parameters.topics, saysNothingOf(service))) {
      const site = { ...file.site, subject: topic };
      if (emptyUnder === undefined) fail("missing", { readme: file.path, topic }, site);
      else fail("empty", { readme: file.path, topic, heading: emptyUnder }, site);
    }
  },
});
