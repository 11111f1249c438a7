import assert from "node:assert/strict";
import type { PolicyResource, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { catalogToken } from "../../../catalog/graph";
import { policiesFor, rawResource, type Surround } from "../../../policy-pack/engine/crossguard";
import { pageOf } from "../../../policy-pack/engine/pages";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { given } from "../given";
import { sampleRule, sampleSet } from "./sample-rule";

const surround: Surround = {
  packVersion: "1.2.3",
  today: () => ({ day: "2026-11-23", now: new Date("2026-11-23T09:00:00Z"), whatIf: false }),
  clock: () => 0,
  problems: [],
  askGate: async () => [],
};

/** Fails for checkout alone, so that each test has one line to look at. */
const failing = (patch: Partial<AnyRule> = {}): AnyRule =>
  sampleRule(({ service, fail }) => service.name === "checkout" && fail("missing", {}), patch);

function policiesOf(rules: readonly AnyRule[], patch: Partial<Surround> = {}): StackValidationPolicy[] {
  return policiesFor([{ ...sampleSet, title: "Set", rules }], { ...surround, ...patch });
}

/** The perfect stack as the SDK hands it over: properties behind a proxy that gives its target. */
function sdkResources(): readonly PolicyResource[] {
  const raw = given.service().resources();
  const byUrn = new Map(
    raw.map(({ urn, type, name, props }) => [
      urn,
      { urn, type, name, props: { __getSpecialProxyTarget: props } } as unknown as PolicyResource, // what is read of it
    ]),
  );
  const all = (urns: readonly string[]) => urns.flatMap((urn) => byUrn.get(urn) ?? []);
  return raw.map((one) => {
    const propertyDependencies = Object.entries(one.propertyDependencies).map(
      ([name, urns]) => [name, all(urns)] as const,
    );
    return Object.assign(byUrn.get(one.urn) ?? {}, {
      parent: one.parent === undefined ? undefined : byUrn.get(one.parent),
      dependencies: all(one.dependencies),
      propertyDependencies: Object.fromEntries(propertyDependencies),
    }) as PolicyResource; // complete with its relations
  });
}

interface Said {
  readonly policy: string;
  readonly message: string;
  readonly enforcementLevel?: string;
}

/** Runs policies as the SDK does: it walks the very list, and leaves out those that are disabled. */
async function run(
  policies: readonly StackValidationPolicy[],
  config: Readonly<Record<string, object>> = {},
  disabled: readonly string[] = [],
  resources: readonly PolicyResource[] = sdkResources(),
): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const policy of policies) {
    if (disabled.includes(policy.name)) continue;
    const args = { resources, getConfig: () => config[policy.name] ?? {} };
    const report = (violation: unknown): void => {
      said.push({ policy: policy.name, ...(violation as Omit<Said, "policy">) }); // an object at run time
    };
    await Reflect.apply(policy.validateStack as () => unknown, undefined, [
      args as unknown as StackValidationArgs, // what is read of it
      report,
    ]);
  }
  return said;
}

const heads = (said: readonly Said[]): readonly (readonly [string, string, string?])[] =>
  said.map(({ policy, message, enforcementLevel }) =>
    enforcementLevel === undefined
      ? [policy, message.split("\n")[0] ?? ""]
      : [policy, message.split("\n")[0] ?? "", enforcementLevel],
  );
const line = "checkout (tier 1, no level yet, must be gold): The service must have a thing.";
const summary = "2 services: 1 gold, 0 silver, 0 bronze, 1 without a level.";

