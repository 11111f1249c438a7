import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ask, toldValue } from "../fake-vendor";
import { collectorOf, data, list, monitor, plain, slo } from "./organisation";

const idsOf = ({ resources }: { readonly resources: readonly { readonly id: string }[] }) =>
  resources.map(({ id }) => id);

describe("Datadog's monitors", () => {
  it("are told in the shape of the resources that would declare them", async () => {
    const whole = monitor(1, {
      priority: 2,
      draft_status: "published",
      assets: [
        { category: "runbook", name: "Runbook", url: "https://runbooks.example/1", resource_key: null },
      ],
      options: {
        escalation_message: "Again @ben@shop.example",
        renotify_interval: 30,
        notify_no_data: true,
        on_missing_data: "show_and_notify_no_data",
        silenced: { "*": null, "env:staging": 1_800_000_000 },
        thresholds: { critical: 5, warning: 2.5 },
      },
    });
    const { resources } = await toldValue(
      collectorOf({ "/api/v1/monitor": list(plain, whole) }).collector,
      "monitors",
    );
    deepStrictEqual(resources, [
      {
        type: "datadog:index/monitor:Monitor",
        id: "1",
        name: "Monitor 1",
        props: {
          name: "Monitor 1",
          type: "query alert",
          query: "sum(last_5m):sum:trace.http.request.errors{env:prod,service:checkout} > 5",
          message: "{{#is_alert}}@pagerduty-checkout @someone@redacted.invalid{{/is_alert}}",
          tags: ["service:checkout", "team:orders"],
          priority: "2",
          draftStatus: "published",
          assets: [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/1" }],
          escalationMessage: "Again @someone@redacted.invalid",
          renotifyInterval: 30,
          notifyNoData: true,
          onMissingData: "show_and_notify_no_data",
          silenced: { "*": 0, "env:staging": 1_800_000_000 },
          monitorThresholds: { critical: "5", warning: "2.5" },
        },
      },
    ]);
  });

  it("are the service's own, with alerts on its SLOs and without what tests make", async () => {
    const { collector } = collectorOf({
      "/api/v1/monitor": list(
        plain,
        monitor(1),
        monitor(2, { query: "avg:cpu{service:cart}" }),
        monitor(3, { type: "slo alert", query: 'burn_rate("abc").over("30d") > 14', tags: [] }),
        monitor(4, { type: "slo alert", query: 'burn_rate("xyz").over("30d") > 14', tags: [] }),
        monitor(5, { type: "synthetics alert", query: "no_query" }),
      ),
      "/api/v1/slo": list(data, slo("abc"), slo("xyz", { tags: ["service:cart"] })),
    });
    deepStrictEqual(idsOf(await toldValue(collector, "monitors")), ["1", "3"]);
  });

  it("come with the notification rules that may be about them", async () => {
    const rule = (id: string, filter: unknown) => ({
      id,
      type: "monitor-notification-rule",
      attributes: {
        name: id,
        filter,
        recipients: ["pagerduty-checkout", "amy@shop.example"],
        conditional_recipients: {
          conditions: [{ scope: "transition_type:is_alert", recipients: ["slack-orders"] }],
          fallback_recipients: ["slack-all"],
        },
      },
    });
    const { collector } = collectorOf({
      "/api/v1/monitor": list(plain, monitor(1)),
      "/api/v2/monitor/notification_rule": list(
        data,
        rule("mine", { tags: ["Team:orders", "service:checkout"] }),
        rule("scoped", { scope: "service:(checkout OR cart)" }),
        rule("other", { tags: ["team:orders", "service:cart"] }),
      ),
    });
    const value = await toldValue(collector, "monitors");
    deepStrictEqual(idsOf(value), ["1", "mine", "scoped"]);
    deepStrictEqual(value.resources[1]?.props, {
      name: "mine",
      filter: { tags: ["Team:orders", "service:checkout"] },
      recipients: ["pagerduty-checkout", "someone@redacted.invalid"],
      conditionalRecipients: {
        conditions: [{ scope: "transition_type:is_alert", recipients: ["slack-orders"] }],
        fallbackRecipients: ["slack-all"],
      },
    });
  });

  it("have the links that only each one by itself shows, asked for where its message has none", async () => {
    const assets = [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/1" }];
    const linked = monitor(2, { message: "See https://runbooks.example/2" });
    const { collector, asked } = collectorOf({
      "/api/v1/monitor": list(plain, monitor(1), linked, monitor(3)),
      "/api/v1/monitor/1": monitor(1, { assets }),
    });
    const { resources } = await toldValue(collector, "monitors");
    deepStrictEqual(
      resources.map(({ props }) => props.assets),
      [assets, undefined, undefined],
    );
    deepStrictEqual(
      asked.filter((one) => /monitor\/\d/.test(one)),
      ["GET /api/v1/monitor/1?with_assets=true", "GET /api/v1/monitor/3?with_assets=true"],
    );
    const hidden = collectorOf({ "/api/v1/monitor": list(plain, monitor(1)), "/api/v1/monitor/1": 403 });
    strictEqual((await ask(hidden.collector, "monitors")).state, "not-visible");
  });

  it("are read to the last page, however short the pages are", async () => {
    const pages = (query: URLSearchParams) => [[monitor(1)], [monitor(2)]][Number(query.get("page"))] ?? [];
    deepStrictEqual(idsOf(await toldValue(collectorOf({ "/api/v1/monitor": pages }).collector, "monitors")), [
      "1",
      "2",
    ]);
    const endless = await ask(collectorOf({ "/api/v1/monitor": [monitor(1)] }).collector, "monitors");
    strictEqual(endless.state, "unanswered");
  });

  it("are an empty list where there are none", async () => {
    deepStrictEqual(await toldValue(collectorOf().collector, "monitors"), { resources: [] });
  });
});
