import assert from "node:assert/strict";
import { join } from "node:path";
import * as proxy from "@pulumi/policy/proxy";
import { PolicySeverity } from "@pulumi/pulumi/proto/analyzer_pb";
import { catalogToken } from "../../catalog/graph";
import type { RawResource } from "../../policy-pack/engine/resource";
import { unknownSentinels } from "../../policy-pack/engine/sentinels";
import { datadog } from "../../policy-pack/engine/tokens";
import { rules } from "../../policy-pack/rules/index";
import { given } from "./given";
import { type Diagnostic, type ServedPack, servePack } from "./pack-client";

const root = join(__dirname, "..", "..", "..");
const stack = "urn:pulumi:prod::readiness::pulumi:pulumi:Stack::readiness-prod";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const perfect = given.service().resources();
/** One SLO of checkout is too low, which one rule says. */
const lowSlo = given.service().with(datadog.serviceLevelObjective, "checkout-availability", {
  targetThreshold: 99,
  thresholds: [{ timeframe: "30d", target: 99 }],
});

/** What a pack said, without the summing-up line. */
function said(diagnostics: readonly Diagnostic[]): readonly (readonly [string, string, string])[] {
  return diagnostics
    .filter(({ policy, enforcement }) => !(policy === "readiness" && enforcement === "advisory"))
    .map(({ policy, enforcement, urn }) => [policy, enforcement, urn.split("::").at(-1) ?? ""] as const);
}

/** What it said of SLO targets; a service at tier 2 has other gaps as well. */
function saidOfTargets(diagnostics: readonly Diagnostic[]): ReturnType<typeof said> {
  return said(diagnostics).filter(([policy]) => policy === "slo-target-meets-tier");
}

