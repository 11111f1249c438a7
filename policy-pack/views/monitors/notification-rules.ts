import type { Evidence, Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import { texts } from "../property";
import { allOf, anyOf, not, type Truth } from "../truth";
import type { Monitor } from "./monitors";
import type { MonitorState } from "./on-alert";
import { groupKeys } from "./queries";
import { type HasTag, parseScope, type Scope, tagsHave } from "./tag-scope";

/** Whom a rule of the stack adds to a monitor's message, and whether on alert. */
export interface AddedRecipient {
  readonly handle: string;
  /** Whether the rule is about this monitor; undefined where only its groups at run time tell. */
  readonly matched: Truth;
  readonly onAlert: Truth;
}

interface NotificationRule {
  readonly filter: Scope;
  readonly recipients: readonly { readonly handle: string; readonly when: Scope }[];
}

/** Rules by resource: each is parsed once, whichever of a stack's services asks. */
const parsed = new WeakMap<Resource, NotificationRule>();

/** Who is notified in a state besides the message, by each notification rule of the stack: one that is not known hides no other. */
export function recipientsByEachRule(
  monitor: Monitor,
  evidence: Evidence,
  state: MonitorState = "is_alert",
): readonly Attempt<readonly AddedRecipient[]>[] {
  const has = monitorHas(monitor, state);
  return evidence.all(datadog.monitorNotificationRule).map((resource) =>
    attempt(() => {
      const { filter, recipients } = ruleOf(resource);
      const matched = filter(has);
      if (matched === false) return [];
      return recipients.map(({ handle, when }) => ({
        handle,
        matched,
        onAlert: allOf([matched, when(has)]),
      }));
    }),
  );
}

function ruleOf(resource: Resource): NotificationRule {
  const known = parsed.get(resource);
  if (known) return known;
  const { props } = resource;
  const rule = { filter: filterOf(props.get("filter")), recipients: recipientsOf(props) };
  parsed.set(resource, rule);
  return rule;
}

/** A filter is a list of tags that must all be there, or a scope; one that says nothing cannot be told to match. */
function filterOf(filter: Value): Scope {
  const tags = texts(filter.get("tags")).map(parseTag);
  const scope = filter.get("scope").string();
  const scopes = scope === undefined ? tags : [...tags, parseScope(scope)];
  return scopes.length === 0 ? () => undefined : (has) => allOf(scopes.map((one) => one(has)));
}

function parseTag(tag: string): Scope {
  const colon = tag.indexOf(":");
  const [key, value] = colon === -1 ? ["", tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
  return (has) => has(key.toLowerCase(), value.toLowerCase());
}

function recipientsOf(props: Value): NotificationRule["recipients"] {
  const plain = texts(props.get("recipients")).map((text) => ({ handle: handleOf(text), when: always }));
  const conditional = props.get("conditionalRecipients");
  if (conditional.absent) return plain;
  const conditions = conditional
    .get("conditions")
    .items()
    .map((condition) => ({
      scope: parseScope(condition.get("scope").string() ?? ""),
      handles: texts(condition.get("recipients")).map(handleOf),
    }));
  const otherwise: Scope = (has) => not(anyOf(conditions.map(({ scope }) => scope(has))));
  return [
    ...plain,
    ...conditions.flatMap(({ scope, handles }) => handles.map((handle) => ({ handle, when: scope }))),
    ...texts(conditional.get("fallbackRecipients")).map((text) => ({
      handle: handleOf(text),
      when: otherwise,
    })),
  ];
}

const always: Scope = () => true;

/** Recipients of rules are written without an @; one that has it all the same is meant the same. */
function handleOf(text: string): string {
  return text.replace(/^@/, "");
}

/** A monitor's tags in a state, with what conditions ask besides: priority:p1 and transition_type:is_alert. */
function monitorHas(monitor: Monitor, state: MonitorState): HasTag {
  const isGroup = (key: string): boolean =>
    monitor.type !== "slo alert" && groupKeys(monitor.query).includes(key);
  return (key, value) => {
    if (key === "transition_type") return `is_${value.replace(/^is_/, "").replace(" ", "_")}` === state;
    if (key === "priority") return value === `p${monitor.priority ?? ""}`;
    return tagsHave(monitor.tags, isGroup)(key, value);
  };
}
