import type { Evidence, Resource, Subject } from "../../engine/rule";
import { pagerduty } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { anyHolds } from "../decide";
import { confirmGap } from "../gap";
import { idOf, nameOf, referredTo, sourcesOf } from "../links";
import { type Route, routesOf } from "./datadog-routing";
import { type Pager, pagersOf } from "./service-wiring";

/** By which property each kind names the services or teams that it is for. */
const subjects: Readonly<Record<string, string>> = {
  [pagerduty.slackConnection]: "sourceId",
  [pagerduty.extension]: "extensionObjects",
  [pagerduty.incidentWorkflowTrigger]: "services",
};
const types = Object.keys(subjects);

/** Hosts of chat vendors to which an extension may post. */
const chatHosts = [
  "slack.com",
  "webhook.office.com",
  "outlook.office.com",
  "chat.googleapis.com",
  "discord.com",
];

/** Where pages of a service arrive, and whether that calls responders together. */
export interface Arrival {
  /** Such as `PagerDuty service checkout`. */
  readonly what: string;
  readonly name: string;
  readonly resource: Resource;
  /** Whether a chat for responders or an incident workflow is connected; throws UnknownValue where that is not known. */
  callsResponders(): boolean;
}

/** Where the service's pages arrive: its PagerDuty services, and the routing rules of its team at Datadog. */
export function arrivalsOf(service: Subject, evidence: Evidence): readonly Arrival[] {
  return [
    ...pagersOf(service, evidence).map((pager) => ({
      what: `PagerDuty service ${pager.name}`,
      name: pager.name,
      resource: pager.resource,
      callsResponders: () => isConnected(service, evidence, pager),
    })),
    ...routesOf(service, evidence).map((route) => ({
      what: `The routing of ${route.name}`,
      name: route.name,
      resource: route.resource,
      callsResponders: () => postsToChat(route),
    })),
  ];
}

function isConnected(service: Subject, evidence: Evidence, { name, resource }: Pager): boolean {
  const { about, everywhere, doubts } = indexOf(evidence);
  const id = idOf(resource);
  const find = (keys: readonly string[]): readonly Resource[] => keys.flatMap((key) => about.get(key) ?? []);
  const found = anyHolds([
    ...find(id === undefined ? [resource.urn] : [resource.urn, id]).map(
      (one) => () => calls(service, evidence, one, "service_reference"),
    ),
    ...everywhere.map((one) => () => one.props.get("subscribedToAllServices").boolean() ?? false),
    () =>
      anyHolds(
        find(teamsOf(evidence, resource)).map((one) => () => calls(service, evidence, one, "team_reference")),
      ),
    ...doubts.map((doubt) => () => {
      throw doubt;
    }),
  ]);
  if (found) return true;
  const what = `what calls responders of PagerDuty service ${name} together`;
  if (resource.observed) evidence.ask("incident-response", service.name, what);
  else confirmGap(evidence, "incident-response", service.name, what);
  return false;
}

/** Whether one thing that is about a service, or about its team, brings responders together. */
function calls(
  service: Subject,
  evidence: Evidence,
  { type, name, props }: Resource,
  about: "service_reference" | "team_reference",
): boolean {
  if (type === pagerduty.slackConnection)
    return (
      props.get("sourceType").string() === about && props.get("notificationType").string() === "responder"
    );
  if (type === pagerduty.incidentWorkflowTrigger) return true;
  if (isChatAddress(props.get("endpointUrl").string() ?? "")) return true;
  // An id says nothing of what it stands for.
  const told = evidence.ask("incident-response", service.name, `whether extension ${name} leads to a chat`);
  return told?.chatSchemas.includes(props.get("extensionSchema").string() ?? "") ?? false;
}

function isChatAddress(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  return chatHosts.some((known) => host === known || host.endsWith(`.${known}`));
}

/** The teams of the policy that a PagerDuty service uses, by URN or id: a service belongs to its policy's teams. */
function teamsOf(evidence: Evidence, pager: Resource): readonly string[] {
  const policy = referredTo(evidence, pager, "escalationPolicy", [pagerduty.escalationPolicy]);
  return policy === undefined ? [] : namedBy(policy, "teams", [pagerduty.team]);
}

interface ResponseIndex {
  /** By URN and id of the service or team that they are about. */
  readonly about: ReadonlyMap<string, readonly Resource[]>;
  /** Workflow triggers, each of which may be about all services. */
  readonly everywhere: readonly Resource[];
  readonly doubts: readonly UnknownValue[];
}

/** Found once a stack, whoever asks first. */
const indexes = new WeakMap<readonly Resource[], ResponseIndex>();

function indexOf(evidence: Evidence): ResponseIndex {
  const all = evidence.all(...types);
  const known = indexes.get(all);
  if (known) return known;
  const about = new Map<string, Resource[]>();
  const doubts: UnknownValue[] = [];
  for (const resource of all) {
    const keys = attempt(() =>
      namedBy(resource, subjects[resource.type] ?? "", [pagerduty.service, pagerduty.team]),
    );
    if ("unknown" in keys) doubts.push(keys.unknown);
    for (const key of "value" in keys ? keys.value : []) {
      const list = about.get(key);
      if (list) list.push(resource);
      else about.set(key, [resource]);
    }
  }
  const everywhere = all.filter(({ type }) => type === pagerduty.incidentWorkflowTrigger);
  const index = { about, everywhere, doubts };
  indexes.set(all, index);
  return index;
}

/** What a property names, one or several: by id, and by the URN of what an id that is not known was computed from. */
function namedBy(resource: Resource, property: string, kinds: readonly string[]): readonly string[] {
  const stated = resource.props.get(property);
  const items = stated.unknown ? [stated] : stated.items();
  const isOpen = items.some((item) => item.unknown);
  const sources = sourcesOf(resource, property, kinds).filter((one) => isOpen || idOf(one) === undefined);
  if (isOpen && sources.length === 0)
    throw new UnknownValue("planned", `${property} of ${nameOf(resource)} is only known after an update`);
  const ids = items.filter((item) => !item.unknown).flatMap((item) => item.string() ?? []);
  return [...new Set([...sources.map(({ urn }) => urn), ...ids])];
}

/** Whether a Datadog team's routing posts pages to a chat. */
function postsToChat({ resource }: Route): boolean {
  const actions = resource.props
    .get("rules")
    .items()
    .flatMap((rule) => rule.get("actions").items());
  return actions.some(
    (action) => !action.get("sendSlackMessage").absent || !action.get("sendTeamsMessage").absent,
  );
}
