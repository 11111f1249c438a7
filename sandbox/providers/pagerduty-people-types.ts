import { idExists, invalid, lastPart, managed, pageOf, pagerdutyId } from "./pagerduty-objects";
import { taken } from "./refusals";
import type { ResourceType, ResourceTypes } from "./resource-type";

const contactMethodTypes = [
  "email_contact_method",
  "phone_contact_method",
  "sms_contact_method",
  "push_notification_contact_method",
];

const user: ResourceType = {
  kind: "user",
  autoname: true,
  required: ["email"],
  defaults: { description: managed, role: "user" },
  values: {
    role: [
      "admin",
      "limited_user",
      "observer",
      "owner",
      "read_only_user",
      "read_only_limited_user",
      "restricted_access",
      "user",
    ],
  },
  outputs: ["avatarUrl", "htmlUrl", "invitationSent"],
  computed: ["color", "teams", "timeZone"],
  refusals: [taken("user", ["email"], () => invalid("users", "Email has already been taken"))],
  newId: pagerdutyId,
  once: () => ({
    avatarUrl: "https://pagerduty.example/avatar.png",
    invitationSent: true,
    color: "purple",
    teams: [],
    timeZone: "Etc/UTC",
  }),
  derive: pageOf("users"),
};

const teamMembership: ResourceType = {
  kind: "teamMembership",
  required: ["teamId", "userId"],
  defaults: { role: "manager" },
  values: { role: ["observer", "responder", "manager"] },
  replaceOn: ["teamId", "userId"],
  refusals: [idExists("teamId", "team", "teams"), idExists("userId", "user", "teams")],
  newId: ({ userId, teamId }) => `${userId}:${teamId}`,
};

const userContactMethod: ResourceType = {
  kind: "userContactMethod",
  required: ["address", "label", "type", "userId"],
  defaults: { sendShortEmail: false },
  values: { type: contactMethodTypes },
  outputs: ["blacklisted", "enabled"],
  computed: ["countryCode"],
  replaceOn: ["type", "userId"],
  refusals: [
    idExists("userId", "user", "users"),
    taken("userContactMethod", ["userId", "type", "address"], () =>
      invalid("users", "User Contact method must be unique"),
    ),
  ],
  newId: pagerdutyId,
  importId: lastPart,
  once: () => ({ blacklisted: false, enabled: true, countryCode: 0 }),
};

const userNotificationRule: ResourceType = {
  kind: "userNotificationRule",
  required: [
    "contactMethod",
    "startDelayInMinutes",
    "urgency",
    "userId",
    "contactMethod.id",
    "contactMethod.type",
  ],
  values: { urgency: ["high", "low"], "contactMethod.type": contactMethodTypes },
  ranges: { startDelayInMinutes: [0, Number.POSITIVE_INFINITY] },
  replaceOn: ["userId"],
  refusals: [idExists("userId", "user", "users"), idExists("contactMethod.id", "userContactMethod", "users")],
  newId: pagerdutyId,
  importId: lastPart,
};

/** People, how they are reached, and the teams that they belong to. */
export const pagerdutyPeopleTypes: ResourceTypes = {
  "pagerduty:index/user:User": user,
  "pagerduty:index/teamMembership:TeamMembership": teamMembership,
  "pagerduty:index/userContactMethod:UserContactMethod": userContactMethod,
  "pagerduty:index/userNotificationRule:UserNotificationRule": userNotificationRule,
};
