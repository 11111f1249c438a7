import assert from "node:assert/strict";
import type { ObservedFact } from "../../../evidence/facts";
import type { Finding } from "../../../policy-pack/engine/finding";
import { observationsOf } from "../../../policy-pack/engine/observations";
import { github } from "../../../policy-pack/engine/tokens";
import { branchProtected } from "../../../policy-pack/rules/delivery/branch-protected";
import { type Given, given } from "../given";
import { judged, sampleRule } from "./sample-rule";

const home = {
  type: github.repository,
  id: "checkout",
  name: "checkout",
  props: { name: "checkout", fullName: "shop/checkout", defaultBranch: "main", visibility: "public" },
};
const guard = (props: Record<string, boolean>) => ({
  type: github.branchProtection,
  id: "BPR_1",
  name: "main",
  props: { repositoryId: "checkout", pattern: "main", ...props },
});

/** A service whose repository is managed elsewhere. */
const elsewhere = (): Given =>
  given
    .service()
    .facts({ repository: "checkout", path: undefined })
    .catalog({ owns: false, observe: ["github"] })
    .observed("repository", "checkout", { value: { resources: [home] } });

async function protection(input: Given): Promise<Finding> {
  const { services } = await judged(input.resources(), [branchProtected]);
  const finding = services.find(({ service }) => service.subject.name === "checkout")?.findings[0];
  assert.ok(finding);
  return finding;
}

