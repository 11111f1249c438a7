import type { JsonObject, Objects } from "../sandbox/world/schema";
import {
  addressOf,
  byId,
  type Content,
  created,
  kinds,
  people,
  type Team,
  teamCount,
  teamOf,
  teams,
} from "./large-organisation";

export function pagerdutyObjects(names: readonly string[]): Objects {
  const idOf = (login: string) => `PU${login.slice("person-".length)}`;
  const methods = ["email_contact_method", "phone_contact_method", "push_notification_contact_method"];
  const methodsOf = (login: string) =>
    methods.map((type, index): [string, Content] => [
      `PM${login.slice("person-".length)}X${index}`,
      {
        userId: idOf(login),
        type,
        address: addressOf(login),
        label: "Default",
        blacklisted: false,
        enabled: true,
      },
    ]);
  const rulesOf = (login: string) =>
    methods.map((type, index): [string, Content] => {
      const number = login.slice("person-".length);
      const contactMethod = { type, id: `PM${number}X${index}` };
      return [
        `PN${number}X${index}`,
        { userId: idOf(login), urgency: "high", startDelayInMinutes: index * 5, contactMethod },
      ];
    });
  return kinds([
    ["vendor", byId([["PVDATADOG", { name: "Datadog", type: "event_transformer_api" }]])],
    [
      "user",
      byId(
        people.map((login) => [
          idOf(login),
          {
            name: login,
            email: addressOf(login),
            role: "user",
            timeZone: "Europe/Berlin",
            teams: [],
            ...created,
          },
        ]),
      ),
    ],
    ["userContactMethod", byId(people.flatMap(methodsOf))],
    ["userNotificationRule", byId(people.flatMap(rulesOf))],
    [
      "schedule",
      byId(teams.map((team, index) => [`PS${index + 1}`, scheduleOf(team, team.people.map(idOf))])),
    ],
    [
      "escalationPolicy",
      byId(
        teams.map(({ name }, index) => [
          `PP${index + 1}`,
          {
            name,
            numLoops: 2,
            rules: [
              rule(`${index}A`, [{ type: "schedule_reference", id: `PS${index + 1}` }]),
              rule(`${index}B`, [{ type: "user_reference", id: idOf(teamOf(index).people[0] ?? "") }]),
            ],
            ...created,
          },
        ]),
      ),
    ],
    [
      "service",
      byId(
        names.map((name, index) => [
          `PX${index + 1}`,
          {
            name,
            escalationPolicy: `PP${(index % teamCount) + 1}`,
            acknowledgementTimeout: "1800",
            autoResolveTimeout: "14400",
            alertCreation: "create_alerts_and_incidents",
            incidentUrgencyRule: { type: "constant", urgency: "high" },
            status: "active",
            createdAt: "2024-03-04T08:00:00Z",
          },
        ]),
      ),
    ],
    [
      "incident",
      byId(
        names.map((name, index) => [
          `PQ${index + 1}`,
          {
            number: index + 1,
            service: name,
            title: "It answers slowly",
            urgency: "high",
            createdAt: "P12DT4H",
            resolvedAt: "P12DT3H50M",
            resolvedBy: "automation",
          },
        ]),
      ),
    ],
    [
      "serviceIntegration",
      byId(
        names.map((name, index) => [
          `PI${index + 1}`,
          { service: `PX${index + 1}`, name, vendor: "PVDATADOG", type: "events_api_v2_inbound_integration" },
        ]),
      ),
    ],
  ]);
}

function rule(id: string, targets: readonly JsonObject[]): JsonObject {
  return { id, escalationDelayInMinutes: 10, targets };
}

function scheduleOf({ name }: Team, users: readonly string[]): Content {
  const start = "2024-03-04T09:00:00+01:00";
  const layer = {
    id: `PL${name}`,
    name: "Layer 1",
    start,
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: 604_800,
    users,
  };
  return { name, timeZone: "Europe/Berlin", overflow: false, teams: [], layers: [layer], ...created };
}
