import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { incidentProcess } from "../../../../policy-pack/rules/on-call/incident-process";
import { type Given, given } from "../../given";
import { nothingDeclared, seen, seenOnCall } from "../../observed-on-call";
import { testRule } from "../../rule-tester";

const { slackConnection, extension, incidentWorkflowTrigger, escalationPolicy, service, team } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const pager = "checkout-pagerduty";

/** The service without its Slack connection. */
function unconnected(): Given {
  return given.service().without(slackConnection, "checkout-responders");
}

function slack(props: Record<string, unknown>, dependsOn: readonly string[] = []): Given {
  return unconnected().add({
    type: slackConnection,
    name: "slack",
    props: {
      sourceId: "PSVC-checkout",
      sourceType: "service_reference",
      notificationType: "responder",
      ...props,
    },
    dependsOn: { sourceId: dependsOn },
  });
}

/** The policy belongs to a PagerDuty team, which has a Slack connection of its own. */
function byTeam(teams: unknown, source: Record<string, unknown>, dependsOn: readonly string[] = []): Given {
  return unconnected()
    .without(escalationPolicy, "checkout-policy")
    .add({
      type: escalationPolicy,
      name: "checkout-policy",
      props: {
        id: "PPOL-checkout",
        name: "checkout-policy",
        teams,
        rules: [{ targets: [{ type: "schedule_reference", id: "PSCHED-checkout" }] }],
      },
      dependsOn: { teams: dependsOn },
    })
    .add({
      type: slackConnection,
      name: "team-slack",
      belongs: false,
      props: { sourceType: "team_reference", notificationType: "responder", ...source },
      dependsOn: { sourceId: dependsOn },
    });
}

function extended(props: Record<string, unknown>): Given {
  return unconnected().add({
    type: extension,
    name: "chat",
    props: { extensionObjects: ["PSVC-checkout"], extensionSchema: "PSCHEMA", ...props },
    dependsOn: { extensionObjects: [pager] },
  });
}

function triggered(props: Record<string, unknown>, dependsOn: readonly string[] = []): Given {
  return unconnected().add({
    type: incidentWorkflowTrigger,
    name: "trigger",
    belongs: false,
    props: { type: "conditional", workflow: "PFLOW", ...props },
    dependsOn: { services: dependsOn },
  });
}

/** PagerDuty tells what calls responders together. */
function told(
  input: Given,
  resources: readonly ReturnType<typeof seen>[],
  chatSchemas: readonly string[] = [],
): Given {
  return input.observed("incident-response", "checkout", {
    value: { resources: [...resources], chatSchemas: [...chatSchemas] },
  });
}

function routed(action: Record<string, unknown>): Given {
  return nothingDeclared()
    .without(slackConnection, "checkout-responders")
    .add({
      type: datadog.onCallEscalationPolicy,
      name: "steps",
      props: { id: "DPOL", steps: [{ targets: [{ user: "amy" }] }] },
    })
    .add({
      type: datadog.onCallTeamRoutingRules,
      name: "orders-routing",
      props: { rules: [{ escalationPolicy: "DPOL", actions: [action] }] },
    });
}

const alone = {
  message: "alone",
  data: { arrival: "PagerDuty service checkout" },
  subject: "checkout",
  on: pager,
};
const seenAlone = {
  message: "alone",
  data: { arrival: "PagerDuty service Checkout" },
  subject: "Checkout",
  on: "Checkout",
};
const unlinked = { message: "unlinked" };

