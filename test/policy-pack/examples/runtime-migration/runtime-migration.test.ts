import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Initiative, initiativeSchema } from "../../../../catalog/initiative";
import { parseYaml } from "../../../../catalog/reading/read-yaml";
import { composeSets } from "../../../../policy-pack/engine/extension";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { type ActiveRule, type Judgement, judge } from "../../../../policy-pack/engine/judge";
import { progressOf } from "../../../../policy-pack/engine/progress";
import { reportsOf } from "../../../../policy-pack/engine/report";
import { readRuleConfig } from "../../../../policy-pack/engine/rule-config";
import { extension } from "../../../../policy-pack/examples/runtime-migration/index";
import { loadExtensions } from "../../../../policy-pack/extensions";
import { shippedSets } from "../../../../policy-pack/rule-sets";
import { rulesPage } from "../../../../policy-pack/rules-page";
import { context } from "../../engine/sample-rule";
import { type Given, given } from "../../given";
import { projectText } from "../../source-files";

const folder = "policy-pack/examples/runtime-migration";
const root = join(__dirname, "..", "..", "..", "..", "..");
const loaded = [{ name: "./runtime-migration", loaded: { value: extension } }];
const { sets, problems } = composeSets(shippedSets, loaded);

/** Judges a stack by the example's set alone. */
function judged(input: Given): Promise<Judgement> {
  const rules = sets
    .filter(({ name }) => name === "runtime-migration")
    .flatMap((set) =>
      set.rules.map((rule): ActiveRule => ({ rule, set, parameters: readRuleConfig(rule, {}).parameters })),
    );
  return judge(buildInventory(input.resources()), rules, context);
}

function initiative(patch: Partial<Initiative> = {}): Initiative {
  const { data, problems: wrong } = parseYaml(
    initiativeSchema,
    "initiative.yaml",
    projectText(`${folder}/initiative.yaml`),
  );
  assert.deepEqual(wrong, []);
  assert.ok(data);
  return { ...data, ...patch };
}

