import assert from "node:assert/strict";
import { commentOf, isWord, readBlock, type TaskMarker, withBlock } from "../../../scorecard/tasks/marker";

const marker: TaskMarker = {
  version: 1,
  project: "shop",
  stack: "prod",
  service: "cart",
  rule: "production-readiness/slo-defined",
  rules: [{ set: "production-readiness", rule: "slo-defined", opened: "2026-11-23", due: "2026-12-07" }],
  state: "open",
  judgedFor: "2026-11-23",
  turn: 0,
  escalated: 0,
  labels: ["readiness"],
  title: "cart --> <!-- a",
};
const fresh = withBlock("", marker, "One line.\nAnother.");

describe("the mark of a task", () => {
  it("is read back as it was written, whatever is in it", () => {
    assert.deepEqual(readBlock(fresh), { marker, text: "One line.\nAnother." });
    assert.deepEqual(readBlock(`Before.\r\n${fresh.replaceAll("\n", "\r\n")}`), {
      marker,
      text: "One line.\nAnother.",
    });
  });

  it("is read back with line ends of all kinds in its names, so that no task is opened twice", () => {
    const odd = { ...marker, service: "a\u2028b\u2029c\u0085d\n\r\u0000e\ud83d\ude00" };
    assert.deepEqual(readBlock(withBlock("", odd, "Text."))?.marker, odd);
  });

  it("is replaced with its text, and what stands around it stays", () => {
    const around = `Before.\n${fresh}After.`;
    const later = withBlock(around, { ...marker, turn: 1 }, "Later.");
    assert.equal(readBlock(later)?.marker.turn, 1);
    assert.equal(
      later.replace(/<!-- readiness:task .* -->/, "MARK"),
      "Before.\nMARK\nLater.\n<!-- readiness:end -->\nAfter.",
    );
    assert.equal(withBlock(later, { ...marker, turn: 1 }, "Later."), later);
  });

  it("stands alone where its end was removed, so that nothing of somebody else is replaced", () => {
    const open = fresh.replace("<!-- readiness:end -->", "My notes.");
    const later = withBlock(open, marker, "Later.");
    assert.match(later, /Later\.\n<!-- readiness:end -->One line\.\nAnother\.\nMy notes\.\n$/);
  });

  const others = {
    "no mark": "Just an issue.",
    "a mark that somebody changed": fresh.replace('"version":1', '"version":'),
    "one of another version": fresh.replace('"version":1', '"version":2'),
    "one with more in it": fresh.replace('"version":1', '"version":1,"admin":true'),
  };
  for (const [name, body] of Object.entries(others))
    it(`is not there in a body with ${name}`, () => assert.equal(readBlock(body), undefined));

  it("of a word is known again, and no other word's", () => {
    const word = { kind: "closed", turn: 2, day: "2026-11-23" } as const;
    const comment = commentOf(word, "It passes.");
    assert.ok(isWord(comment, word));
    assert.ok(!isWord(comment, { ...word, turn: 3 }));
    assert.ok(!isWord(`> ${comment}`, word));
  });
});
