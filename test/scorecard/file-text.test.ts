import assert from "node:assert/strict";
import { fileText } from "../../scorecard/file-text";
import { card, service } from "./cards";

describe("a scorecard's file", () => {
  const of = (count: number) =>
    card(Array.from({ length: count }, (_, index) => service({ name: `service-${index}` })));

  it("is laid out for people where it is small, in one line where it is not, and says the same", () => {
    assert.ok(fileText(of(100)).split("\n").length > 1000);
    assert.equal(fileText(of(101)).split("\n").length, 1);
    assert.deepEqual(JSON.parse(fileText(of(101))), of(101));
  });
});
