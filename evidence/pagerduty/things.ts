import type { ObservedResource } from "../facts";
import { oncePerThing, stated } from "../read";
import type { PagerService, Policy, Schedule, User, Window } from "./schemas";

/*
 * PagerDuty's things in the shape of the resources that would declare them (types and properties of the SDK).
 */

/** Type tokens of the SDK. */
export const tokens = {
  escalationPolicy: "pagerduty:index/escalationPolicy:EscalationPolicy",
  eventOrchestrationRouter: "pagerduty:index/eventOrchestrationRouter:EventOrchestrationRouter",
  extension: "pagerduty:index/extension:Extension",
  incidentWorkflowTrigger: "pagerduty:index/incidentWorkflowTrigger:IncidentWorkflowTrigger",
  maintenanceWindow: "pagerduty:index/maintenanceWindow:MaintenanceWindow",
  schedule: "pagerduty:index/schedule:Schedule",
  service: "pagerduty:index/service:Service",
  serviceIntegration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  user: "pagerduty:index/user:User",
} as const;

/** A service with its integrations. */
export function serviceThings(service: PagerService): readonly ObservedResource[] {
  const { id, name } = service;
  const integrations = (service.integrations ?? []).map(
    (one): ObservedResource => ({
      type: tokens.serviceIntegration,
      id: one.id,
      name: one.name || one.id,
      props: stated({ name: one.name, service: id, type: integrationType(one.type), vendor: one.vendor?.id }),
    }),
  );
  return [{ type: tokens.service, id, name, props: serviceProps(service) }, ...integrations];
}

/** Where only a reference is shown, its type tells that of what it stands for. */
export function integrationType(type: string): string {
  return type.replace(/_reference$/, "");
}

function serviceProps(service: PagerService): ObservedResource["props"] {
  const rule = service.incident_urgency_rule;
  return stated({
    name: service.name,
    status: service.status,
    escalationPolicy: service.escalation_policy?.id,
    alertCreation: service.alert_creation,
    // A number is a text there, and null the text by which it is switched off.
    acknowledgementTimeout: timeoutOf(service.acknowledgement_timeout),
    autoResolveTimeout: timeoutOf(service.auto_resolve_timeout),
    incidentUrgencyRule:
      rule === null || rule === undefined
        ? undefined
        : stated({
            type: rule.type,
            urgency: rule.urgency,
            duringSupportHours: rule.during_support_hours && stated(rule.during_support_hours),
            outsideSupportHours: rule.outside_support_hours && stated(rule.outside_support_hours),
          }),
  });
}

function timeoutOf(seconds: number | null | undefined): string | undefined {
  return seconds === undefined ? undefined : String(seconds);
}

export const policyThing = oncePerThing(({ id, name, ...policy }: Policy): ObservedResource => {
  return {
    type: tokens.escalationPolicy,
    id,
    name,
    props: stated({
      name,
      numLoops: policy.num_loops,
      teams: policy.teams?.[0]?.id, // which is one text in the SDK
      rules: policy.escalation_rules.map((rule) => ({
        escalationDelayInMinutes: rule.escalation_delay_in_minutes,
        targets: rule.targets.map(({ type, id: target }) => ({ type, id: target })),
      })),
    }),
  };
});

/** A schedule with its layers in the SDK's order, in which later ones override: the API lists them the other way round. */
export const scheduleThing = oncePerThing(({ id, name, ...schedule }: Schedule): ObservedResource => {
  const layers = schedule.schedule_layers.map((layer) =>
    stated({
      name: layer.name,
      start: layer.start,
      end: layer.end,
      rotationVirtualStart: layer.rotation_virtual_start,
      rotationTurnLengthSeconds: layer.rotation_turn_length_seconds,
      users: layer.users.map(({ user }) => user.id),
      restrictions: (layer.restrictions ?? []).map((one) =>
        stated({
          type: one.type,
          durationSeconds: one.duration_seconds,
          startTimeOfDay: one.start_time_of_day,
          startDayOfWeek: one.start_day_of_week,
        }),
      ),
    }),
  );
  const props = { name, timeZone: schedule.time_zone, layers: layers.reverse() };
  return { type: tokens.schedule, id, name, props };
});

/** A user by name and role: no address. */
export const userThing = oncePerThing(({ id, name, role }: User): ObservedResource => {
  return { type: tokens.user, id, name, props: stated({ name, role }) };
});

export function windowThing({
  id,
  start_time: startTime,
  end_time: endTime,
  services,
}: Window): ObservedResource {
  const props = { startTime, endTime, services: services.map((service) => service.id) };
  return { type: tokens.maintenanceWindow, id, name: id, props };
}