describe("the policies of a pack", () => {
  it("are one for each rule, which tells what the engine shows of it, and the one that judges", () => {
    const [first, last, ...more] = policiesOf([failing()]);
    const { validateStack: _, ...told } = first ?? assert.fail("there must be a policy");
    assert.deepEqual(told, {
      name: "sample-rule",
      description: "Every service has a strong thing",
      enforcementLevel: "mandatory",
      severity: "critical",
      tags: ["ownership", "bronze"],
      remediationSteps: "Set thing of {service} in {file} (tier {tier}, team {team}).",
      url: `${pageOf("production-readiness")}#sample-rule`,
      configSchema: { properties: {} },
    });
    assert.deepEqual([last?.name, last?.enforcementLevel, more], ["readiness", "mandatory", []]);
    assert.deepEqual(Object.keys(last?.configSchema?.properties ?? {}), ["catalog", "scope", "gate"]);
  });
  it("are severe by the level that is missed, unless the rule says otherwise", () => {
    const rules = [
      ...(["bronze", "silver", "gold"] as const).map((level) => failing({ level })),
      failing({ severity: "low" }),
    ];
    assert.deepEqual(
      policiesOf(rules).map(({ severity }) => severity),
      ["critical", "high", "medium", "low", undefined],
    );
  });
  it("report each rule's failures as its own, free to block, and sum up without blocking", async () => {
    assert.deepEqual(heads(await run(policiesOf([failing()]))), [
      ["sample-rule", line],
      ["readiness", summary, "advisory"],
    ]);
  });
  it("report as advisory what may not block this run", async () => {
    const [first] = await run(policiesOf([failing()]), { readiness: { scope: ["spare"] } });
    assert.equal(first?.enforcementLevel, "advisory");
  });
  it("judge no rule that is disabled", async () => {
    const policies = policiesOf([failing(), failing({ id: "other-rule" })]);
    assert.deepEqual(
      (await run(policies, {}, ["sample-rule"])).map(({ policy }) => policy),
      ["other-rule", "readiness"],
    );
  });
  it("judge where the one that judges is disabled, in every run, and then do not sum up", async () => {
    const policies = policiesOf([failing()]);
    for (const _ of [1, 2])
      assert.deepEqual(heads(await run(policies, {}, ["readiness"])), [["sample-rule", line]]);
  });
  it("forget what one run collected before the next", async () => {
    const policies = policiesOf([failing()]);
    assert.deepEqual(heads(await run(policies)), heads(await run(policies)));
  });
  it("say what is wrong with a rule's config, and judge by the tier table", async () => {
    const said = await run(policiesOf([failing()]), { "sample-rule": { most: 3 } });
    assert.match(said[0]?.message ?? "", /^The policy config of sample-rule must be mended: .*most/);
    assert.equal(said.length, 3);
  });
  it("say what is wrong with an extension, by a rule's voice where nothing sums up", async () => {
    const policies = policiesOf([failing()], { problems: ["The extension x cannot be used: gone."] });
    assert.deepEqual((await run(policies))[0], {
      policy: "readiness",
      message: "The extension x cannot be used: gone.",
      urn: given.service().resources()[0]?.urn,
    });
    assert.equal((await run(policies, {}, ["readiness"]))[0]?.policy, "sample-rule");
  });
  it("let no rule through where the pack's own config is wrong", async () => {
    const wrong = "The policy config of readiness must be mended: scope: must be all or a list of services.";
    assert.deepEqual(heads(await run(policiesOf([failing()]), { readiness: { scope: "some" } })), [
      ["readiness", wrong],
      ["sample-rule", `No service was judged. ${wrong}`],
    ]);
  });
});

describe("a run with a gate", () => {
  const config = { readiness: { gate: { scorecard: "now.json", service: "cart" } } };
  const word = { verdict: "denied", violation: "The gate denies cart.", summary: "It is closed." } as const;
  const askGate: Surround["askGate"] = async () => [word];
  const withoutCatalog = sdkResources().filter(({ type }) => type !== catalogToken);
  const notJudged =
    "Rules were not judged here: this stack has no Catalog component, and policy config states no catalog.";
  const judged: string[] = [];
  const keep = (): undefined => void judged.push("kept");

  it("judges no rule where the stack has no catalog, and says so", async () => {
    const said = await run(policiesOf([failing()], { askGate }), config, [], withoutCatalog);
    assert.deepEqual(
      said.map(({ policy, message, enforcementLevel }) => [policy, message, enforcementLevel]),
      [
        ["readiness", word.violation, undefined],
        ["readiness", `${word.summary}\n${notJudged}\nPack 1.2.3.`, "advisory"],
      ],
    );
  });
  it("keeps no scorecard then, and says so too", async () => {
    const said = await run(policiesOf([failing()], { askGate, keep }), config, [], withoutCatalog);
    const last = said.at(-1)?.message;
    assert.equal(
      last,
      `${word.summary}\n${notJudged}\nSo no scorecard was kept for READINESS_SCORECARD.\nPack 1.2.3.`,
    );
    assert.deepEqual(judged, []);
  });
  it("judges the rules as well where it has one", async () => {
    const said = await run(policiesOf([failing()], { askGate }), config);
    assert.deepEqual(heads(said), [
      ["readiness", word.violation],
      ["sample-rule", line],
      ["readiness", summary, "advisory"],
    ]);
    assert.match(said.at(-1)?.message ?? "", /\nIt is closed\.$/);
  });
});

describe("a run of which the SDK gave no resource", () => {
  it("lets no rule through, as there was nothing to judge", async () => {
    const wrong = "This version of @pulumi/policy gave the pack no resource of the stack.";
    assert.deepEqual(heads(await run(policiesOf([failing()]), {}, [], [])), [
      ["readiness", wrong],
      ["sample-rule", `No service was judged. ${wrong}`],
    ]);
  });
});

describe("a resource of the SDK", () => {
  it("is read behind its proxy, relations by URN", () => {
    const read = sdkResources().map(rawResource);
    const expected = given.service().resources();
    assert.deepEqual(
      read.map(({ parent, ...rest }) => ({ ...rest, ...(parent === undefined ? {} : { parent }) })),
      expected.map(({ parent, ...rest }) => ({ ...rest, ...(parent === undefined ? {} : { parent }) })),
    );
  });
  it("is refused where its properties do not show, rather than taken for one without any", () => {
    const [first] = sdkResources();
    assert.throws(
      () => rawResource({ ...first, props: {} } as PolicyResource),
      /does not give the properties of urn:/,
    );
  });
});
