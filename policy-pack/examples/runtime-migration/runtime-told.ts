import { defineRule } from "../../engine/rule";
import { runtimesOf } from "./runtimes";

export const runtimeTold = defineRule({
  id: "runtime-told",
  area: "security",
  level: "bronze",
  title: "It can be told which runtime every service runs on",
  why: "Nobody can be moved off a runtime in time who does not say, or does not know, that they are on it.",
  fix: "Add a tag such as runtime:nodejs22 to tags in {file}, or runtime:none for what runs on no language's runtime.",
  whenNot: "Never: what is a single binary, say, is tagged runtime:none.",
  evidence: ["catalog", "declared"],
  messages: {
    missing: "The catalog must tell the runtime, as nothing that is declared here does.",
    unreadable:
      "The tag {tag} must name a runtime with its version, such as runtime:nodejs22, or be runtime:none.",
  },
  check({ service, evidence, each, fail }) {
    const { told, unreadable, needsNone, unknown } = runtimesOf(service, evidence);
    for (const tag of unreadable) fail("unreadable", { tag }, { subject: tag });
    if (unreadable.length > 0 || told.length > 0 || needsNone) return;
    each(unknown, (error) => {
      throw error;
    });
    if (unknown.length === 0) fail("missing", {});
  },
});
