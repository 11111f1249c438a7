import assert from "node:assert/strict";
import { assess } from "../../../cli/judging/assess";
import { noConfig } from "../../../cli/judging/operator-config";
import { given } from "../../policy-pack/given";

describe("assessing a stack", () => {
  const at = (now: string) =>
    assess(given.service().resources(), {
      pack: { sets: [], problems: [] },
      operator: noConfig,
      scope: undefined,
      today: { day: now.slice(0, 10), now: new Date(now), whatIf: false },
    });

  it("is refused by a clock that is more than a day behind the catalog, as the pack refuses it", async () => {
    await assert.rejects(at("2026-11-22T07:59:00Z"), {
      name: "NotJudgedError",
      message:
        "No service was judged. The clock of this machine must be right: it says 2026-11-22 07:59 UTC, and the catalog was stated at 2026-11-23 08:00 UTC.",
    });
  });
  it("takes a clock that is a day behind at most", async () => {
    assert.equal((await at("2026-11-22T08:00:00Z")).judgement.services.length, 2);
  });
});
