import { serviceToken } from "../../../catalog/graph";
import type { Evidence, Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import type { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { idOf, sourcesOf } from "../links";
import type { Monitor } from "../monitors/monitors";
import { metricTerms } from "../monitors/queries";
import { type HasTag, parseScope, type Scope, tagsHave } from "../monitors/tag-scope";
import { tagsIn, texts } from "../property";
import { allOf, type Truth } from "../truth";

const downtimeTypes = [datadog.downtimeSchedule, datadog.downtime];
const everyMonitor = "tag:*";
const monitorTypes = [datadog.monitor, datadog.monitorJson];

/** A downtime with what it says of whom it silences. */
export interface Downtime {
  readonly resource: Resource;
  readonly target: Target;
}

interface Target {
  /** Ids or URNs of the one monitor that it is for; none where tags choose. */
  readonly monitors: readonly string[];
  /** Tags that a monitor must all have; `*` is every monitor. */
  readonly tags: readonly string[];
  readonly scope: Scope;
}

/** A stack's downtimes by what a monitor must have to be silenced by them. */
interface Index {
  readonly byKey: ReadonlyMap<string, readonly Downtime[]>;
  /** Whether tags choose monitors at all, so that those of a monitor matter. */
  readonly byTags: boolean;
  /** Those of which it is not known whom they silence. */
  readonly open: readonly { readonly resource: Resource; readonly error: UnknownValue }[];
}

const indexes = new WeakMap<readonly Resource[], Index>();

/** The downtimes of the stack that are for a monitor, whatever of it they silence. */
export function downtimesFor(monitor: Monitor, evidence: Evidence): readonly Downtime[] {
  const { byKey, byTags } = indexOf(evidence);
  const id = idOf(monitor.resource);
  const keys = [monitor.resource.urn, ...(id === undefined ? [] : [id]), everyMonitor];
  const direct = keys.flatMap((key) => byKey.get(key) ?? []);
  if (!byTags) return direct;
  const { tags } = monitor;
  const tagged = [...new Set(tags)].flatMap((tag) => byKey.get(`tag:${tag}`) ?? []);
  const hasAll = ({ target }: Downtime): boolean =>
    target.tags.every((tag) => tag === "*" || tags.includes(tag));
  return [...direct, ...tagged.filter(hasAll)];
}

/** Why it is not known whom some downtimes silence: the service's own, and those that belong below no service. */
export function openDowntimes(evidence: Evidence): readonly UnknownValue[] {
  const mayConcern = ({ resource }: { readonly resource: Resource }): boolean =>
    evidence.of(resource.type).includes(resource) || !isBelowService(resource);
  return indexOf(evidence)
    .open.filter(mayConcern)
    .map(({ error }) => error);
}

function isBelowService(resource: Resource): boolean {
  const parent = attempt(() => resource.parent?.type);
  return "value" in parent && parent.value === serviceToken;
}

/**
 * Whether a downtime silences all that a monitor watches; undefined where only its groups at run time tell. A monitor
 * without a query of its own is taken to watch what it is tagged for.
 */
export function silences({ target }: Downtime, monitor: Monitor): Truth {
  return target.scope(watchedBy(monitor));
}

function indexOf(evidence: Evidence): Index {
  const all = evidence.all(...downtimeTypes);
  const known = indexes.get(all);
  if (known) return known;
  const read = all.map((resource) => ({ resource, tried: attempt(() => targetOf(resource)) }));
  const byKey = new Map<string, Downtime[]>();
  for (const { resource, tried } of read) {
    if ("unknown" in tried) continue;
    for (const key of keysOf(tried.value)) {
      const list = byKey.get(key);
      const downtime = { resource, target: tried.value };
      if (list) list.push(downtime);
      else byKey.set(key, [downtime]);
    }
  }
  const open = read.flatMap(({ resource, tried }) =>
    "unknown" in tried ? [{ resource, error: tried.unknown }] : [],
  );
  const index = { byKey, byTags: [...byKey.keys()].some(isTag), open };
  indexes.set(all, index);
  return index;
}

function isTag(key: string): boolean {
  return key.startsWith("tag:") && key !== everyMonitor;
}

/** A monitor that has all the tags has the first of them. */
function keysOf({ monitors, tags }: Target): readonly string[] {
  if (monitors.length > 0) return monitors;
  const [first = "*"] = tags.filter((tag) => tag !== "*");
  return [`tag:${first}`];
}

function targetOf(resource: Resource): Target {
  const { props } = resource;
  const isClassic = resource.type === datadog.downtime;
  const monitors = monitorsIn(resource, isClassic ? "monitorId" : "monitorIdentifier");
  const tags = isClassic ? props.get("monitorTags") : props.get("monitorIdentifier").get("monitorTags");
  const scopes = texts(props.get(isClassic ? "scopes" : "scope")).map(parseScopeText);
  return {
    monitors,
    tags: monitors.length > 0 ? [] : tagsIn(tags),
    scope: (has) => allOf(scopes.map((one) => one(has))),
  };
}

/** The monitor that a downtime names: by id, or by what the property was computed from while it has none. */
function monitorsIn(resource: Resource, property: "monitorId" | "monitorIdentifier"): readonly string[] {
  const holder = resource.props.get(property);
  const sources = sourcesOf(resource, property, monitorTypes).map(({ urn }) => urn);
  const id = property === "monitorId" ? holder : holder.unknown ? holder : holder.get("monitorId");
  if (sources.length > 0 && (id.unknown || !id.absent)) return sources;
  const number = id.number() || undefined;
  return number === undefined ? [] : [String(number)];
}

function parseScopeText(text: string): Scope {
  return text.trim() === "*" || text.trim() === "" ? () => true : parseScope(text);
}

/** What a monitor watches, as far as its query says; a tag of its own can only rule something out. */
function watchedBy(monitor: Monitor): HasTag {
  const queried = metricTerms(monitor.query).flatMap(({ scope }) => scope.flatMap(plainTags));
  const inQuery = tagsHave(queried, () => false);
  const inTags = tagsHave(monitor.tags, () => false);
  const has = (tags: readonly string[], key: string): boolean =>
    tags.some((tag) => tag.toLowerCase().startsWith(`${key}:`));
  return (key, value) => {
    if (inQuery(key, value) === true) return true;
    if (has(queried, key)) return false;
    return has(monitor.tags, key) && inTags(key, value) === false ? false : undefined;
  };
}

/** The tags that must hold in one item of a scope; none where it is more than tags joined by AND. */
function plainTags(item: string): readonly string[] {
  const parts = item.split(/\s+and\s+/i).map((part) => part.trim());
  return parts.every((part) => /^[^\s()!"-][^\s()"]*$/.test(part)) ? parts : [];
}
