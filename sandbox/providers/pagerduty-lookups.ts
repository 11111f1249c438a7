import type { JsonObject } from "../world/schema";
import { argument, byName, containing, only } from "./lookups";
import { type Context, type Lookups, Refused } from "./resource-type";

function getUser(args: JsonObject, { world }: Context): JsonObject {
  const email = argument(args, "email");
  const found = world.find("user", "email", email)[0];
  if (!found) throw new Refused(`Unable to locate any user with the email: ${email}`);
  return only(found, ["name", "email"]);
}

/** An exact name first, else the first that contains the words, as the provider does. */
function getVendor(args: JsonObject, context: Context): JsonObject {
  const name = argument(args, "name");
  const candidates = containing("vendor", "name", name, context);
  const exact = candidates.find((vendor) => String(vendor.name).toLowerCase() === name.toLowerCase());
  const found = exact ?? candidates[0];
  if (!found) throw new Refused(`Unable to locate any vendor with the name: ${name}`);
  return only(found, ["name", "type"]);
}

function getUserContactMethod(args: JsonObject, { world }: Context): JsonObject {
  const [userId, label, type] = ["userId", "label", "type"].map((name) => argument(args, name));
  const found = world
    .find("userContactMethod", "userId", userId ?? "")
    .find((method) => method.label === label && method.type === type);
  if (!found)
    throw new Refused(`Unable to locate any contact methods with label: ${label} and type: ${type}`);
  return { deviceType: "", ...only(found, contactMethodProperties) };
}

const contactMethodProperties = [
  "address",
  "blacklisted",
  "countryCode",
  "deviceType",
  "enabled",
  "label",
  "sendShortEmail",
  "type",
  "userId",
];

function getServiceIntegration(args: JsonObject, { world }: Context): JsonObject {
  const [serviceName, integrationSummary] = [
    argument(args, "serviceName"),
    argument(args, "integrationSummary"),
  ];
  const service = world.find("service", "name", serviceName)[0];
  if (!service) throw new Refused(`Unable to locate any service with the name: ${serviceName}`);
  const found = world
    .find("serviceIntegration", "service", service.id)
    .find(({ name }) => name === integrationSummary);
  if (!found) {
    throw new Refused(
      `Unable to locate any integration of type ${integrationSummary} on service ${serviceName}`,
    );
  }
  return { ...only(found, ["integrationKey"]), serviceName, integrationSummary };
}

/** PagerDuty's data sources that the stand-in knows. */
export const pagerdutyLookups: Lookups = {
  "pagerduty:index/getUser:getUser": getUser,
  "pagerduty:index/getVendor:getVendor": getVendor,
  "pagerduty:index/getTeam:getTeam": byName("team", "team", ["name", "description", "parent"]),
  "pagerduty:index/getSchedule:getSchedule": byName("schedule", "schedule", ["name"]),
  "pagerduty:index/getEscalationPolicy:getEscalationPolicy": byName("escalationPolicy", "escalation policy", [
    "name",
  ]),
  "pagerduty:index/getService:getService": byName("service", "service", ["name", "type"]),
  "pagerduty:index/getBusinessService:getBusinessService": byName("businessService", "business service", [
    "name",
    "type",
  ]),
  "pagerduty:index/getUserContactMethod:getUserContactMethod": getUserContactMethod,
  "pagerduty:index/getServiceIntegration:getServiceIntegration": getServiceIntegration,
};
