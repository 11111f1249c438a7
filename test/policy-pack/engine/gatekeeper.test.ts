import assert from "node:assert/strict";
import type { ReportViolation } from "@pulumi/policy";
import { type GateAsked, type GateWord, gatekeeper } from "../../../policy-pack/engine/gatekeeper";

const root = { urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod", type: "pulumi:pulumi:Stack" };
const bucket = { urn: "urn:pulumi:prod::shop::aws:s3:Bucket::logs", type: "aws:s3:Bucket" };
const yes: GateWord = { verdict: "allowed", violation: undefined, summary: "It may." };
const no: GateWord = { verdict: "denied", violation: "It may not.", summary: "It may not." };

interface Said {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: string;
}

/** A run of the gatekeeper, with what was asked and what was said. */
function run(words: readonly GateWord[], gate: object | undefined, tags: Record<string, string> = {}) {
  const asked: Omit<GateAsked, "config">[] = [];
  const said: Said[] = [];
  const keeper = gatekeeper(async ({ services, stack }) => {
    asked.push({ services, stack });
    return words;
  });
  const about = {
    getConfig: <T>() => (gate === undefined ? {} : { gate }) as T, // config is whatever the operator wrote
    stackTags: new Map(Object.entries(tags)),
  };
  const report = ((violation: unknown) => said.push(violation as Said)) as ReportViolation; // an object at run time
  return {
    asked,
    said,
    resource: (one: typeof root) => keeper.resource({ ...about, ...one }, report),
    stack: () => keeper.stack(about, root.urn, report),
  };
}

const gate = { scorecard: "now.json", service: "cart" };

describe("the gatekeeper", () => {
  it("asks once, and tells a no at the stack itself, free to block", async () => {
    const { asked, said, resource, stack } = run([no], gate);
    await resource(root);
    await resource(bucket);
    assert.deepEqual(await stack(), [no]);
    assert.deepEqual(asked, [{ services: ["cart"], stack: "prod" }]);
    assert.deepEqual(said, [{ message: "It may not.", urn: root.urn }]);
  });

  it("tells what must be known of a yes as advisory, and nothing of a plain yes", async () => {
    const { said, resource } = run([yes, { ...yes, violation: "An emergency." }], gate);
    await resource(root);
    assert.deepEqual(said, [{ message: "An emergency.", urn: root.urn, enforcementLevel: "advisory" }]);
  });

  it("lets no resource pass before the answer is there, and tells each that comes before the stack", async () => {
    const { said, resource } = run([no], gate);
    await Promise.all([resource(bucket), resource(bucket), resource(root), resource(bucket)]);
    assert.deepEqual(
      said.map(({ urn }) => urn),
      [bucket.urn, bucket.urn, root.urn],
    );
  });

  it("tells it at the end where no resource was asked for, as with stored state", async () => {
    const { said, stack } = run([no], gate);
    await stack();
    assert.deepEqual(said, [{ message: "It may not.", urn: root.urn }]);
  });

  it("asks about the stack and project of the config, and the services of the stack's tag", async () => {
    const named = { scorecard: "now.json", stack: "production", project: "catalog" };
    const { asked, resource } = run([yes], named, { "readiness:service": "cart,quote" });
    await resource(root);
    assert.deepEqual(asked, [{ services: ["cart", "quote"], stack: "catalog/production" }]);
  });

  it("says no where nothing names the service, and asks nobody", async () => {
    const { asked, said, resource } = run([yes], { scorecard: "now.json" });
    await resource(root);
    assert.deepEqual(asked, []);
    assert.deepEqual(said, [
      {
        message:
          "The gate must know which service this stack deploys. Name it in policy config (readiness.gate.service), or tag the stack: pulumi stack tag set readiness:service NAME.",
        urn: root.urn,
      },
    ]);
  });

  it("says no where the config is wrong", async () => {
    const { asked, said, resource, stack } = run([yes], { scorecard: "now.json", services: "cart" });
    await resource(root);
    assert.equal(await stack(), undefined);
    assert.deepEqual(asked, []);
    assert.deepEqual(said, [
      {
        message: 'The policy config of readiness must be mended: gate: Unrecognized key: "services".',
        urn: root.urn,
      },
    ]);
  });

  it("does nothing without a gate in policy config", async () => {
    const { asked, said, resource, stack } = run([no], undefined, { "readiness:service": "cart" });
    await resource(root);
    await resource(bucket);
    assert.deepEqual([await stack(), asked, said], [undefined, [], []]);
  });
});
