import type { ObservedResource } from "../../../../evidence/facts";
import { datadog } from "../../../../policy-pack/engine/tokens";
import { dashboardPresent } from "../../../../policy-pack/rules/observability/dashboard-present";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const none = given.service().without(datadog.dashboard);
const variable = [{ name: "service", prefix: "service", defaults: ["checkout"] }];
const slo = (sloId: string) => ({ serviceLevelObjectiveDefinition: { sloId, viewType: "detail" } });
const own = slo("slo-checkout-availability");
const graph = (q: string) => ({ timeseriesDefinition: { requests: [{ q }] } });

/** The perfect service with a dashboard of its own making. */
function board(props: Record<string, unknown>, type: string = datadog.dashboard): Given {
  return none.add({
    type,
    name: "checkout-board",
    props: { title: "checkout", layoutType: "ordered", ...props },
  });
}

function json(dashboard: unknown): Given {
  return board(
    { dashboard: typeof dashboard === "string" ? dashboard : JSON.stringify(dashboard) },
    datadog.dashboardJson,
  );
}

function linked(url: string): Given {
  return none.facts({ links: [{ kind: "dashboard", url }] });
}

function seen(...resources: readonly ObservedResource[]): Given {
  return none.observed("dashboards", "checkout", { value: { resources: [...resources] } });
}

const here = "https://app.datadoghq.eu/dashboard/abc-def-ghi/checkout?live=true";
const inJson = (widgets: readonly unknown[]) => ({
  title: "checkout",
  template_variables: variable,
  widgets,
});
const found = (id: string, widgets: readonly unknown[]): ObservedResource => ({
  type: datadog.dashboardJson,
  id,
  name: "Shop",
  props: { dashboard: JSON.stringify({ title: "Shop", widgets }) },
});

const wrong = (message: string, dashboard = "checkout-board") => [
  { message, data: { dashboard }, subject: dashboard, on: dashboard },
];

