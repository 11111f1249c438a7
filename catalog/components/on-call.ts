import * as datadog from "@pulumi/datadog";
import * as pagerduty from "@pulumi/pagerduty";
import type * as pulumi from "@pulumi/pulumi";
import { parameterTables } from "../../tiers/parameters";
import type { ServiceFacts } from "../graph";
import { adopting, type DeclaredChild, declaredChild } from "./children";
import { childName, physicalName } from "./naming";
import type { Place } from "./place";

const daySeconds = 24 * 60 * 60;
const turnSeconds = 7 * daySeconds;
/** The first Monday from which turns are counted; a fixed day, so that a preview never moves a schedule. */
const firstTurn = "2026-01-05T09:00:00";
const officeHours = { start: "09:00:00", seconds: 8 * 60 * 60, days: [1, 2, 3, 4, 5] } as const;

/** Who is paged for a service: ids of PagerDuty users and of what exists there already. */
export interface OnCallPlan {
  readonly timeZone: string;
  /** Users in the order of their turns; not empty unless a schedule or policy exists. */
  readonly rotation: readonly string[];
  /** Users of the second level; empty where the tier asks for one level, or nobody else can be paged. */
  readonly escalateTo: readonly string[];
  readonly datadogVendor: string;
  readonly existingPolicy?: string;
  readonly existingSchedule?: string;
}

/** A weekly rotation over the hours that the tier asks; office hours are the least. */
export function scheduleArgs(
  facts: ServiceFacts,
  plan: OnCallPlan,
  environment: string,
): pagerduty.ScheduleArgs {
  const start = `${firstTurn}${offsetOf(plan.timeZone)}`;
  const always = parameterTables["on-call-covered"].values[facts.tier].hours === "always";
  return {
    name: physicalName(facts.name, environment),
    description: `Who is on call for ${facts.name}.`,
    timeZone: plan.timeZone,
    layers: [
      {
        name: "Rotation",
        start,
        rotationVirtualStart: start,
        rotationTurnLengthSeconds: turnSeconds,
        users: [...plan.rotation],
        ...(always ? {} : { restrictions: officeRestrictions() }),
      },
    ],
  };
}

/** A zone's offset from UTC on the day of the first turn, such as +01:00. */
function offsetOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const parts = format.formatToParts(new Date(`${firstTurn}Z`));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "") || "+00:00";
}

function officeRestrictions(): pagerduty.types.input.ScheduleLayerRestriction[] {
  return officeHours.days.map((day) => ({
    type: "weekly_restriction",
    startDayOfWeek: day,
    startTimeOfDay: officeHours.start,
    durationSeconds: officeHours.seconds,
  }));
}

/** The tier's delays and repeats; a second level where somebody is to be paged on it. */
export function policyArgs(
  facts: ServiceFacts,
  plan: OnCallPlan,
  environment: string,
  schedule: pulumi.Input<string>,
): pagerduty.EscalationPolicyArgs {
  const { firstDelayMinutes, repeats } = parameterTables["escalation-layered"].values[facts.tier];
  const first = {
    escalationDelayInMinutes: firstDelayMinutes,
    targets: [{ type: "schedule_reference", id: schedule }],
  };
  const second = {
    escalationDelayInMinutes: firstDelayMinutes,
    targets: plan.escalateTo.map((id) => ({ type: "user_reference", id })),
  };
  return {
    name: physicalName(facts.name, environment),
    description: `Who is paged for ${facts.name}, and who when nobody answers.`,
    numLoops: repeats,
    rules: plan.escalateTo.length > 0 ? [first, second] : [first],
  };
}

/** A service whose incidents are as urgent as the alert, and come back half an hour after a forgotten one. */
export function serviceArgs(
  facts: ServiceFacts,
  environment: string,
  policy: pulumi.Input<string>,
): pagerduty.ServiceArgs {
  return {
    name: physicalName(facts.name, environment),
    description: facts.description ?? `The service ${facts.name}.`,
    escalationPolicy: policy,
    alertCreation: "create_alerts_and_incidents",
    acknowledgementTimeout: "1800",
    incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
  };
}