describe("the example of a further rule set", () => {
  it("fits beside the shipped one without a problem, and changes nothing of it", () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(sets.slice(0, -1), shippedSets);
    assert.deepEqual(
      sets.at(-1)?.rules.map(({ id, level }) => `${id} ${level}`),
      ["runtime-not-ending gold", "runtime-supported silver", "runtime-told bronze"],
    );
  });
  it("is not switched on", () => {
    assert.deepEqual(JSON.parse(projectText("policy-pack/readiness.config.json")), { extensions: [] });
  });
  it("is what the how-to page shows", () => {
    const page = projectText("docs/rule-sets.md");
    for (const file of ["index.ts", "runtime-told.ts", "initiative.yaml"])
      assert.ok(
        page.includes(projectText(`${folder}/${file}`).trimEnd()),
        `the page must show ${file} as it is`,
      );
    const [parameters = ""] =
      /^export const endingParameters = [^;]*;$/ms.exec(projectText(`${folder}/support-ends.ts`)) ?? [];
    assert.ok(parameters !== "" && page.includes(parameters), parameters);
  });
  it("can be loaded from its compiled folder, by the name that the how-to page tells", () => {
    const name = `../bin/${folder}`;
    assert.ok(projectText("docs/rule-sets.md").includes(`"${name}"`));
    const pack = mkdtempSync(join(tmpdir(), "pack-"));
    try {
      writeFileSync(
        join(pack, "readiness.config.json"),
        JSON.stringify({ extensions: [join(root, "bin", folder)] }),
      );
      const [found] = loadExtensions(pack);
      assert.deepEqual(found?.loaded, { value: extension });
      assert.equal(require.resolve(join(root, "policy-pack", name)), join(root, "bin", folder, "index.js"));
    } finally {
      rmSync(pack, { recursive: true });
    }
  });
  it("has texts as ours have, and says in each message what must be", () => {
    for (const rule of sets.at(-1)?.rules ?? []) {
      for (const text of [rule.why, rule.fix, rule.whenNot, ...Object.values(rule.messages)])
        assert.match(text, /^[A-Z{].*\.$/s);
      for (const text of Object.values(rule.messages)) assert.match(text, /\bmust\b/);
      assert.match(rule.title, /^[A-Z].{5,79}$/);
    }
  });
  it("can be written as a page, its table of ends included", () => {
    const set = sets.at(-1);
    assert.ok(set);
    const page = rulesPage(set);
    assert.match(page, /^# Rules: Runtime migration$/m);
    assert.match(page, /^\| \[runtime-supported\].* \| M\/M\/A \|/m);
    assert.match(page, /^\| ends \| all: .*nodejs16: 2023-09-11, .* \| Last day of support/m);
    assert.match(page, /^\| days \| 180 \/ 90 \/ 30 \|/m);
  });

  const on = (tag: string, tier: 1 | 2 | 3): Given => given.service({ tier }).facts({ tags: [tag] });
  const levels = async (input: Given): Promise<readonly unknown[]> => {
    const { services } = await judged(input);
    const found = services.find(({ service }) => service.subject.name === "checkout");
    return [
      found?.attained.get("runtime-migration")?.withWaivers,
      ...(found?.findings ?? []).map(
        ({ rule, outcome, enforcement }) => `${rule.id} ${outcome} ${enforcement}`,
      ),
    ];
  };
  const cases: Readonly<Record<string, readonly [Given, readonly unknown[]]>> = {
    "gives gold to what has long left": [
      on("runtime:nodejs24", 1),
      ["gold", "runtime-not-ending pass off", "runtime-supported pass off", "runtime-told pass off"],
    ],
    "gives silver to what should begin to move, and does not block it": [
      on("runtime:nodejs22", 1),
      ["silver", "runtime-not-ending fail advisory", "runtime-supported pass off", "runtime-told pass off"],
    ],
    "gives bronze to what is too late, and blocks it at tier 1": [
      on("runtime:nodejs18", 1),
      ["bronze", "runtime-not-ending pass off", "runtime-supported fail mandatory", "runtime-told pass off"],
    ],
    "does not block that at tier 3": [
      on("runtime:nodejs18", 3),
      ["bronze", "runtime-not-ending pass off", "runtime-supported fail advisory", "runtime-told pass off"],
    ],
    "gives no level to what does not tell, and blocks it at every tier": [
      on("other", 3),
      [
        "none",
        "runtime-not-ending not-applicable off",
        "runtime-supported not-applicable off",
        "runtime-told fail mandatory",
      ],
    ],
    "keeps a line that nobody has listed out of the level": [
      on("runtime:java8", 1),
      ["gold", "runtime-not-ending unknown off", "runtime-supported unknown off", "runtime-told pass off"],
    ],
    "still binds what is deprecated, since holes do not wait": [
      on("runtime:nodejs18", 1).facts({ lifecycle: "deprecated" }),
      [undefined, "runtime-not-ending pass off", "runtime-supported fail mandatory", "runtime-told pass off"],
    ],
  };
  for (const [name, [input, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(await levels(input), expected));

  const said = async (input: Given): Promise<readonly string[]> =>
    reportsOf(await judged(input)).map(({ enforcement, text }) => `${enforcement} ${text}`);
  const fix =
    "Fix: Move runtime:nodejs18 to a release line that is still mended, and the tag in catalog/services/checkout.yaml with it where there is one. Why: docs/rules-runtime-migration.md#runtime-supported.";
  it("says before the initiative's deadline until when, and after it blocks at every tier", async () => {
    const during = initiative({ start: "2026-11-01", deadline: "2026-12-31" });
    const over = initiative({ start: "2026-10-01", deadline: "2026-11-22" });
    const fact = "runtime:nodejs18 must not run on nodejs18, whose support ended on 2025-04-30.";
    const stack = on("runtime:nodejs18", 3);
    assert.deepEqual(await said(stack.catalog({ initiatives: [during] })), [
      `advisory checkout (tier 3, runtime-migration bronze, must be bronze): ${fact}\n${fix} Due 2026-12-31.`,
    ]);
    assert.deepEqual(await said(stack.catalog({ initiatives: [over] })), [
      `mandatory checkout (tier 3, runtime-migration bronze, must be bronze): ${fact}\n${fix}`,
    ]);
  });
  it("has an initiative as an example that is sound, and tells how far it is", async () => {
    const own = initiative();
    assert.deepEqual([own.id, own.rules, own.goal], ["off-ended-runtimes", ["runtime-supported"], 95]);
    assert.ok(own.start < own.deadline);
    assert.deepEqual(progressOf(own, await judged(on("runtime:nodejs18", 3))), {
      covered: ["checkout", "spare"],
      met: ["spare"],
    });
  });
});