testRule(dashboardPresent, {
  pass: {
    "a dashboard with a variable and an SLO": given.service(),
    "an SLO in a group": board({
      templateVariables: variable,
      widgets: [{ groupDefinition: { widgets: [own] } }],
    }),
    "a list of the service's SLOs": board({
      templateVariables: variable,
      widgets: [{ sloListDefinition: { request: { query: { queryString: "env:prod service:checkout" } } } }],
    }),
    "a dashboard that a query and the SLO make the service's": board({
      widgets: [graph("sum:hits{service:checkout}.as_count()"), own],
    }),
    "a dashboard of the newer type": board(
      { templateVariables: variable, widgets: [own] },
      datadog.dashboardV2,
    ),
    "a dashboard as JSON": json(
      inJson([
        {
          definition: {
            type: "group",
            widgets: [{ definition: { type: "slo", slo_id: "slo-checkout-latency" } }],
          },
        },
      ]),
    ),
    "a list of SLOs in JSON": json(
      inJson([
        { definition: { type: "slo_list", requests: [{ query: { query_string: "service:checkout" } }] } },
      ]),
    ),
    "an SLO that has no id yet": given
      .service()
      .unknown(datadog.dashboard, "checkout-dashboard", "widgets[0].serviceLevelObjectiveDefinition.sloId"),
    "JSON that is made from an SLO without an id": none
      .add({
        type: datadog.dashboardJson,
        name: "checkout-board",
        props: {},
        dependsOn: { dashboard: ["checkout-availability"] },
      })
      .unknown(datadog.dashboardJson, "checkout-board", "dashboard"),
    "a service without an SLO": board({
      templateVariables: variable,
      widgets: [graph("avg:a.b{*}")],
    }).without(datadog.serviceLevelObjective),
    "a page in another tool, which nobody can look into": linked(
      "https://grafana.astronomy-shop.example/d/checkout",
    ),
    "a linked dashboard, where nobody looks": linked(here),
    "a linked dashboard that was seen, whatever it is called": linked(here).observed(
      "dashboards",
      "checkout",
      {
        value: {
          resources: [
            found("abc-def-ghi", [{ definition: { type: "slo", slo_id: "slo-checkout-availability" } }]),
          ],
        },
      },
    ),
    "an SLO that exists elsewhere": board({ templateVariables: variable, widgets: [slo("abc123")] })
      .without(datadog.serviceLevelObjective)
      .facts({
        slos: [
          { name: "up", kind: "availability", good: "a", total: "b", window: "30d", existing: "abc123" },
        ],
      }),
    "a dashboard that was seen": seen(
      found("aaa-bbb-ccc", [
        {
          definition: {
            type: "timeseries",
            requests: [{ queries: [{ query: "avg:a.b{service:checkout}" }] }],
          },
        },
        { definition: { type: "slo", slo_id: "slo-checkout-availability" } },
      ]),
    ),
    "a sound one beside an empty one": given.service().add({
      type: datadog.dashboard,
      name: "checkout-board",
      props: { templateVariables: variable, widgets: [] },
    }),
    "a service that only a variable of the dashboard names": given.service().withoutComponent(),
  },
  fail: {
    "a service without a dashboard": [none, [{ message: "missing" }]],
    "a dashboard without widgets": [board({ templateVariables: variable, widgets: [] }), wrong("empty")],
    "a dashboard with an empty group": [
      board({ templateVariables: variable, widgets: [{ groupDefinition: { widgets: [] } }] }),
      wrong("empty"),
    ],
    "a dashboard that only its title makes the service's": [
      board({ widgets: [graph("avg:system.load.1{*}")] }),
      wrong("foreign"),
    ],
    "a variable that starts with another service": [
      board({
        templateVariables: [{ name: "service", defaults: ["cart"] }],
        widgets: [graph("avg:a.b{$service}")],
      }),
      wrong("foreign"),
    ],
    "a variable that is called like the service": [
      board({
        templateVariables: [{ name: "host", defaults: ["checkout"] }],
        widgets: [graph("avg:a.b{$host}")],
      }),
      wrong("foreign"),
    ],
    "a dashboard without an SLO": [
      board({ templateVariables: variable, widgets: [graph("avg:a.b{service:checkout}")] }),
      wrong("noSlo"),
    ],
    "a dashboard with another service's SLO": [
      board({ templateVariables: variable, widgets: [slo("slo-spare-availability")] }),
      wrong("noSlo"),
    ],
    "a list of another service's SLOs": [
      json(
        inJson([
          { definition: { type: "slo_list", requests: [{ query: { query_string: "service:cart" } }] } },
        ]),
      ),
      wrong("noSlo"),
    ],
    "an SLO in more groups than anybody would nest": [
      board({
        templateVariables: variable,
        widgets: [
          Array.from({ length: 40 }).reduce<object>(
            (inner) => ({ groupDefinition: { widgets: [inner, graph("avg:a.b{*}")] } }),
            own,
          ),
        ],
      }),
      wrong("noSlo"),
    ],
    "a linked dashboard without an SLO": [
      linked(here).observed("dashboards", "checkout", {
        value: { resources: [found("abc-def-ghi", [{ definition: { type: "note", content: "Soon" } }])] },
      }),
      wrong("noSlo", "Shop"),
    ],
    "a linked dashboard that is gone": [
      linked(here).observed("dashboards", "checkout", { value: { resources: [] } }),
      [{ message: "gone", data: { dashboard: here }, subject: here, observed: true }],
    ],
    "a linked dashboard that is gone, beside one of its own without an SLO": [
      board({ templateVariables: variable, widgets: [graph("avg:a.b{*}")] })
        .facts({ links: [{ kind: "dashboard", url: here }] })
        .observed("dashboards", "checkout", { value: { resources: [] } }),
      [...wrong("noSlo"), { message: "gone", data: { dashboard: here }, subject: here }],
    ],
    "a seen dashboard that a note alone connects with the service": [
      seen(found("aaa-bbb-ccc", [{ definition: { type: "note", content: "service:checkout" } }])),
      wrong("foreign", "Shop"),
    ],
    "a dashboard that is seen as JSON while it is declared by properties": [
      board({ id: "aaa-bbb-ccc", templateVariables: variable, widgets: [] }).observed(
        "dashboards",
        "checkout",
        {
          value: {
            resources: [
              found("aaa-bbb-ccc", [{ definition: { type: "slo", slo_id: "slo-checkout-availability" } }]),
            ],
          },
        },
      ),
      wrong("empty"),
    ],
  },
  unknown: {
    "widgets that are not known": [
      board({ templateVariables: variable }).unknown(datadog.dashboard, "checkout-board", "widgets"),
      "planned: widgets of",
    ],
    "an SLO that something else will make": [
      board({ templateVariables: variable, widgets: [own] }).unknown(
        datadog.dashboard,
        "checkout-board",
        "widgets[0].serviceLevelObjectiveDefinition.sloId",
      ),
      "planned: widgets[0].serviceLevelObjectiveDefinition.sloId",
    ],
    "JSON that does not parse": [
      json("{"),
      "unobserved: dashboard of checkout-board is not JSON at line 1, column 2",
    ],
    "whether a linked dashboard exists, where Datadog did not tell": [
      linked(here).catalog({ observe: ["datadog"] }),
      "unobserved: Datadog did not tell dashboard abc-def-ghi",
    ],
    "whether another has what this one lacks, where Datadog did not tell": [
      board({ templateVariables: variable, widgets: [] }).catalog({ observe: ["datadog"] }),
      "unobserved: Datadog did not tell the dashboards of checkout",
    ],
  },
});
