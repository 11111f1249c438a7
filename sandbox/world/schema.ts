import { z } from "zod";

/** The vendors whose objects a world holds, one file each. */
export const vendors = ["github", "pagerduty", "datadog"] as const;
export type Vendor = (typeof vendors)[number];

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };
/**
 * One object that a vendor holds: its id and the properties of its provider type, by their SDK names, secrets in plain.
 * What no provider has among its properties and only the vendor's API tells (`createdAt`, events) is below `api`.
 */
export type WorldObject = JsonObject & { readonly id: string };

/**
 * The kinds of objects that each vendor's file may hold: most are provider types, the rest are only looked up or told by
 * the APIs. What happened to a service, such as an incident, names it as the catalog does, as its id may come later.
 */
export const kinds = {
  github: [
    "organization",
    "user",
    "repository",
    "branchProtection",
    "branchProtectionV3",
    "repositoryRuleset",
    "organizationRuleset",
    "repositoryEnvironment",
    "repositoryEnvironmentDeploymentPolicy",
    "repositoryDeploymentBranchPolicy",
    "repositoryDependabotSecurityUpdates",
    "workflowRepositoryPermissions",
    "actionsRepositoryPermissions",
    "actionsOrganizationWorkflowPermissions",
    "actionsOrganizationPermissions",
    "enterpriseActionsWorkflowPermissions",
    "team",
    "teamMembers",
    "teamMembership",
    "teamRepository",
    "repositoryCollaborators",
    "repositoryCollaborator",
    "repositoryFile",
    "actionsSecret",
    "actionsVariable",
    "actionsEnvironmentVariable",
    "actionsOrganizationVariable",
    "repositoryWebhook",
    "repositoryCustomProperty",
    "repositoryDeployKey",
    "issue",
    "issueComment",
  ],
  pagerduty: [
    "vendor",
    "team",
    "teamMembership",
    "user",
    "userContactMethod",
    "userNotificationRule",
    "schedule",
    "escalationPolicy",
    "service",
    "serviceIntegration",
    "slackConnection",
    "extension",
    "maintenanceWindow",
    "businessService",
    "serviceDependency",
    "responsePlay",
    "scheduleOverride",
    "priority",
    "incident",
    "extensionSchema",
    "incidentWorkflow",
    "incidentWorkflowTrigger",
    "eventOrchestration",
    "eventOrchestrationRouter",
  ],
  datadog: [
    "user",
    "role",
    "monitor",
    "monitorJson",
    "serviceLevelObjective",
    "syntheticsTest",
    "dashboard",
    "dashboardV2",
    "dashboardJson",
    "downtimeSchedule",
    "downtime",
    "monitorNotificationRule",
    "onCallSchedule",
    "onCallEscalationPolicy",
    "onCallTeamRoutingRules",
    "onCallUserNotificationChannel",
    "onCallUserNotificationRule",
    "softwareCatalog",
    "serviceDefinitionYaml",
    "costBudget",
    "team",
    "teamMembership",
    "webhook",
    "sloCorrection",
    "deploymentGate",
    "pagerdutyServiceObject",
    "slackChannel",
    "telemetry",
    "sloStatus",
    "doraDeployment",
    "metric",
    "event",
    "scorecardRule",
    "scorecardOutcome",
  ],
} as const satisfies Record<Vendor, readonly string[]>;

/** A kind of object of any vendor; which vendor holds it is checked when a file is read. */
export type Kind = (typeof kinds)[Vendor][number];

/** The objects of one vendor by kind and id; a kind without objects may be left out. */
export type Objects = { [kind in Kind]?: { [id: string]: WorldObject } };

// The text comes from JSON.parse, so every value is JSON; only the shape around it needs a check.
const json = z.custom<Json>((value) => value !== undefined);
const worldObject = z.object({ id: z.string().min(1) }).catchall(json);

/** The file of one vendor: `{ format: 1, vendor, objects: { kind: { id: object } } }`. */
export function vendorFileSchema(vendor: Vendor) {
  return z.strictObject({
    format: z.literal(1),
    vendor: z.literal(vendor),
    objects: z
      .partialRecord(z.enum(kinds[vendor]), z.record(z.string(), worldObject))
      .superRefine((objects, context) => {
        for (const [kind, byId] of Object.entries(objects)) {
          for (const [id, object] of Object.entries(byId ?? {})) {
            if (object.id === id) continue;
            context.addIssue({ code: "custom", path: [kind, id, "id"], message: `must be "${id}", its key` });
          }
        }
      }),
  });
}
