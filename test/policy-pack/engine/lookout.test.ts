import assert from "node:assert/strict";
import { createLookout } from "../../../policy-pack/engine/lookout";

describe("what a rule looked at", () => {
  it("is each name once, in order, and begins anew with each rule", () => {
    const lookout = createLookout();
    lookout.saw(["slos", "monitors"]);
    lookout.saw(["monitors"]);
    assert.deepEqual([lookout.take(), lookout.take()], [["monitors", "slos"], []]);
  });

  it("holds what was looked at for a value that another rule had computed", () => {
    const lookout = createLookout();
    const pages = () =>
      lookout.once("pages", () => {
        lookout.saw(["schedules"]);
        return 1;
      });
    const whole = () =>
      lookout.once("whole", () => {
        lookout.saw(["slos"]);
        return pages() + 1;
      });
    assert.deepEqual([whole(), lookout.take()], [2, ["schedules", "slos"]]);
    assert.deepEqual([pages(), lookout.take()], [1, ["schedules"]]);
    assert.deepEqual([whole(), lookout.take()], [2, ["schedules", "slos"]]);
  });

  it("holds what was looked at before a computation failed, which runs again for the next rule", () => {
    const lookout = createLookout();
    let runs = 0;
    const failing = () =>
      lookout.once("failing", () => {
        runs++;
        lookout.saw(["teams"]);
        throw new Error("not known");
      });
    assert.throws(failing, /not known/);
    assert.deepEqual(lookout.take(), ["teams"]);
    assert.throws(failing, /not known/);
    assert.deepEqual([lookout.take(), runs], [["teams"], 2]);
  });
});
