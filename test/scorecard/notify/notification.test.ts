import assert from "node:assert/strict";
import fc from "fast-check";
import { messageOf } from "../../../scorecard/notify/message";
import { notificationOf } from "../../../scorecard/notify/notification";
import { notificationSchema } from "../../../scorecard/notify/notification-schema";
import type { Piece } from "../../../scorecard/notify/piece";
import { plainTextOf } from "../../../scorecard/notify/plain-text";
import { hostilePiece } from "./hostile";

const frame = { audience: "central", day: "2026-11-26", intro: [], report: undefined };
const piece: Piece = {
  key: "k",
  kind: "degraded",
  place: { project: "shop", stack: "prod" },
  about: { name: "cart", tier: 1, owner: "orders" },
  text: "gold → bronze.",
  because: "the rule is new",
};

function notified(pieces: readonly Piece[]) {
  const message = messageOf(pieces, frame);
  return notificationOf({ audience: "central", day: "2026-11-26", message, pieces, isDigest: false });
}

describe("what a generic webhook is sent", () => {
  it("is the news as data", () => {
    assert.deepEqual(notificationSchema.parse(notified([piece])), {
      schemaVersion: 1,
      kind: "readiness-notification",
      audience: "central",
      day: "2026-11-26",
      title: "Readiness, central, 2026-11-26",
      intro: ["Less ready: 1 service."],
      news: [
        {
          key: "k",
          kind: "degraded",
          project: "shop",
          stack: "prod",
          subject: "cart",
          tier: 1,
          owner: "orders",
          text: "gold → bronze.",
          because: "the rule is new",
        },
      ],
      leftOut: 0,
    });
  });

  it("follows its schema, whatever it is of", () => {
    fc.assert(
      fc.property(fc.array(hostilePiece, { minLength: 1, maxLength: 30 }), (pieces) => {
        notificationSchema.parse(notified(pieces));
      }),
      { numRuns: 60 },
    );
  });

  it("counts what there is no room for", () => {
    const many = notified(Array.from({ length: 700 }, () => piece));
    assert.deepEqual([many.news.length, many.leftOut], [500, 200]);
    const lines = Array.from({ length: 130 }, (_, index) => ({ lead: `service-${index}`, texts: [] }));
    const sections = [{ title: "Below their must-level", noun: "service", lines, leftOut: 0 }];
    const message = { title: "Weekly", intro: [], sections, report: undefined };
    const digest = notificationOf({
      audience: "central",
      day: "2026-11-26",
      message,
      pieces: [],
      isDigest: true,
    });
    assert.deepEqual([digest.digest?.[0]?.lines.length, digest.leftOut], [100, 30]);
  });
});

describe("a message", () => {
  const of = (pieces: readonly Piece[]) => plainTextOf(messageOf(pieces, frame)).split("\n");

  it("has a line for each service, strictest tier first, and says each cause once", () => {
    const other: Piece = { ...piece, about: { name: "ad", tier: 3 }, text: "bronze → no level." };
    assert.deepEqual(of([other, piece, { ...piece, text: "slo-defined fails." }]), [
      "Readiness, central, 2026-11-26",
      "  Less ready: 2 services.",
      "  Less ready",
      "    cart (tier 1)",
      "      gold → bronze. Why: the rule is new.",
      "      slo-defined fails.",
      "    ad (tier 3)",
      "      bronze → no level. Why: the rule is new.",
    ]);
  });

  it("names the stack where it is of several", () => {
    const lines = of([piece, { ...piece, place: { project: "shop", stack: "dev" } }]);
    assert.ok(lines.includes("    cart (tier 1) in shop/prod"));
    assert.ok(lines.includes("    cart (tier 1) in shop/dev"));
  });

  it("counts what it leaves out of a long line", () => {
    const lines = of(Array.from({ length: 7 }, (_, index) => ({ ...piece, text: `rule-${index} fails.` })));
    assert.equal(lines.at(-1), "      And 3 more.");
  });

  it("puts what could not be judged together by reason", () => {
    const silent = (name: string): Piece => ({
      ...piece,
      kind: "unknown",
      about: { name },
      because: "github: down",
    });
    assert.deepEqual(of([silent("cart"), silent("cart"), silent("ad")]).slice(2), [
      "  Could not be judged",
      "    github: down",
      "      3 findings of 2 services: cart, ad.",
    ]);
  });

  it("breaks no line that it does not make itself", () => {
    fc.assert(
      fc.property(hostilePiece, (one) => {
        const lines = of([{ ...one, url: undefined }]);
        assert.ok(lines.length <= 6);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
        assert.doesNotMatch(lines.join(""), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});
