import type { Evidence, Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { idOf, sourcesOf } from "../links";
import { tagsIn } from "../property";
import type { Monitor } from "./monitors";
import { metricTerms } from "./queries";
import { parseScope, tagsHave } from "./tag-scope";

/** Whether a downtime of this stack that never ends covers all that a monitor watches. */
export function isMutedForEver(monitor: Monitor, evidence: Evidence): boolean {
  return evidence
    .all(datadog.downtimeSchedule)
    .filter(neverEnds)
    .some((downtime) => isAbout(downtime, monitor) && coversAll(downtime, monitor));
}

/** A one-time schedule without an end, or no schedule at all, lasts until somebody cancels it. */
function neverEnds({ props }: Resource): boolean {
  if (!props.get("recurringSchedule").absent) return false;
  const end = props.get("oneTimeSchedule").get("end");
  return !end.unknown && end.absent;
}

function isAbout(downtime: Resource, monitor: Monitor): boolean {
  if (sourcesOf(downtime, "monitorIdentifier", [monitor.resource.type]).includes(monitor.resource))
    return true;
  const identifier = downtime.props.get("monitorIdentifier");
  const id = identifier.get("monitorId");
  if (!id.absent) return !id.unknown && String(id.number()) === idOf(monitor.resource);
  const wanted = tagsIn(identifier.get("monitorTags"));
  return wanted.length > 0 && wanted.every((tag) => tag === "*" || monitor.tags.includes(tag));
}

/** A scope covers the monitor where it is *, or holds for what the monitor's query is scoped to. */
function coversAll(downtime: Resource, monitor: Monitor): boolean {
  const scope = downtime.props.get("scope").string()?.trim() ?? "*";
  if (scope === "*") return true;
  const scopes = metricTerms(monitor.query).flatMap((term) => term.scope);
  return parseScope(scope)(tagsHave(scopes, () => false)) === true;
}
