import type { FactKind, FactValue, ObservedFact } from "../../../evidence/facts";
import { pagerduty } from "../../../policy-pack/engine/tokens";
import { observedAt, type PerfectPart } from "./part";

/** What the on-call rules need of a perfect service, besides what all services have. */
export function onCallPart(name: string): PerfectPart {
  return {
    facts: {
      links: [{ kind: "severity-policy", url: "https://wiki.astronomy-shop.example/incidents/severity" }],
    },
    resources: [
      {
        type: pagerduty.slackConnection,
        name: `${name}-responders`,
        parent: name,
        props: {
          id: `PSLACK-${name}`,
          sourceId: `PSVC-${name}`,
          sourceType: "service_reference",
          notificationType: "responder",
          workspaceId: "T0SHOP",
          channelId: "C0ORDERS",
        },
        dependsOn: { sourceId: [`${name}-pagerduty`] },
      },
    ],
    observed: [
      told("contact-methods", name, {
        people: ["amy", "ben", "cho", "dia"].map((login) => ({
          person: `PUSER-${login}`,
          methods: [
            { id: `PPUSH-${login}`, kind: "push" as const },
            { id: `PPHONE-${login}`, kind: "phone" as const },
          ],
          urgentRules: [{ method: `PPUSH-${login}`, delayMinutes: 0 }],
        })),
      }),
      told("incidents", name, { since: "2026-08-01T00:00:00Z", incidents: [] }),
      told("pages", name, {
        since: "2026-10-01T00:00:00Z",
        policies: [{ name: `${name}-policy`, services: [name], pages: [] }],
      }),
    ],
  };
}

function told<K extends FactKind>(kind: K, subject: string, value: FactValue<K>): ObservedFact {
  const fact = { kind, subject, source: "pagerduty", at: observedAt, answer: { state: "value", value } };
  return fact as ObservedFact; // a value of this kind, by its type
}