describe("the policy pack, served by the real SDK", function () {
  this.timeout(60_000);
  let pack: ServedPack;
  before(async () => {
    // The shipped pack takes no earlier day than today's, on which what is dated in the evidence would be too old.
    pack = await servePack(join(root, "test", "policy-pack", "fixtures", "dated-pack"));
  });
  beforeEach(() => pack.configure({}));
  after(() => pack.stop());

  it("has one policy a rule, and the one that judges as the last", () => {
    assert.deepEqual(pack.policies, [...rules.map(({ id }) => id), "readiness"]);
  });

  it("tells the engine of each rule what it is, what to do and what may be configured", async () => {
    const severities = { bronze: "CRITICAL", silver: "HIGH", gold: "MEDIUM" } as const;
    const infos = (await pack.info()).getPoliciesList().slice(0, -1);
    assert.deepEqual(
      infos.map((info) => ({
        name: info.getName(),
        description: info.getDescription(),
        enforcement: info.getEnforcementlevel(),
        severity: info.getSeverity(),
        tags: info.getTagsList(),
        remediation: info.getRemediationSteps(),
        url: info.getUrl(),
      })),
      rules.map((rule) => ({
        name: rule.id,
        description: rule.title,
        enforcement: 1, // mandatory: whatever weakens it is said with each violation
        severity: PolicySeverity[`POLICY_SEVERITY_${severities[rule.level]}`],
        tags: [rule.area, rule.level],
        remediation: rule.fix,
        url: `docs/rules.md#${rule.id}`,
      })),
    );
    const target = infos.find((info) => info.getName() === "slo-target-meets-tier");
    assert.deepEqual(Object.keys(target?.getConfigschema()?.getProperties()?.toJavaScript() ?? {}).sort(), [
      "availability",
      "latency",
      "tier1",
      "tier2",
      "tier3",
    ]);
  });

  it("says nothing of a perfect stack but the summing-up line, at the stack", async () => {
    const diagnostics = await pack.analyzeStack(perfect);
    assert.deepEqual(
      diagnostics.map(({ policy, enforcement, urn }) => [policy, enforcement, urn]),
      [["readiness", "advisory", stack]],
    );
    assert.match(
      diagnostics[0]?.message ?? "",
      new RegExp(
        `^2 services: 2 gold, .*\\n(.*\\n)*Catalog facts of 2026-11-23 08:00 UTC\\. ${rules.length} rules, pack 0\\.0\\.1, judged for 2026-11-23\\.$`,
      ),
    );
  });

  it("says what is wrong by the rule's own name, with the resource and a message that is complete", async () => {
    const diagnostics = await pack.analyzeStack(lowSlo.resources());
    assert.deepEqual(said(diagnostics), [["slo-target-meets-tier", "mandatory", "checkout-availability"]]);
    assert.match(
      diagnostics[0]?.message ?? "",
      /^checkout \(tier 1, silver, must be gold\): SLO checkout-availability must .*99\.9 %.* 99 %\.\nFix: .*catalog\/services\/checkout\.yaml.*Why: docs\/rules\.md#slo-target-meets-tier\.$/,
    );
  });

  it("says the same again in the same process", async () => {
    const first = await pack.analyzeStack(lowSlo.resources());
    assert.deepEqual(await pack.analyzeStack(lowSlo.resources()), first);
    assert.equal((await pack.analyzeStack(perfect)).length, 1);
  });

  it("says advisory where the tier does", async () => {
    const diagnostics = await pack.analyzeStack(lowSlo.tier(2).resources());
    assert.deepEqual(saidOfTargets(diagnostics), [
      ["slo-target-meets-tier", "advisory", "checkout-availability"],
    ]);
  });

  it("takes what only the update will know as that, and lets no policy be skipped for it", async () => {
    const input = given.service().with(datadog.serviceLevelObjective, "checkout-availability", {
      targetThreshold: unknown,
      thresholds: unknown,
    });
    const diagnostics = await pack.analyzeStack(input.resources());
    assert.ok(said(diagnostics).some(([policy]) => policy === "slo-target-meets-tier"));
    assert.ok(said(diagnostics).every(([, enforcement]) => enforcement === "advisory"));
    assert.ok(diagnostics.every(({ message }) => !message.includes("can't run policy")));
  });

  it("knows every sentinel of the SDK for what is not known", () => {
    const theirs = Object.entries(proxy).flatMap(([name, value]) =>
      /^unknown\w+Value$/.test(name) ? [value] : [],
    );
    assert.deepEqual([...unknownSentinels].sort(), theirs.sort());
  });

  it("copes with secrets, assets and archives", async () => {
    const signature = "4dabf18193072939515e22adb298388d";
    const odd: RawResource = {
      urn: "urn:pulumi:prod::readiness::aws:lambda/function:Function::odd",
      type: "aws:lambda/function:Function",
      name: "odd",
      props: {
        code: { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", path: "app.zip" },
        file: { [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "x" },
        tags: {
          service: { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: "checkout" },
          team: "orders",
        },
      },
      dependencies: [],
      propertyDependencies: {},
    };
    assert.deepEqual(said(await pack.analyzeStack([...perfect, odd])), []);
  });

  describe("and the operator's policy config", () => {
    const summary = (diagnostics: readonly Diagnostic[]): string => diagnostics.at(-1)?.message ?? "";

    it("may disable a rule, which is then no part of the judgement", async () => {
      await pack.configure({ "slo-target-meets-tier": { enforcementLevel: "disabled" } });
      const diagnostics = await pack.analyzeStack(lowSlo.resources());
      assert.deepEqual(said(diagnostics), []);
      assert.match(
        summary(diagnostics),
        new RegExp(`^2 services: 2 gold.*\\b${rules.length - 1} rules`, "s"),
      );
    });
    it("may lower a rule", async () => {
      await pack.configure({ "slo-target-meets-tier": { enforcementLevel: "advisory" } });
      assert.deepEqual(said(await pack.analyzeStack(lowSlo.resources())), [
        ["slo-target-meets-tier", "advisory", "checkout-availability"],
      ]);
    });
    it("cannot raise what was judged advisory", async () => {
      await pack.configure({ "slo-target-meets-tier": { enforcementLevel: "mandatory" } });
      assert.deepEqual(saidOfTargets(await pack.analyzeStack(lowSlo.tier(2).resources())), [
        ["slo-target-meets-tier", "advisory", "checkout-availability"],
      ]);
    });
    it("may set a parameter for all tiers", async () => {
      await pack.configure({ "slo-target-meets-tier": { availability: 99.99 } });
      assert.deepEqual(said(await pack.analyzeStack(perfect)), [
        ["slo-target-meets-tier", "mandatory", "checkout-availability"],
        ["slo-target-meets-tier", "mandatory", "spare-availability"],
      ]);
    });
    it("may set a parameter for one tier", async () => {
      await pack.configure({ "slo-target-meets-tier": { tier2: { availability: 99.99 } } });
      assert.deepEqual(saidOfTargets(await pack.analyzeStack(given.service({ tier: 2 }).resources())), [
        ["slo-target-meets-tier", "advisory", "checkout-availability"],
      ]);
    });
    const wrong: Readonly<Record<string, readonly [string, Record<string, unknown>, RegExp]>> = {
      "a misspelt parameter": [
        "slo-target-meets-tier",
        { availabilty: 90 },
        /^The policy config of slo-target-meets-tier must be mended: Unrecognized key: "availabilty"\.$/,
      ],
      "a parameter of a wrong type": [
        "slo-target-meets-tier",
        { availability: "high" },
        /^The policy config of slo-target-meets-tier must be mended: availability: /,
      ],
      "a parameter of a rule that has none": [
        "owner-assigned",
        { owner: "me" },
        /^The policy config of owner-assigned must be mended: /,
      ],
    };
    for (const [name, [rule, config, message]] of Object.entries(wrong)) {
      it(`blocks on ${name}, and the tier table holds`, async () => {
        await pack.configure({ [rule]: config });
        const diagnostics = await pack.analyzeStack(lowSlo.resources());
        assert.deepEqual(said(diagnostics), [
          ["readiness", "mandatory", "readiness-prod"],
          ["slo-target-meets-tier", "mandatory", "checkout-availability"],
        ]);
        assert.match(diagnostics[0]?.message ?? "", message);
      });
    }

    const refused = rules.map(({ id }) => [id, "mandatory", "readiness-prod"]);
    it("lets no rule through where its catalog block cannot be read", async () => {
      await pack.configure({ readiness: { catalog: { mode: "lenient" } } });
      const diagnostics = await pack.analyzeStack(perfect);
      assert.deepEqual(said(diagnostics), [["readiness", "mandatory", "readiness-prod"], ...refused]);
      assert.match(
        diagnostics[0]?.message ?? "",
        /^The policy config of readiness must be mended: catalog\.mode: /,
      );
      assert.match(
        summary(diagnostics),
        /^No service was judged\. The policy config of readiness must be mended/,
      );
    });
    it("lets no rule through where the Catalog component cannot be read, though it lowers the policy that says so", async () => {
      await pack.configure({ readiness: { enforcementLevel: "advisory" } });
      const broken = perfect.map((one) =>
        one.type === catalogToken ? { ...one, props: { schemaVersion: 7 } } : one,
      );
      const diagnostics = await pack.analyzeStack(broken);
      assert.deepEqual(said(diagnostics), refused);
      assert.match(diagnostics[0]?.message ?? "", /^What the Catalog component registered cannot be read: /);
    });
    it("lets no rule through where the clock is far behind the catalog, though it lowers the policy that says so", async () => {
      await pack.configure({ readiness: { enforcementLevel: "advisory" } });
      const ahead = { statedAt: "2099-01-07T08:00:00.000Z" };
      const stated = perfect.map((one) =>
        one.type === catalogToken ? { ...one, props: { ...one.props, ...ahead } } : one,
      );
      const diagnostics = await pack.analyzeStack(stated);
      assert.deepEqual(said(diagnostics), refused);
      assert.match(
        summary(diagnostics),
        /^No service was judged\. The clock of this machine must be right: it says 2026-11-23 09:00 UTC, /,
      );
    });
    it("may give the catalog block to a stack without our components", async () => {
      await pack.configure({ readiness: { catalog: { mode: "enforce", tiers: { checkout: 1 } } } });
      const bare = lowSlo.resources().filter(({ type }) => type.startsWith("datadog:"));
      const diagnostics = await pack.analyzeStack(bare.map((one) => ({ ...one, parent: undefined })));
      assert.deepEqual(saidOfTargets(diagnostics), [
        ["slo-target-meets-tier", "mandatory", "checkout-availability"],
      ]);
    });
    it("switches no rule off by disabling the policy that judges, and keeps nothing for the next run", async () => {
      const expected = [["slo-target-meets-tier", "mandatory", "checkout-availability"]];
      await pack.configure({ readiness: { enforcementLevel: "disabled" } });
      assert.deepEqual(said(await pack.analyzeStack(lowSlo.resources())), expected);
      assert.deepEqual(await pack.analyzeStack(perfect), []);
      await pack.configure({});
      assert.deepEqual(said(await pack.analyzeStack(lowSlo.resources())), expected);
      assert.equal((await pack.info()).getPoliciesList().length, rules.length + 1);
    });
    it("may leave one rule on alone", async () => {
      const off = { enforcementLevel: "disabled" } as const;
      const others = rules
        .filter(({ id }) => id !== "slo-target-meets-tier")
        .map(({ id }) => [id, off] as const);
      await pack.configure({ ...Object.fromEntries(others), readiness: off });
      assert.deepEqual(said(await pack.analyzeStack(lowSlo.resources())), [
        ["slo-target-meets-tier", "mandatory", "checkout-availability"],
      ]);
    });
    it("blocks on a misspelt parameter where the policy that judges is disabled, too", async () => {
      await pack.configure({
        readiness: { enforcementLevel: "disabled" },
        "slo-target-meets-tier": { availabilty: 90 },
      });
      assert.deepEqual(said(await pack.analyzeStack(perfect)), [
        ["slo-target-meets-tier", "mandatory", "readiness-prod"],
      ]);
    });
  });
});
