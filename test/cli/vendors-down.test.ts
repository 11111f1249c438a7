import assert from "node:assert/strict";
import { projectDir } from "../../sandbox/folders";
import type { FaultKind } from "../../sandbox/simulators/faults";
import { scorecardSchema } from "../../scorecard/schema";
import { temporaryFolder } from "../sandbox/temporary";
import { readiness } from "./command";

const vendors = ["github", "pagerduty", "datadog"] as const;

/** Judges a shipped stack, at the sandbox's vendors of which each request fails so. */
const judge = (stack: string, kind: FaultKind, ...args: readonly string[]) =>
  readiness(projectDir, ["judge", "--stack", stack, ...args], {
    env: {
      HOME: temporaryFolder(),
      READINESS_API_FAULTS: JSON.stringify(vendors.map((vendor) => ({ vendor, kind }))),
    },
  });

describe("readiness judge, with every vendor failing", () => {
  // Faults that take their time end in the same way; how, evidence/faults.test.ts holds with less patience.
  const kinds = ["unauthorized", "rate-limit", "not-found", "truncated", "wrong-shape"] as const;
  for (const kind of kinds) {
    it(`ends with what is declared judged, and says which vendors did not answer: ${kind}`, async () => {
      const { code, out, err } = await judge("dev", kind);
      assert.equal(code, 0, err);
      const flat = out.replace(/\s+/g, " ");
      if (kind !== "not-found")
        for (const name of ["GitHub", "PagerDuty", "Datadog"])
          assert.match(flat, new RegExp(`${name} did not answer (\\d+) of \\1 questions: `));
      assert.match(flat, /Could not be judged: \d+ not answered by a vendor/);
      assert.match(flat, /in mode enforce \d+ failures would\./);
    });
  }

  it("blocks what is declared wrongly all the same, and passes nothing that it could not see", async () => {
    const { code, out } = await judge("prod", "unauthorized", "--json");
    assert.equal(code, 1);
    const { services } = scorecardSchema.parse(JSON.parse(out));
    const leaked = services.flatMap(({ findings }) =>
      findings.filter(({ rule }) => rule === "no-leaked-secrets").map(({ outcome }) => outcome),
    );
    assert.ok(leaked.includes("unknown"));
    assert.deepEqual([...new Set(leaked)].sort(), ["not-applicable", "unknown"]);
  });
});
