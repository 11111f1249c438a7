import assert from "node:assert/strict";
import { type UnknownCause, UnknownValue } from "../../../policy-pack/engine/value";
import { type Given, given } from "../given";
import { type Check, entry, findingOf, ratchet } from "./conclude-cases";
import { sampleWaiver } from "./waiver-cases";

describe("what is unknown beside failures", () => {
  const waived = given.service().catalog({ waivers: [sampleWaiver()] });
  /** Fails about a thing, and cannot judge another for some cause. */
  const halfSeen =
    (cause: UnknownCause, observed = false, since?: string): Check =>
    ({ each, fail }) =>
      each([1, 2], (item) => {
        if (item === 1) return fail("missing", {}, { observed });
        throw new UnknownValue(cause, "it is hidden", since);
      });
  const cases: Readonly<
    Record<string, readonly [Check, Given, string, readonly (readonly [string, string])[], string?]>
  > = {
    "is not said where the failure blocks as it would": [
      halfSeen("partial"),
      given.service(),
      "fail",
      [["missing", "mandatory"]],
    ],
    "blocks where a partial run hides it and the failure does not": [
      halfSeen("partial", true),
      given.service(),
      "fail",
      [
        ["missing", "advisory"],
        ["unknown", "mandatory"],
      ],
    ],
    "blocks where the baseline has the failure": [
      halfSeen("partial"),
      ratchet(entry()),
      "fail",
      [
        ["missing", "advisory"],
        ["unknown", "mandatory"],
      ],
    ],
    "is as computed as it would be alone": [
      halfSeen("authored"),
      ratchet(entry()),
      "fail",
      [
        ["missing", "advisory"],
        ["authored", "mandatory"],
      ],
    ],
    "is not said where it does not block, and the failure does not either": [
      halfSeen("planned", true),
      given.service(),
      "fail",
      [["missing", "advisory"]],
    ],
    "is no pass where the failure is waived": [
      halfSeen("partial"),
      waived,
      "unknown",
      [["unknown", "mandatory"]],
      "partial",
    ],
    "is no pass where the failure is waived and only the update will tell": [
      halfSeen("planned"),
      waived,
      "unknown",
      [["unknown", "advisory"]],
      "planned",
    ],
    "is a failure where the other is waived and it was left computed": [
      halfSeen("authored"),
      waived,
      "fail",
      [["authored", "mandatory"]],
      "authored",
    ],
    "counts nowhere where no vendor could tell it": [
      halfSeen("no-collector"),
      waived,
      "waived",
      [["unknown", "off"]],
    ],
  };
  for (const [name, [check, input, outcome, violations, cause]] of Object.entries(cases))
    it(name, async () => {
      const finding = await findingOf(check, input);
      assert.deepEqual([finding.outcome, finding.cause], [outcome, cause]);
      assert.deepEqual(
        finding.violations.map(({ message, enforcement }) => [message, enforcement]),
        violations,
      );
    });

  it("closes the gate once a vendor has not answered for seven days, though a waiver accepts the failure", async () => {
    const finding = await findingOf(halfSeen("unobserved", false, "2026-11-16T08:00:00Z"), waived);
    assert.deepEqual(
      finding.violations.map(({ enforcement, gate }) => [enforcement, gate]),
      [["advisory", "mandatory"]],
    );
  });
});

describe("what a vendor does not tell", () => {
  const gates: Readonly<Record<string, readonly [string | undefined, string]>> = {
    "leaves the gate open while nobody knows since when": [undefined, "advisory"],
    "leaves the gate open for six days": ["2026-11-17T00:00:00Z", "advisory"],
    "closes the gate after seven days": ["2026-11-16T23:59:59Z", "mandatory"],
  };
  for (const [name, [since, gate]] of Object.entries(gates))
    it(`${name}, and blocks no run`, async () => {
      const { outcome, violations } = await findingOf(() => {
        throw new UnknownValue("unobserved", "it is hidden", since);
      });
      assert.equal(outcome, "unknown");
      assert.deepEqual(
        violations.map((one) => [one.text, one.enforcement, one.gate]),
        [["Cannot be judged yet: it is hidden.", "advisory", gate]],
      );
    });
});
