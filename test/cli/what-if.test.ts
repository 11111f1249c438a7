import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { WhatIf } from "../../scorecard/what-if";
import { projectWith, type Ran, readiness } from "./command";

const paged = `name: cart
owner: orders
lifecycle: production
criticality: low
risk: low
repository: astronomy-shop
slos:
  - { name: availability, kind: availability, good: "sum:ok{service:cart}", total: "sum:all{service:cart}" }
`;
const project = { "catalog/services/cart.yaml": paged };
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const whatIf = (folder: string, ...args: readonly string[]): Promise<Ran> =>
  readiness(folder, ["what-if", "--stack", "prod", ...args]);
async function answer(folder: string, ...args: readonly string[]): Promise<WhatIf> {
  const { code, out, err } = await whatIf(folder, ...args, "--json");
  assert.equal(code, 0, err);
  return JSON.parse(out) as WhatIf; // as the command prints it
}

/** Every file below a folder with its content. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(file, "utf8")]));
}

describe("readiness what-if", () => {
  it("says what a promotion would block, raise and declare, and touches nothing", async () => {
    const folder = projectWith(project);
    const before = filesIn(folder);
    const { asked, blocks, closes, resources, judgedFor, mode } = await answer(folder, "--tier", "cart=1");
    assert.deepEqual([asked, mode, judgedFor], [["cart goes from tier 3 to 1"], "enforce", day(0)]);
    assert.deepEqual(
      blocks
        .filter(({ rule }) => rule === "tier-approved")
        .map(({ service, tier, cause }) => [service, tier, cause]),
      [["cart", 1, { kind: "tier", because: "the tier went from 3 to 1" }]],
    );
    assert.ok(blocks.every(({ service }) => service === "cart"));
    assert.ok(closes.length <= 1);
    assert.ok(
      resources.some(({ kind, name }) => kind === "create" && name === "cart/availability-burn-fast"),
      JSON.stringify(resources),
    );
    assert.deepEqual(filesIn(folder), before);
  });

  it("counts an approval and its grace, where somebody would approve", async () => {
    const stack = `config:
  github:owner: astronomy-shop
  readiness:mode: enforce
  readiness:owns: true
  readiness:approvers: { 1: [pia] }
`;
    const folder = projectWith({ ...project, "stacks/Pulumi.prod.yaml": stack });
    const flags = ["--tier", "cart=1", "--approver", "pia"];
    const { asked, blocks, advises } = await answer(folder, ...flags);
    assert.deepEqual(asked, ["cart goes from tier 3 to 1, approved by pia today"]);
    assert.deepEqual(blocks, []);
    const dues = new Set(advises.flatMap(({ due }) => due ?? []));
    assert.deepEqual([...dues], [day(14)]);
    const other = await answer(folder, "--tier", "cart=1", "--approver", "amy");
    assert.deepEqual(
      other.blocks.map(({ rule }) => rule),
      ["tier-approved"],
    );
  });

  it("finds nothing but what is asked: a demotion is the promotion the other way round", async () => {
    const up = await answer(projectWith(project), "--tier", "cart=1");
    const stack =
      "config:\n  github:owner: astronomy-shop\n  readiness:mode: enforce\n  readiness:owns: true\n  readiness:tiers: { cart: 1, quote: 3 }\n";
    const down = await answer(
      projectWith({ ...project, "stacks/Pulumi.prod.yaml": stack }),
      "--tier",
      "cart=3",
    );
    const names = ({ resources }: WhatIf, kind: string): readonly string[] =>
      resources.filter((one) => one.kind === kind).map(({ name }) => name);
    assert.deepEqual(names(down, "delete"), names(up, "create"));
    assert.deepEqual(names(down, "change"), names(up, "change"));
    const rules = (all: WhatIf["blocks"]): readonly string[] => all.map(({ rule }) => rule).sort();
    assert.deepEqual(rules(down.eases), rules([...up.blocks, ...up.gates]));
  });

  it("says what another mode would block", async () => {
    const folder = projectWith({
      "stacks/Pulumi.prod.yaml":
        "config:\n  github:owner: astronomy-shop\n  readiness:owns: true\n  readiness:tiers: { cart: 3 }\n",
    });
    const { blocks, closes, resources } = await answer(folder, "--mode", "enforce");
    assert.ok(blocks.some(({ service, rule }) => service === "quote" && rule === "lifecycle-declared"));
    assert.ok(closes.includes("quote"));
    assert.deepEqual(resources, []);
    const { out } = await whatIf(folder, "--tier", "cart=2");
    assert.match(
      out.replace(/\s+/g, " "),
      / In mode advise nothing blocks; add --mode enforce to see what would\.$/,
    );
  });

  it("says what a later day would block", async () => {
    const initiative = `id: owners
title: Owners
rules: [tier-justified]
start: 2026-01-01
deadline: ${day(5)}
`;
    const folder = projectWith({ "catalog/initiatives/owners.yaml": initiative });
    const { asked, blocks, resources, judgedFor } = await answer(folder, "--date", day(6));
    assert.deepEqual([asked, judgedFor, resources], [[`it is ${day(6)}`], day(6), []]);
    assert.deepEqual(
      blocks.map(({ service, rule, cause }) => [service, rule, cause?.kind]),
      [["quote", "tier-justified", "deadline"]],
    );
  });

  it("says what another policy config would block", async () => {
    const folder = projectWith({ "policy.json": JSON.stringify({ "lifecycle-declared": "advisory" }) });
    const { asked, eases } = await answer(folder, "--config", "policy.json");
    assert.deepEqual(asked, ['the policy config is "policy.json"']);
    assert.deepEqual(
      eases.map(({ service, rule }) => [service, rule]),
      [["quote", "lifecycle-declared"]],
    );
  });

  it("says what rules of one's own would block", async () => {
    const rule = (level: string): string => `exports.extension = { ruleSets: [{
  name: "own", title: "Own", terms: { 1: { must: "gold", aim: "gold" }, 3: { must: "bronze", aim: "silver" } },
  rules: [{ id: "cost-known", area: "cost", level: "${level}", title: "Somebody knows what it costs",
    why: "What nobody counts grows.", fix: "State it.", whenNot: "Never.", evidence: ["catalog"],
    messages: { missing: "The service must have a cost centre." },
    check({ service, fail }) { if (service.facts.costCenter === undefined) fail("missing", {}); } }] }] };
`;
    const folder = projectWith({ "own/index.js": rule("bronze"), "rules.json": "" });
    fs.writeFileSync(
      path.join(folder, "rules.json"),
      JSON.stringify({ extensions: [path.join(folder, "own")] }),
    );
    const { asked, blocks } = await answer(folder, "--rules", "rules.json");
    assert.deepEqual(asked, ['the rules are those of "rules.json"']);
    assert.deepEqual(
      blocks.map(({ service, rule: id, text }) => [service, id, text]),
      ["cart", "quote"].map((name) => [name, "cost-known", "The service must have a cost centre."]),
    );
    fs.writeFileSync(path.join(folder, "rules.json"), '{ "extensions": ["./nowhere"] }');
    const broken = await whatIf(folder, "--rules", "rules.json");
    assert.equal(broken.code, 2);
    assert.match(broken.err, /\.\/nowhere/);
    const missing = await whatIf(folder, "--rules", "none.json");
    assert.deepEqual(
      [missing.code, missing.err],
      [2, '"none.json" cannot be read: it does not exist, or it is a link that leads nowhere.'],
    );
  });

  it("writes text for people, and a comment for a pull request", async () => {
    const folder = projectWith(project);
    const { out } = await whatIf(folder, "--tier", "rates=2");
    assert.match(
      out,
      /^shop, stack prod: what if quote goes from tier 3 to 2\?\n\nWould newly block: \d+ failures? of 1 service\n {2}quote \(tier 2\), /,
    );
    assert.match(out, /\n\nJudged for \S+ against what the program declares now\. Nothing was changed\.$/);
    const comment = await whatIf(folder, "--tier", "quote=2", "-f", "markdown");
    assert.match(
      comment.out,
      /^<!-- readiness what-if:shop\/prod -->\n\nWhat if quote goes from tier 3 to 2\? /,
    );
  });

  const refused: Readonly<Record<string, readonly [readonly string[], string]>> = {
    nothing: [[], "Say what would be another: --tier, --mode, --date, --config or --rules."],
    "all that is wrong at once": [
      ["--tier", "crat=1", "quote=4", "rates=3", "--mode", "enfroce"],
      `"crat" is not a service in catalog/services. Did you mean "cart"?
--tier must be SERVICE=TIER with a tier of 1, 2, 3, such as cart=1; it is "quote=4".
quote is at tier 3 already.
--mode must be one of advise, ratchet, enforce; it is "enfroce". Did you mean "enforce"?`,
    ],
    "an approver of nothing, who is no login": [
      ["--approver", "A B"],
      '--approver must be a login, without @ or spaces; it is "A B".\n--approver goes with --tier, which says what is approved.',
    ],
    "a service twice": [["--tier", "quote=1", "--tier", "rates=2"], "--tier names quote twice."],
    "what is so already": [["--mode", "enforce"], "The mode is enforce already."],
    "a day in the past": [
      ["--date", day(-1)],
      `--date must be today (${day(0)}) or a later day, as YYYY-MM-DD; it is "${day(-1)}".`,
    ],
    "a stack that does not exist": [
      ["--tier", "cart=1", "--stack", "prdo"],
      'There is no stack "prdo". Did you mean "prod"? There are prod.',
    ],
  };
  for (const [name, [args, message]] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      const { code, err } = await whatIf(projectWith(project), ...args);
      assert.deepEqual([code, err], [2, message]);
    });
});