/** Declares schedule, escalation policy, service and its Datadog integration below a Service component. */
export function declareOnCall(
  parent: pulumi.Resource,
  site: OnCallSite,
  plan: OnCallPlan,
): { readonly serviceName: pulumi.Input<string>; readonly children: readonly DeclaredChild[] } {
  const policy = declarePolicy(parent, site, plan);
  const wiring = declareWiring(parent, site, plan.datadogVendor, policy.id);
  return { serviceName: wiring.serviceName, children: [...policy.children, ...wiring.children] };
}

/** Where on-call is declared; who is alerted follows from it. */
type OnCallSite = Omit<Place, "alerting">;

interface Made {
  readonly id: pulumi.Input<string>;
  readonly children: DeclaredChild[];
}

function declarePolicy(parent: pulumi.Resource, place: OnCallSite, plan: OnCallPlan): Made {
  if (plan.existingPolicy !== undefined) return { id: plan.existingPolicy, children: [] };
  const { facts, environment, adopt } = place;
  const schedule = declareSchedule(parent, place, plan);
  const args = policyArgs(facts, plan, environment, schedule.id);
  const id = adopt.escalationPolicy;
  const name = childName(facts.name, "escalation");
  const policy = new pagerduty.EscalationPolicy(name, args, adopting(parent, id));
  return { id: policy.id, children: [...schedule.children, declaredChild(policy, args, id)] };
}

function declareSchedule(parent: pulumi.Resource, place: OnCallSite, plan: OnCallPlan): Made {
  if (plan.existingSchedule !== undefined) return { id: plan.existingSchedule, children: [] };
  const { facts, environment, adopt } = place;
  const args = scheduleArgs(facts, plan, environment);
  const id = adopt.schedule;
  const schedule = new pagerduty.Schedule(childName(facts.name, "schedule"), args, adopting(parent, id));
  return { id: schedule.id, children: [declaredChild(schedule, args, id)] };
}

function declareWiring(
  parent: pulumi.Resource,
  { facts, environment, adopt }: OnCallSite,
  vendor: string,
  policy: pulumi.Input<string>,
): { serviceName: pulumi.Input<string>; children: DeclaredChild[] } {
  const args = serviceArgs(facts, environment, policy);
  const id = adopt.service;
  const service = new pagerduty.Service(childName(facts.name, "pagerduty"), args, adopting(parent, id));
  const integrationArgs = { name: "Datadog", service: service.id, vendor };
  const integration = new pagerduty.ServiceIntegration(childName(facts.name, "datadog"), integrationArgs, {
    parent,
    // Whoever knows the key can page the team; the provider does not mark it.
    additionalSecretOutputs: ["integrationKey"],
  });
  const chat = chatArgs(facts, service.id);
  const handleArgs = { serviceName: service.name, serviceKey: integration.integrationKey };
  const handle = new datadog.pagerduty.ServiceObject(childName(facts.name, "handle"), handleArgs, { parent });
  return {
    serviceName: id === undefined ? physicalName(facts.name, environment) : service.name,
    children: [
      declaredChild(service, args, id),
      declaredChild(integration, integrationArgs, undefined),
      declaredChild(handle, handleArgs, undefined),
      ...(chat === undefined ? [] : [declareChat(parent, facts, chat)]),
    ],
  };
}

/** What responders must not miss of an incident. */
const chatEvents = [
  "incident.triggered",
  "incident.acknowledged",
  "incident.unacknowledged",
  "incident.escalated",
  "incident.reassigned",
  "incident.priority_updated",
  "incident.annotated",
  "incident.responder.added",
  "incident.responder.replied",
  "incident.status_update_published",
  "incident.reopened",
  "incident.resolved",
];

/** The channel in which a service's responders meet; undefined where the catalog names none. */
export function chatArgs(
  { onCall }: ServiceFacts,
  service: pulumi.Input<string>,
): pagerduty.SlackConnectionArgs | undefined {
  if (onCall?.chat === undefined) return undefined;
  const { workspace, channel } = onCall.chat;
  return {
    sourceId: service,
    sourceType: "service_reference",
    workspaceId: workspace,
    channelId: channel,
    notificationType: "responder",
    configs: [{ events: [...chatEvents] }],
  };
}

function declareChat(
  parent: pulumi.Resource,
  { name }: ServiceFacts,
  args: pagerduty.SlackConnectionArgs,
): DeclaredChild {
  return declaredChild(
    new pagerduty.SlackConnection(childName(name, "chat"), args, { parent }),
    args,
    undefined,
  );
}
