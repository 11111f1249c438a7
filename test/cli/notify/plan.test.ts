import assert from "node:assert/strict";
import { notificationsSchema } from "../../../catalog/notifications";
import { plan } from "../../../cli/notify/plan";
import type { Sent } from "../../../cli/notify/sent-file";
import { card, service } from "../../scorecard/cards";

const nothing: Sent = { schemaVersion: 1, sent: {}, told: {}, open: [] };

/** The digests of a day, by the keys that are noted once they are sent. */
function digestsOf(judgedFor: string, news: readonly string[], sent = nothing): readonly string[] {
  const config = notificationsSchema.parse({
    hosts: ["hooks.slack.com"],
    central: { to: [{ kind: "slack", urlFrom: "HOOK" }], news },
  });
  const pairsFor = () => [{ earlier: undefined, later: card([service()], { judgedFor }) }];
  return plan({ config, pairsFor, sent, digest: true }).flatMap(({ keys }) => keys);
}

describe("a digest", () => {
  it("is sent once from Monday to Sunday", () => {
    const [monday = ""] = digestsOf("2026-11-23", ["digest"]);
    const sent = { ...nothing, sent: { [monday]: "2026-11-23" } };
    assert.deepEqual(digestsOf("2026-11-29", ["digest"], sent), []);
    assert.equal(digestsOf("2026-11-22", ["digest"], sent).length, 1);
    assert.equal(digestsOf("2026-11-30", ["digest"], sent).length, 1);
  });

  it("is sent to nobody who did not ask for one", () => {
    assert.deepEqual(digestsOf("2026-11-23", ["degraded"]), []);
  });
});
