import assert from "node:assert/strict";
import { eventsOf } from "../../../scorecard/datadog/events";
import { card, finding, level, service, violation } from "../cards";

const before = card([service({ findings: [finding()], digests: { catalog: "d0" } })], {
  judgedFor: "2026-11-22",
});
const after = card([
  service({ levels: [level("silver")], findings: [finding({ violations: [violation()] })] }),
]);
const all = (): boolean => true;

describe("a fall as an event at Datadog", () => {
  it("is one for each service, with its causes and tags", () => {
    const [one, ...others] = eventsOf({ earlier: before, later: after }, "production", all);
    assert.deepEqual(others, []);
    assert.equal(one?.keys.length, 2);
    const { aggregation_key: key, ...event } = one?.event ?? { aggregation_key: "" };
    assert.match(key, /^readiness-[0-9a-f]{32}$/);
    assert.deepEqual(event, {
      title: "Less ready: cart (tier 1)",
      text: "gold → silver in production-readiness, must be gold. Why: changed: its catalog facts.\nslo-defined fails and is mandatory: An SLO must be defined.",
      alert_type: "error",
      priority: "normal",
      tags: [
        "source:readiness",
        "project:shop",
        "stack:prod",
        "env:production",
        "service:cart",
        "team:orders",
        "tier:1",
      ],
    });
  });

  it("is none of what was told, or without an earlier scorecard", () => {
    assert.deepEqual(
      eventsOf({ earlier: before, later: after }, "prod", () => false),
      [],
    );
    assert.deepEqual(eventsOf({ earlier: undefined, later: after }, "prod", all), []);
  });

  it("has at most 4,000 letters, and counts the rest", () => {
    const rules = Array.from({ length: 100 }, (_, index) => `rule-${index}`);
    const earlier = card([service({ findings: rules.map((rule) => finding({ rule })) })]);
    const later = card([
      service({
        findings: rules.map((rule) => finding({ rule, violations: [violation({ text: "x".repeat(400) })] })),
      }),
    ]);
    const text = eventsOf({ earlier, later }, "prod", all)[0]?.event.text ?? "";
    assert.ok(text.length <= 4000);
    assert.match(text, /\nAnd 87 more\.$/);
  });
});
