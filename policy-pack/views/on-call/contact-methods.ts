import type { Evidence, Resource } from "../../engine/rule";
import { datadog, pagerduty } from "../../engine/tokens";
import type { UnknownValue, Value } from "../../engine/value";
import { attempt } from "../attempt";
import { idOf, sourcesOf } from "../links";
import { at } from "../property";
import { userOf, userTypes } from "./on-call-people";

/** How each vendor declares ways to reach somebody, and rules for when which is used. */
const forms = [
  {
    method: pagerduty.userContactMethod,
    rule: pagerduty.userNotificationRule,
    reference: "contactMethod",
    referenceId: "contactMethod.id",
    delay: "startDelayInMinutes",
    isUrgent: ({ props }: Resource) => (props.get("urgency").string() ?? "high") === "high",
  },
  {
    method: datadog.onCallUserNotificationChannel,
    rule: datadog.onCallUserNotificationRule,
    reference: "channelId",
    referenceId: "channelId",
    delay: "delayMinutes",
    isUrgent: ({ props }: Resource) => props.get("category").string() === "high_urgency",
  },
] as const;
const types = forms.flatMap(({ method, rule }) => [method, rule]);

/** A way to reach somebody that is in use. */
export interface Method {
  /** Id at the vendor; undefined where it is not known yet. */
  readonly id: string | undefined;
  readonly resource: Resource;
  /** Whether it is an e-mail to the address of the person's own account, which PagerDuty adds by itself. */
  isOwnEmail(): boolean;
}

/** A rule by which somebody is told of what is urgent. */
export interface UrgentRule {
  delayMinutes(): number;
  /** Whether it uses one of these methods, or one with one of these ids. */
  uses(methods: readonly Method[], ids: readonly string[]): boolean;
}

/** What this stack declares of how somebody is reached. */
export interface DeclaredReach {
  readonly methods: readonly Method[];
  readonly urgentRules: readonly UrgentRule[];
  /** Why there may be more, where it cannot be told whose a method or rule is. */
  readonly doubt: UnknownValue | undefined;
}

interface ReachIndex {
  /** By the URN of the User resource, else by the vendor's id. */
  readonly byPerson: ReadonlyMap<string, readonly Resource[]>;
  readonly doubt: UnknownValue | undefined;
}

/** Found once a stack, whoever asks first. */
const indexes = new WeakMap<readonly Resource[], ReachIndex>();

/** The ways to reach somebody that this stack declares; throws UnknownValue where it cannot be told whether one is in use. */
export function declaredReach(evidence: Evidence, person: string): DeclaredReach {
  const { byPerson, doubt } = indexOf(evidence);
  const own = byPerson.get(person) ?? [];
  return {
    doubt,
    methods: own.filter(isMethodInUse).map((resource) => ({
      id: idOf(resource),
      resource,
      isOwnEmail: () => isOwnEmail(evidence, resource, person),
    })),
    urgentRules: forms.flatMap((form) =>
      own
        .filter((resource) => resource.type === form.rule && form.isUrgent(resource))
        .map((resource) => ({
          delayMinutes: () => resource.props.get(form.delay).number() ?? 0,
          uses: (methods: readonly Method[], ids: readonly string[]) => uses(resource, form, methods, ids),
        })),
    ),
  };
}

function indexOf(evidence: Evidence): ReachIndex {
  const all = evidence.all(...types);
  const known = indexes.get(all);
  if (known) return known;
  const users = new Map(
    evidence.all(...userTypes).flatMap((user) => {
      const id = idOf(user);
      return id === undefined ? [] : [[id, user.urn] as const];
    }),
  );
  const byPerson = new Map<string, Resource[]>();
  let doubt: UnknownValue | undefined;
  for (const resource of all) {
    const person = attempt(() => personOf(resource, users));
    if ("unknown" in person) {
      doubt ??= person.unknown;
      continue;
    }
    const list = byPerson.get(person.value);
    if (list) list.push(resource);
    else byPerson.set(person.value, [resource]);
  }
  const index = { byPerson, doubt };
  indexes.set(all, index);
  return index;
}

/** Whose a method or rule is: by what it was computed from, else by the id. */
function personOf(resource: Resource, users: ReadonlyMap<string, string>): string {
  const [only, ...others] = sourcesOf(resource, "userId", userTypes);
  if (only !== undefined && others.length === 0) return only.urn;
  const id = resource.props.get("userId").string() ?? "";
  return users.get(id) ?? id;
}

/** Both are no inputs of PagerDuty's: they are unknown only while the method is being made, which then is in use. */
function isMethodInUse({ type, props }: Resource): boolean {
  if (!forms.some(({ method }) => method === type)) return false;
  const flag = (value: Value): boolean | undefined => (value.unknown ? undefined : value.boolean());
  return flag(props.get("enabled")) !== false && flag(props.get("blacklisted")) !== true;
}

function isOwnEmail(evidence: Evidence, { type, props }: Resource, person: string): boolean {
  if (type !== pagerduty.userContactMethod || props.get("type").string() !== "email_contact_method")
    return false;
  const user = userOf(evidence, person);
  if (user === undefined || user.observed) return false;
  const [own, address] = [user.props.get("email").string(), props.get("address").string()];
  return own !== undefined && own.toLowerCase() === address?.toLowerCase();
}

function uses(
  rule: Resource,
  form: (typeof forms)[number],
  methods: readonly Method[],
  ids: readonly string[],
): boolean {
  const sources = sourcesOf(rule, form.reference, [form.method]);
  if (methods.some(({ resource }) => sources.includes(resource))) return true;
  const id = at(rule.props, form.referenceId);
  if (id.unknown && sources.length > 0) return false;
  const known = id.string() ?? "";
  return ids.includes(known) || methods.some((method) => method.id === known);
}
