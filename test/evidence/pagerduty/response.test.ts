import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { ask, toldValue, wanted } from "../fake-vendor";
import { collectorOf, page } from "./account";

describe("PagerDuty's maintenance", () => {
  it("is told of the service's own windows, without what people wrote", async () => {
    const { collector, asked } = collectorOf();
    const { resources } = await toldValue(collector, "maintenance-windows");
    ok(asked.includes("GET /maintenance_windows?filter=open&limit=100&offset=0"));
    deepStrictEqual(resources, [
      {
        type: "pagerduty:index/maintenanceWindow:MaintenanceWindow",
        id: "PWIN",
        name: "PWIN",
        props: {
          startTime: "2026-11-23T06:00:00Z",
          endTime: "2026-11-23T09:00:00Z",
          services: ["PSVC"],
        },
      },
    ]);
  });

  it("is hidden where the list is", async () => {
    const told = await ask(collectorOf({ "/maintenance_windows": 403 }).collector, "maintenance-windows");
    deepStrictEqual(told, { state: "not-visible", permission: "services.read" });
  });
});

describe("what calls responders together at PagerDuty", () => {
  const trigger = (id: string, more: Record<string, unknown>) => ({
    id,
    type: "workflow_trigger",
    services: [],
    is_subscribed_to_all_services: false,
    is_disabled: false,
    ...more,
  });
  const extension = (id: string, more: Record<string, unknown> = {}) => ({
    id,
    name: id,
    extension_objects: [{ id: "PSVC", type: "service_reference" }],
    extension_schema: { id: "PSLACK", type: "extension_schema_reference" },
    endpoint_url: "https://hooks.slack.com/services/SECRET",
    ...more,
  });

  it("are triggers of workflows for the service or for all, of every page", async () => {
    const triggers = (query: URLSearchParams) =>
      query.get("cursor") === null
        ? { triggers: [trigger("TMINE", { services: [{ id: "PSVC" }] })], next_cursor: "x" }
        : {
            triggers: [
              trigger("TALL", { is_subscribed_to_all_services: true }),
              trigger("TOFF", { is_subscribed_to_all_services: true, is_disabled: true }),
              trigger("TOTHER", { services: [{ id: "POTHER" }] }),
            ],
            next_cursor: null,
          };
    const { resources } = await toldValue(
      collectorOf({ "/incident_workflows/triggers": triggers }).collector,
      "incident-response",
    );
    deepStrictEqual(
      resources.map(({ id, props }) => [id, props.subscribedToAllServices]),
      [
        ["TMINE", false],
        ["TALL", true],
      ],
    );
  });

  it("are extensions that lead to a chat, by their kind or host, whose address is not kept", async () => {
    const other = { id: "PJIRA" };
    const extensions = page(
      "extensions",
      extension("XSLACK"),
      extension("XHOST", { extension_schema: other }),
      extension("XJIRA", { extension_schema: other, endpoint_url: "https://jira.example/hook" }),
      extension("XOFF", { temporarily_disabled: true }),
      extension("XELSE", { extension_objects: [{ id: "POTHER" }] }),
    );
    const told = await toldValue(collectorOf({ "/extensions": extensions }).collector, "incident-response");
    deepStrictEqual(told.chatSchemas, ["PSLACK"]);
    deepStrictEqual(
      told.resources.map(({ id, props }) => [id, props.endpointUrl]),
      [
        ["XSLACK", "https://hooks.slack.com/"],
        ["XHOST", "https://hooks.slack.com/"],
      ],
    );
  });

  it("is unanswered without any, as a connection of Slack's may still do it", async () => {
    const told = await ask(collectorOf().collector, "incident-response");
    strictEqual(told.state, "unanswered");
    strictEqual(
      (await ask(collectorOf().collector, "incident-response", [wanted("cart")], "cart")).state,
      "absent",
    );
  });

  it("is hidden where one of its lists is", async () => {
    for (const [path, permission] of [
      ["/extensions", "extensions.read"],
      ["/extension_schemas", "extension_schemas.read"],
      ["/incident_workflows/triggers", "incident_workflows.read"],
    ] as const)
      deepStrictEqual(await ask(collectorOf({ [path]: 403 }).collector, "incident-response"), {
        state: "not-visible",
        permission,
      });
  });
});
