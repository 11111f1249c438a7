import assert from "node:assert/strict";
import { digestOf } from "../../scorecard/digest";

describe("a digest", () => {
  it("is the same whatever order entries stand in, and another for another value", () => {
    assert.equal(digestOf({ a: 1, b: [{ c: 2, d: 3 }] }), digestOf({ b: [{ d: 3, c: 2 }], a: 1 }));
    assert.notEqual(digestOf({ a: [1, 2] }), digestOf({ a: [2, 1] }));
    assert.notEqual(digestOf({ a: 1 }), digestOf({ a: "1" }));
  });

  it("tells nothing of what nobody may know", () => {
    const guess = (pin: string) =>
      digestOf([
        { name: "x", webhookSecret: pin, integrationKey: pin, nested: { api_key: pin, password: pin } },
      ]);
    assert.equal(guess("1234"), guess("9999"));
  });
});
