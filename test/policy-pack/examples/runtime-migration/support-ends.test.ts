import assert from "node:assert/strict";
import { parseRuntime } from "../../../../policy-pack/examples/runtime-migration/runtime-names";
import {
  endingParameters,
  endOf,
  supportedParameters,
} from "../../../../policy-pack/examples/runtime-migration/support-ends";

describe("the end of a runtime's support", () => {
  const listed = {
    nodejs16: "2023-09-11",
    nodejs22: "2027-04-30",
    "python3.1": "2012-04-09",
    "python3.10": "2026-10-31",
  };
  const cases: Readonly<Record<string, string | undefined>> = {
    nodejs16: "2023-09-11",
    "nodejs16.20.2": "2023-09-11",
    "python3.1": "2012-04-09",
    "python3.10": "2026-10-31",
    "python3.10.4": "2026-10-31",
    nodejs14: "long ago",
    "nodejs0.12": "long ago",
    "python2.7": "long ago",
    nodejs18: undefined,
    nodejs24: undefined,
    python3: undefined,
    java8: undefined,
  };
  for (const [name, expected] of Object.entries(cases))
    it(`of ${name} is ${expected ?? "listed by nobody"}`, () => {
      const runtime = parseRuntime(name);
      assert.ok(runtime);
      assert.equal(endOf(runtime, listed), expected);
    });
  it("is listed for the lines of the example, the same for each of its rules", () => {
    for (const tier of [1, 2, 3] as const) {
      assert.deepEqual(
        supportedParameters.schema.parse(supportedParameters.values[tier]),
        supportedParameters.values[tier],
      );
      assert.deepEqual(endingParameters.values[tier].ends, supportedParameters.values[tier].ends);
    }
    assert.deepEqual(
      [1, 2, 3].map((tier) => endingParameters.values[tier as 1 | 2 | 3].days),
      [180, 90, 30],
    );
  });
  it("cannot be listed for what is no runtime", () => {
    const { error } = supportedParameters.schema.safeParse({ ends: { "ubuntu22.04": "2027-04-01" } });
    assert.match(error?.issues[0]?.message ?? "", /Invalid key/);
  });
});