testRule(incidentProcess, {
  pass: {
    "a channel for responders and a severity policy": given.service(),
    "the first preview, in which no id is known": slack({ sourceId: unknown }, [pager]).unknown(
      service,
      pager,
      "id",
    ),
    "a channel for responders of the policy's team": byTeam("PTEAM", { sourceId: "PTEAM" }),
    "a channel for responders of a team that this preview makes": byTeam(unknown, { sourceId: unknown }, [
      "shop-team",
    ]).add({ type: team, name: "shop-team", belongs: false, props: { name: "Shop", id: unknown } }),
    "an extension that posts to Slack": extended({ endpointUrl: "https://hooks.slack.com/services/T0/B0" }),
    "an extension of a schema that PagerDuty tells is a chat": told(extended({}), [], ["PSCHEMA"]),
    "an incident workflow trigger for the service": triggered({ services: ["PSVC-spare", "PSVC-checkout"] }),
    "an incident workflow trigger for a service that this preview makes": triggered({ services: [unknown] }, [
      pager,
    ]).unknown(service, pager, "id"),
    "an incident workflow trigger for all services": triggered({ subscribedToAllServices: true }),
    "a severity policy in the repository": given
      .service()
      .facts({ links: [{ kind: "severity-policy", path: "docs/severity.md" }] }),
    "a PagerDuty service that exists, with a trigger that was seen": told(seenOnCall(), [
      seen(incidentWorkflowTrigger, "PTRIG", { services: ["PSVC"], workflow: "PFLOW" }),
    ]),
    "a declared PagerDuty service with a Slack connection that was seen": told(unconnected(), [
      seen(slackConnection, "PSLACK", {
        sourceId: "PSVC-checkout",
        sourceType: "service_reference",
        notificationType: "responder",
      }),
    ]),
    "a Datadog team whose routing posts to Slack": routed({ sendSlackMessage: { channel: "C1" } }),
    "a Datadog team whose routing posts to Teams": routed({ sendTeamsMessage: { channel: "C1" } }),
  },
  fail: {
    "no link to a severity policy": [given.service().facts({ links: [] }), [unlinked]],
    "a link that leads nowhere": [
      given.service().facts({ links: [{ kind: "severity-policy", title: "Severities" }] }),
      [unlinked],
    ],
    "a link of another kind": [
      given.service().facts({ links: [{ kind: "runbook", url: "https://wiki.example/severity" }] }),
      [unlinked],
    ],
    "nothing that calls responders together": [unconnected(), [alone]],
    "neither link nor connection": [unconnected().facts({ links: [] }), [unlinked, alone]],
    "a channel for stakeholders": [slack({ notificationType: "stakeholder" }), [alone]],
    "a channel of another service": [slack({ sourceId: "PSVC-spare" }), [alone]],
    "a channel of another team": [byTeam("PTEAM", { sourceId: "POTHER" }), [alone]],
    "a channel of the team for stakeholders": [
      byTeam("PTEAM", { sourceId: "PTEAM", notificationType: "stakeholder" }),
      [alone],
    ],
    "a response play, which PagerDuty has given up": [
      unconnected().with(service, pager, { responsePlay: "PPLAY" }),
      [alone],
    ],
    "an extension whose schema is no chat, as PagerDuty tells": [told(extended({}), [], ["POTHER"]), [alone]],
    "an extension that posts to a host which only looks like Slack": [
      told(extended({ endpointUrl: "https://hooks.slack.com.example/services" }), []),
      [alone],
    ],
    "an extension of another service": [extended({ extensionObjects: ["PSVC-spare"] }), [alone]],
    "a trigger of another service": [
      triggered({ services: ["PSVC-spare"], subscribedToAllServices: false }),
      [alone],
    ],
    "a PagerDuty service that exists, beside which nothing was seen": [told(seenOnCall(), []), [seenAlone]],
    "a Datadog team whose routing only pages": [
      routed({ escalationPolicy: { policyId: "DPOL" } }),
      [
        {
          message: "alone",
          data: { arrival: "The routing of orders-routing" },
          subject: "orders-routing",
          on: "orders-routing",
        },
      ],
    ],
    "no link where nobody is on call": [
      nothingDeclared().without(slackConnection, "checkout-responders").facts({ links: [] }),
      [unlinked],
    ],
  },
  notApplicable: {
    "tier 2": unconnected().tier(2),
    "a service with a link where nobody is on call": nothingDeclared().without(
      slackConnection,
      "checkout-responders",
    ),
    "a policy without a PagerDuty service": unconnected().without(service, pager),
  },
  unknown: {
    "a PagerDuty service that exists, of which PagerDuty did not tell": [
      seenOnCall(),
      "unobserved: PagerDuty did not tell what calls responders of PagerDuty service Checkout together",
    ],
    "a PagerDuty service that exists, where the token may not see": [
      seenOnCall().observed("incident-response", "checkout", { permission: "incident_workflows.read" }),
      "only with the permission incident_workflows.read",
    ],
    "a declared service of which an observed vendor did not tell": [
      unconnected().catalog({ observe: ["pagerduty"] }),
      "unobserved: PagerDuty did not tell what calls responders of PagerDuty service checkout together",
    ],
    "which kind of extension it is": [
      extended({ endpointUrl: "https://bot.shop.example/pagerduty" }),
      "no-collector: whether extension chat leads to a chat",
    ],
    "whose channel it is, before the update": [slack({ sourceId: unknown }), "planned: sourceId of slack"],
    "a channel that a partial run leaves out": [
      given.service().hidden(slackConnection, "checkout-responders"),
      "partial: checkout-responders is not part of this run",
    ],
    "what the catalog says exists and nobody observes": [
      nothingDeclared()
        .without(slackConnection, "checkout-responders")
        .facts({ onCall: { existing: { service: "Checkout" } } }),
      "no-collector: who is on call for Checkout",
    ],
  },
});
