import type { Evidence, Resource, Subject } from "../../engine/rule";
import { aws, datadog } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt } from "../attempt";
import { whyUseless } from "../monitors/alerting";
import { type Monitor, monitorsOf } from "../monitors/monitors";
import { recipientsByEachRule } from "../monitors/notification-rules";
import { notificationsOf } from "../monitors/notifications";
import { mentionsOnAlert } from "../monitors/on-alert";
import { onCallHandles } from "../on-call/on-call-handles";
import { texts } from "../property";

/** What watches the cost of a service, or was meant to. */
export interface CostWatch {
  readonly resource: Resource;
  /** What keeps it from notifying the owner, in words that follow its name; undefined where it does notify. */
  whyUseless(): string | undefined;
}

/** Everything of a service that watches its cost; `today` is a UTC day, YYYY-MM-DD. */
export function costWatches(service: Subject, evidence: Evidence, today: string): readonly CostWatch[] {
  return [
    ...monitorsOf(evidence)
      .filter(isCostAlert)
      .map((monitor) => ({
        resource: monitor.resource,
        whyUseless: () => whyAlertUseless(monitor, service, evidence),
      })),
    ...evidence.of(datadog.costBudget).map((resource) => ({
      resource,
      whyUseless: () => (hasEnded(resource, today) ? "has ended" : "notifies nobody by itself"),
    })),
    ...evidence.of(aws.budget).map((resource) => ({
      resource,
      whyUseless: () => whyBudgetUseless(resource, service, today),
    })),
  ];
}

/** A monitor whose type is not known yet may be one; what it then lacks is not known either. */
function isCostAlert(monitor: Monitor): boolean {
  const type = attempt(() => monitor.type);
  return "unknown" in type || type.value === "cost alert";
}

function whyAlertUseless(monitor: Monitor, service: Subject, evidence: Evidence): string | undefined {
  if (monitor.type !== "cost alert") return "is no cost alert";
  const useless = whyUseless(monitor, service, evidence);
  if (useless !== undefined) return useless;
  const told = notificationsOf(monitor, evidence);
  const reached = told.reaches([
    ...onCallHandles(service, evidence),
    ...handlesOf(monitor, evidence).filter((handle) => isOwners(handle, service)),
  ]);
  if (reached === undefined)
    throw new UnknownValue("unobserved", `whom ${monitor.name} notifies ${told.doubt}`);
  return reached ? undefined : "does not notify the owner";
}

function handlesOf(monitor: Monitor, evidence: Evidence): readonly string[] {
  const message = attempt(() => mentionsOnAlert(monitor.message, monitor.priority).handles);
  const added = recipientsByEachRule(monitor, evidence).flatMap((rule) =>
    "value" in rule ? rule.value : [],
  );
  return [...("value" in message ? message.value : []), ...added].map(({ handle }) => handle);
}

/** Whether a handle is the owning team's: its chat channel, its team at Datadog, or an address of it or its members. */
function isOwners(handle: string, { team }: Subject): boolean {
  if (team === undefined) return false;
  const lower = handle.toLowerCase();
  if (addressesOf(team).includes(lower)) return true;
  if ([team.name, ...team.aliases].some((name) => lower === `team-${name}`)) return true;
  const channel = team.contacts.chat?.slice(1);
  return channel !== undefined && lower.startsWith("slack-") && `-${lower}`.endsWith(`-${channel}`);
}

function addressesOf({ contacts, members }: NonNullable<Subject["team"]>): readonly string[] {
  return [contacts.email, ...members.map(({ email }) => email)].flatMap(
    (email) => email?.toLowerCase() ?? [],
  );
}

/** Months are numbers such as 202612. */
function hasEnded({ props }: Resource, today: string): boolean {
  const end = props.get("endMonth").number();
  return end !== undefined && end < Number(today.slice(0, "YYYY-MM".length).replace("-", ""));
}

function whyBudgetUseless({ props, name }: Resource, { team }: Subject, today: string): string | undefined {
  const end = props.get("timePeriodEnd").string()?.slice(0, "YYYY-MM-DD".length);
  if (end !== undefined && end < today) return "has ended";
  const notifications = props.get("notifications").items();
  const addresses = team ? addressesOf(team) : [];
  const isOwn = (address: string): boolean => addresses.includes(address.toLowerCase());
  const mailed = notifications.flatMap((one) => texts(one.get("subscriberEmailAddresses")));
  if (mailed.some(isOwn)) return undefined;
  if (notifications.some((one) => tells(one.get("subscriberSnsTopicArns"))))
    throw new UnknownValue("no-collector", `whom the topics of ${name} notify is seen nowhere`);
  return mailed.length > 0 ? "does not notify the owner" : "notifies nobody";
}

function tells(topics: Value): boolean {
  return topics.unknown || topics.items().length > 0;
}