describe("what was observed", () => {
  it("is judged as what is declared is", async () => {
    const { outcome } = await protection(
      elsewhere().observed("branch-protections", "Checkout", { value: { resources: [guard({})] } }),
    );
    assert.equal(outcome, "pass");
  });
  it("fails at the service's URN, and does not block, as it is not this stack's to mend", async () => {
    const { outcome, enforcement, violations } = await protection(
      elsewhere().observed("branch-protections", "checkout", {
        value: { resources: [guard({ allowsForcePushes: true })] },
      }),
    );
    assert.equal(outcome, "fail");
    assert.equal(enforcement, "advisory");
    assert.match(violations[0]?.urn ?? "", /readiness:index:Service::checkout$/);
    assert.deepEqual(
      violations[0]?.chain.map(({ step }) => step),
      ["tier", "basis"],
    );
  });
  it("fails with the declared basis where nothing is there at all", async () => {
    const { outcome, enforcement } = await protection(
      elsewhere()
        .observed("repository", "checkout", "absent")
        .facts({ branch: "main" })
        .observed("branch-protections", "checkout", { value: { resources: [] } }),
    );
    assert.equal(outcome, "fail");
    assert.equal(enforcement, "mandatory");
  });
  const unanswered: Readonly<Record<string, readonly [Given, string, string]>> = {
    "hides what its token may not see": [
      elsewhere().observed("branch-protections", "checkout", { permission: "Administration: read" }),
      "unobserved",
      "GitHub shows the protection of branch main of repository checkout only with the permission Administration: read",
    ],
    "did not answer": [
      elsewhere().observed("branch-protections", "checkout", { reason: "it timed out" }),
      "unobserved",
      "GitHub did not tell the protection of branch main of repository checkout: it timed out",
    ],
    "was not asked": [
      elsewhere(),
      "unobserved",
      "GitHub did not tell the protection of branch main of repository checkout",
    ],
    "is not observed": [
      elsewhere().catalog({ owns: false, observe: [] }),
      "no-collector",
      "the protection of branch main of repository checkout is not managed in this stack, and GitHub is not observed",
    ],
  };
  for (const [name, [input, cause, reason]] of Object.entries(unanswered)) {
    it(`leaves unknown what a vendor ${name}`, async () => {
      const finding = await protection(input);
      assert.deepEqual(
        { outcome: finding.outcome, cause: finding.cause, reason: finding.reason },
        { outcome: "unknown", cause, reason },
      );
    });
  }
  it("does not count where this stack declares the account's repositories", async () => {
    const { outcome, enforcement } = await protection(
      elsewhere()
        .catalog({ owns: true, observe: ["github"] })
        .observed("branch-protections", "checkout", { value: { resources: [guard({})] } }),
    );
    assert.deepEqual([outcome, enforcement], ["fail", "mandatory"]); // What protects a branch is ours to declare then.
  });
  it("gives way to what declares the same thing", async () => {
    const declared = {
      type: github.branchProtection,
      name: "own",
      props: { id: "BPR_1", repositoryId: "checkout", pattern: "main", allowsForcePushes: true },
    };
    const { outcome, violations } = await protection(
      elsewhere()
        .add(declared)
        .observed("branch-protections", "checkout", { value: { resources: [guard({})] } }),
    );
    assert.equal(outcome, "fail");
    assert.match(violations[0]?.urn ?? "", /BranchProtection::own$/);
  });
  const alike: Readonly<Record<string, readonly [Record<string, unknown>, readonly string[]]>> = {
    "gives way to what declares a thing of its name that has no id yet": [{ name: "checkout" }, ["own"]],
    "gives way to what declares a thing of its id, whatever its name": [
      { name: "till", id: "checkout" },
      ["own"],
    ],
    "stands beside what declares a thing of its name that has another id": [
      { name: "checkout", id: "other" },
      ["checkout", "own"],
    ],
    "stands beside what declares a thing of another name": [{ name: "till" }, ["checkout", "own"]],
  };
  for (const [name, [props, expected]] of Object.entries(alike))
    it(name, async () => {
      let found: readonly string[] = [];
      const look = sampleRule(({ evidence, service }) => {
        if (service.name === "checkout") found = evidence.all(github.repository).map((one) => one.name);
      });
      const declared = { type: github.repository, name: "own", props };
      await judged(elsewhere().add(declared).resources(), [look]);
      assert.deepEqual(
        found.filter((one) => expected.includes(one) || one === "checkout").toSorted(),
        expected,
      );
    });
  it("is refused where it has a kind or shape that nobody knows", async () => {
    const broken = elsewhere().observed("branch-protections", "checkout", {
      value: { resources: [], extra: 1 } as unknown as { resources: [] }, // a program that is newer than the pack
    });
    const finding = await protection(broken);
    assert.equal(finding.outcome, "error");
  });
  it("is told with its source and time", async () => {
    let told: unknown;
    const look = sampleRule(({ evidence, service }) => {
      if (service.name === "checkout") told = evidence.told("repository");
    });
    await judged(elsewhere().resources(), [look]);
    assert.deepEqual(told, [
      { subject: "checkout", source: "github", at: "2026-11-23T07:00:00.000Z", value: { resources: [home] } },
    ]);
  });
});

describe("what several vendors told of one thing", () => {
  const told = (source: string, answer: ObservedFact<"on-call">["answer"]): ObservedFact => ({
    kind: "on-call",
    subject: "checkout",
    source,
    at: "2026-11-23T07:00:00.000Z",
    answer,
  });
  const absent = told("pagerduty", { state: "absent" });
  const ask = (...facts: readonly ObservedFact[]) =>
    observationsOf(facts, undefined).ask("on-call", "checkout", "who is on call");

  it("is what one of them has, whichever was quicker to say that it has nothing", () => {
    const value = { resources: [] };
    const found = told("datadog", { state: "value", value });
    assert.deepEqual(ask(absent, found), value);
    assert.deepEqual(ask(found, absent), value);
  });
  it("is not missing while one of them hides it or does not answer", () => {
    const hidden = told("datadog", { state: "not-visible", permission: "on_call_read" });
    const silent = told("datadog", { state: "unanswered", reason: "it did not answer in time" });
    assert.throws(() => ask(absent, hidden), /on_call_read/);
    assert.throws(() => ask(absent, silent), /in time/);
  });
  it("is missing where none of them has it", () => {
    assert.equal(ask(absent, told("datadog", { state: "absent" })), undefined);
  });
});
