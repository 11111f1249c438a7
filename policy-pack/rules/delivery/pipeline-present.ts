import { defineRule } from "../../engine/rule";
import { pipelinesOf } from "../../views/deployments/pipelines";
import { productionEnvironment } from "../../views/deployments/production";
import { liveRepository } from "../../views/repository/repository";

/** Days that stand for a success that never was. */
const never = Number.MAX_SAFE_INTEGER;

export const pipelinePresent = defineRule({
  id: "pipeline-present",
  area: "delivery",
  level: "silver",
  title: "A pipeline deploys the service, and has worked lately",
  why: "A pipeline that has not run for long does not run when it must: its secrets, runners and scripts are gone by then.",
  fix: "Name the workflow that deploys the service under pipeline in {file}, and have it succeed on the default branch. A tool outside GitHub counts where it records its deployments there, or Datadog sees them.",
  whenNot:
    "What is hardly ever changed should still be deployed once in a while: GitHub switches schedules off that nothing else happens beside.",
  evidence: ["catalog", "observed"],
  state: true,
  messages: {
    none: "A workflow must deploy the service to {environment}, or deployments be on record; there are neither.",
    gone: "Workflow {workflow} must exist, as the catalog names it as the pipeline.",
    never: "{pipeline} must have succeeded on the default branch; none on record has.",
    stale:
      "{pipeline} must have succeeded on the default branch within {most} days; the last time was {days} days ago.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const most = parameters.days;
    const { known, unknown, gone } = pipelinesOf({ service, repository, evidence, today, most });
    const [latest] = [...known].sort((a, b) => (a.age ?? never) - (b.age ?? never));
    if (latest?.age !== undefined && latest.age <= most) return;

    if (unknown[0] !== undefined) throw unknown[0];
    if (gone !== undefined) return fail("gone", { workflow: gone }, { subject: gone });
    if (latest === undefined) return fail("none", { environment: productionEnvironment(service.facts) });
    const { label: pipeline, age: days } = latest;
    if (days === undefined) fail("never", { pipeline }, { observed: true });
    else fail("stale", { pipeline, most, days }, { observed: true });
  },
});
