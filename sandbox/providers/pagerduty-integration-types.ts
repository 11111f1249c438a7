import { idExists, invalid, lastPart, pagerdutyId } from "./pagerduty-objects";
import { textOf } from "./paths";
import type { ResourceType, ResourceTypes } from "./resource-type";

const integrationTypes = [
  "aws_cloudwatch_inbound_integration",
  "cloudkick_inbound_integration",
  "event_transformer_api_inbound_integration",
  "events_api_v2_inbound_integration",
  "generic_email_inbound_integration",
  "generic_events_api_inbound_integration",
  "keynote_inbound_integration",
  "nagios_inbound_integration",
  "pingdom_inbound_integration",
  "sql_monitor_inbound_integration",
];
const predicates = "emailParsers[].matchPredicate.predicates[]";

const serviceIntegration: ResourceType = {
  kind: "serviceIntegration",
  autoname: true,
  required: [
    "service",
    "emailParsers[].action",
    "emailParsers[].matchPredicate",
    "emailParsers[].matchPredicate.type",
    `${predicates}.type`,
    `${predicates}.predicates[].matcher`,
    `${predicates}.predicates[].part`,
    `${predicates}.predicates[].type`,
    "emailParsers[].valueExtractors[].part",
    "emailParsers[].valueExtractors[].type",
    "emailParsers[].valueExtractors[].valueName",
  ],
  values: {
    type: integrationTypes,
    emailIncidentCreation: ["on_new_email", "on_new_email_subject", "only_if_no_open_incidents", "use_rules"],
    emailFilterMode: ["all-email", "or-rules-email", "and-rules-email"],
    emailParsingFallback: ["open_new_incident", "discard"],
    "emailParsers[].action": ["resolve", "trigger"],
  },
  outputs: ["htmlUrl"],
  computed: [
    "emailFilterMode",
    "emailFilters[].id",
    "emailIncidentCreation",
    "emailParsers[].id",
    "emailParsingFallback",
    "integrationEmail",
    "integrationKey",
    "type",
    "vendor",
  ],
  secrets: ["integrationKey"],
  replaceOn: ["service", "type", "vendor"],
  judge: ({ type, vendor }) => {
    if (type === undefined || vendor === undefined) return [];
    return [
      { property: "type", reason: `Conflicting configuration arguments. "type": conflicts with vendor` },
    ];
  },
  refusals: [
    idExists("service", "service", "services"),
    idExists("vendor", "vendor", "services"),
    ({ type, vendor }) => {
      if (type !== undefined || vendor !== undefined) return undefined;
      return invalid("services", "Integration type or vendor is required");
    },
    ({ type, service: owner }, { world }) => {
      const creates = world.get("service", String(owner))?.alertCreation;
      if (type !== "events_api_v2_inbound_integration" || creates === "create_alerts_and_incidents")
        return undefined;
      return invalid(
        "services",
        "Events API v2 needs a service whose alert_creation is create_alerts_and_incidents",
      );
    },
  ],
  newId: pagerdutyId,
  importId: lastPart,
  once: (inputs, { random, world }) => {
    const vendor = world.get("vendor", textOf(inputs, "vendor") ?? "");
    return {
      integrationKey: random.hex(32),
      integrationEmail: "",
      emailFilterMode: "all-email",
      emailIncidentCreation: "",
      emailParsingFallback: "",
      type: vendor ? `${vendor.type}_inbound_integration` : "",
      vendor: "",
    };
  },
  derive: (inputs, _context, id) => ({
    htmlUrl: `https://astronomy-shop.pagerduty.com/services/${inputs.service}/integrations/${id}`,
  }),
};

/** What feeds events into services. */
export const pagerdutyIntegrationTypes: ResourceTypes = {
  "pagerduty:index/serviceIntegration:ServiceIntegration": serviceIntegration,
};
