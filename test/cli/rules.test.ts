import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index";
import { projectDir } from "../../sandbox/folders";
import { parameterTables } from "../../tiers/parameters";
import { projectWith, readiness } from "./command";

describe("readiness rules", () => {
  it("lists every rule of the shipped set in a line, with what it is at each tier", async () => {
    const { code, out } = await readiness(projectDir, ["rules"]);
    assert.equal(code, 0);
    for (const { id, title } of rules)
      assert.match(out, new RegExp(`^${id} .*\\S/\\S+/\\S+ +${literally(title)}$`, "m"));
    assert.match(out, /^owner-assigned +ownership +bronze +M\/M\/M /m);
    assert.match(out, /^slo-target-meets-tier +reliability +gold +M\/A\/- /m);
    assert.match(out, /^tier-approved +ownership +bronze +M\/M\/n\/a /m);
  });

  it("gives all of each as JSON", async () => {
    const { out } = await readiness(projectDir, ["rules", "--json"]);
    const listed: Record<string, unknown>[] = JSON.parse(out);
    assert.deepEqual(
      listed.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    const id = "reviews-required";
    const rule = rules.find((one) => one.id === id);
    const { values, schema } = parameterTables[id];
    assert.deepEqual(
      listed.find((one) => one.id === id),
      {
        id,
        set: "production-readiness",
        area: "delivery",
        level: rule?.level,
        evidence: rule?.evidence,
        state: false,
        title: rule?.title,
        why: rule?.why,
        fix: rule?.fix,
        whenNot: rule?.whenNot,
        enforcement: { 1: "mandatory", 2: "mandatory", 3: "advisory" },
        parameters: values,
        meanings: Object.fromEntries(
          Object.entries(schema.shape).map(([name, { description }]) => [name, description]),
        ),
        unwaivableAt: [],
        page: "docs/rules.md#reviews-required",
      },
    );
  });

  it("knows the rules and sets of an organisation", async () => {
    const folder = projectWith({
      "policy-pack/PulumiPolicy.yaml": "description: ours\nruntime: nodejs\n",
      "policy-pack/readiness.config.json": '{ "extensions": ["./own.cjs"] }',
      "policy-pack/own.cjs": ownRules,
    });
    const { out } = await readiness(folder, ["rules"]);
    assert.match(out, /^moving: 1 rule$/m);
    assert.match(out, /^cart-moved +delivery +bronze +M\/-\/- +The cart has moved$/m);
    const check = await readiness(folder, ["check"]);
    assert.equal(check.code, 0, check.out);
  });
});

const ownRules = `
const rule = {
  id: "cart-moved", area: "delivery", level: "bronze", title: "The cart has moved", why: "It must.", fix: "Move it.",
  whenNot: "Never.", evidence: ["catalog"], messages: { still: "It must move." }, check: () => {},
};
const terms = { 1: { must: "bronze", aim: "bronze" } };
exports.extension = { ruleSets: [{ name: "moving", title: "Moving", terms, rules: [rule] }] };
`;

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
