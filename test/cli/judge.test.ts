import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Scorecard, scorecardSchema } from "../../scorecard/schema";
import { projectWith, type Ran, readiness, smallProject } from "./command";

const judge = (folder: string, ...args: readonly string[]): Promise<Ran> =>
  readiness(folder, ["judge", "--stack", "prod", ...args]);

const scorecard = async (folder: string, ...args: readonly string[]): Promise<Scorecard> => {
  const { out, err } = await judge(folder, "--json", ...args);
  assert.equal(err, "");
  return scorecardSchema.parse(JSON.parse(out));
};

/** Rules that a service fails, with what that means for the run. */
const failed = ({ services }: Scorecard, name: string): readonly string[] =>
  (services.find((one) => one.name === name)?.findings ?? []).flatMap(({ rule, violations }) =>
    violations.map(({ enforcement }) => `${rule} ${enforcement}`),
  );

/** The small project's stack, with some of its lines changed. */
const stackWith = (...changes: readonly (readonly [string, string])[]): Readonly<Record<string, string>> => {
  const text = smallProject["stacks/Pulumi.prod.yaml"] ?? "";
  return { "stacks/Pulumi.prod.yaml": changes.reduce((all, [from, to]) => all.replace(from, to), text) };
};

describe("readiness judge", () => {
  it("blocks, by exit code 1, where a service lacks what its tier makes mandatory", async () => {
    const { code, out, err } = await judge(projectWith());
    assert.equal(code, 1, err);
    assert.match(
      out,
      /^Stack prod, mode enforce, judged for \d{4}-\d\d-\d\d from the program, as in a first preview; the sandbox in the place of all vendors\.$/m,
    );
    assert.match(
      out,
      /^service +tier +level +must be +blocks +advisory +unknown +waived +owner\n(quote|cart) /m,
    );
    assert.match(out, /^quote +3 +- +bronze +\d /m);
    assert.match(out, /^quote \(tier 3, no level yet, must be bronze\)$/m);
    assert.match(
      out,
      /^ {2}blocks {2}lifecycle-declared\n {4}The service must state its lifecycle\.\n {4}Fix: Set lifecycle in catalog\/services\/quote\.yaml /m,
    );
    assert.match(out, /^2 services: /m);
  });

  it("shows the same and blocks nothing in mode advise", async () => {
    const folder = projectWith(stackWith(["enforce", "advise"]));
    const { code, out } = await judge(folder);
    assert.equal(code, 0);
    assert.doesNotMatch(out, /Blocks this run/);
    assert.match(out, /^Advisory, by rule$/m);
    assert.match(out, /^ {2}lifecycle-declared {2}1 service: quote$/m);
    const advised = await scorecard(folder);
    assert.ok(failed(advised, "quote").includes("lifecycle-declared advisory"));
    assert.deepEqual(
      [advised.summary.blockingServices, advised.summary.gatedServices.includes("quote")],
      [[], true],
    );
  });

  it("writes a scorecard that its schema accepts, to a file as well, and says which service it is of where one is asked for", async () => {
    const folder = projectWith();
    const { code, out } = await judge(folder, "-o", "card.json");
    assert.equal(code, 1);
    assert.match(out, /^Blocks this run$/m);
    const written = scorecardSchema.parse(
      JSON.parse(fs.readFileSync(path.join(folder, "card.json"), "utf8")),
    );
    assert.deepEqual(
      written.services.map(({ name }) => name),
      ["cart", "quote"],
    );
    assert.deepEqual(
      [written.stack, written.mode, written.scope, written.only],
      ["prod", "enforce", "all", undefined],
    );
    const one = await scorecard(folder, "--service", "rates");
    assert.deepEqual(
      [one.only, one.services.map(({ name }) => name), one.summary.services],
      ["quote", ["quote"], 1],
    );
  });

  it("shows everything about one service, and goes by that service alone", async () => {
    const folder = projectWith({ "catalog/services/cart.yaml": perfectCart });
    const { code, out } = await judge(folder, "--service", "quote");
    assert.equal(code, 1);
    assert.match(out, /^Failures$/m);
    assert.match(
      out,
      /Because: tier mandatory \(tier 3 must be bronze and aims at silver; the rule is bronze\)\./,
    );
    assert.match(out, /^Met: \d+ rules$/m);
    assert.doesNotMatch(out, /^cart/m);
    const cart = await judge(folder, "--service", "cart");
    assert.equal(cart.code, 0, cart.out);
  });

  it("takes level, parameters and scope from a policy config", async () => {
    const folder = projectWith();
    const config = {
      "lifecycle-declared": "advisory",
      "description-present": "disabled",
      readiness: { scope: ["cart"] },
    };
    fs.writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
    const before = await scorecard(folder);
    const card = await scorecard(folder, "--policy-config", "config.json");
    assert.ok(failed(before, "quote").includes("description-present mandatory"));
    assert.deepEqual(
      failed(card, "quote").filter((line) => /lifecycle|description|mandatory/.test(line)),
      ["lifecycle-declared advisory"],
    );
    assert.deepEqual(card.scope, ["cart"]);
    const chain = card.services
      .find(({ name }) => name === "quote")
      ?.findings.find(({ rule }) => rule === "lifecycle-declared")
      ?.violations[0]?.chain.map(({ step }) => step);
    assert.deepEqual(chain, ["tier", "scope"]);
    const { code } = await judge(folder, "--policy-config", "config.json");
    assert.equal(code, 0);
  });

  it("looks at a later day where READINESS_TODAY says so, and marks it", async () => {
    const folder = projectWith();
    const args = ["judge", "--stack", "prod", "--json"];
    const { out } = await readiness(folder, args, { env: { READINESS_TODAY: "2099-01-31" } });
    const card = scorecardSchema.parse(JSON.parse(out));
    assert.deepEqual([card.judgedFor, card.whatIf], ["2099-01-31", true]);
    const past = await readiness(folder, args, { env: { READINESS_TODAY: "2020-01-31" } });
    assert.equal(past.code, 2);
    assert.match(past.err, /^READINESS_TODAY may only be later than today/);
  });

  it("leaves what only a vendor knows unknown, and fails nothing for it, where no vendor is asked", async () => {
    const onCall = "onCall: { rotation: [amy], existing: { policy: Theirs } }\n";
    const folder = projectWith({ "catalog/services/cart.yaml": `${perfectCart}${onCall}` });
    const answered = await judge(folder);
    assert.equal(answered.code, 3, "the sandbox's PagerDuty has no such policy");
    assert.match(answered.err, /onCall\.existing\.policy must name what exists at PagerDuty; it is "Theirs"/);
    const card = await scorecard(folder, "--vendors", "none");
    assert.equal(card.source.vendors, "none");
    assert.ok(card.source.notLookedUp > 0);
    assert.match(card.notices.join(" "), /\d+ look-ups were not made: what rests on them is unknown/);
    const cart = card.services.find(({ name }) => name === "cart");
    assert.deepEqual(
      cart?.findings.filter(({ violations }) =>
        violations.some(({ enforcement }) => enforcement === "mandatory"),
      ),
      [],
    );
    const wired = cart?.findings.filter(({ rule }) => /on-call|repository-linked/.test(rule));
    assert.ok(
      wired?.some(({ outcome }) => outcome === "unknown"),
      JSON.stringify(wired),
    );
  });

  const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    "no stack": [["judge"], /^Name the stack with --stack\. There are prod\.$/],
    "a stack that does not exist": [
      ["judge", "--stack", "prdo"],
      /^There is no stack "prdo"\. Did you mean "prod"\? There are prod\.$/,
    ],
    "a stack whose name leads elsewhere": [
      ["judge", "--stack", "../prod"],
      /^There is no stack "\.\.\/prod"\./,
    ],
    "a service that does not exist": [
      ["judge", "--stack", "prod", "--service", "crat"],
      /^There is no service "crat" in the stack "prod"\. Did you mean "cart"\?$/,
    ],
    "a policy config that is not there": [
      ["judge", "--stack", "prod", "--policy-config", "none.json"],
      /^"none\.json" cannot be read: it does not exist/,
    ],
    "a flag that does not exist": [
      ["judge", "--stak", "prod"],
      /unknown option '--stak'\n\(Did you mean --stack\?\)/,
    ],
    "flags that contradict each other": [
      ["judge", "--stack", "prod", "--state", "--in-process"],
      /option '--state' cannot be used with option '--in-process'/,
    ],
    "a choice that does not exist": [
      ["judge", "--stack", "prod", "--vendors", "all"],
      /Allowed choices are sandbox, none/,
    ],
  };
  for (const [name, [args, expected]] of Object.entries(wrong))
    it(`ends with exit code 2 for ${name}`, async () => {
      const { code, err, out } = await readiness(projectWith(), args);
      assert.equal(code, 2, out);
      assert.match(err, expected);
    });

  it("ends with exit code 2 and every problem where the project's files are wrong", async () => {
    const { code, err } = await judge(
      projectWith({
        "catalog/services/cart.yaml": "name: crat\nlifecycle: no\n",
        "stacks/baseline.prod.json": "{}",
      }),
    );
    assert.equal(code, 2);
    assert.deepEqual(
      err.split("\n").map((line) => line.split(": ")[0]),
      [
        "catalog/services/cart.yaml:1:7",
        "catalog/services/cart.yaml:2:12",
        ...Array.from({ length: 4 }, () => "stacks/baseline.prod.json:1:1"),
      ],
    );
  });

  it("ends with exit code 3 where a vendor does not answer, or a provider refuses", async () => {
    const folder = projectWith();
    const faults = JSON.stringify([
      { vendor: "github", method: "invoke", message: "503 Service Unavailable" },
    ]);
    const silent = await readiness(folder, ["judge", "--stack", "prod"], {
      env: { READINESS_FAULTS: faults },
    });
    assert.equal(silent.code, 3);
    assert.match(silent.err, /The repository astronomy-shop cannot be looked up: .*503 Service Unavailable/);
    const refusing = JSON.stringify([{ vendor: "github", method: "check", message: "no" }]);
    const refused = await readiness(folder, ["judge", "--stack", "prod"], {
      env: { READINESS_FAULTS: refusing },
    });
    assert.equal(refused.code, 3);
    assert.match(
      refused.err,
      /^The providers refuse what the program declares:\nastronomy-shop\/alerts \(github:index/m,
    );
  });

  it("counts a broken extension as blocking, as the pack does", async () => {
    const folder = projectWith({
      ...stackWith(["enforce", "advise"]),
      "policy-pack/PulumiPolicy.yaml": "description: ours\nruntime: nodejs\n",
      "policy-pack/package.json": '{ "version": "7.0.0" }',
      "policy-pack/readiness.config.json": '{ "extensions": ["./own.cjs"] }',
    });
    const { code, out } = await judge(folder);
    assert.equal(code, 1);
    assert.match(out, /^ {2}The extension \.\/own\.cjs cannot be used: /m);
    assert.match(out, /pack 7\.0\.0/);
  });

  it("escapes what comes from files before it reaches a terminal, and colours only where colours are shown", async () => {
    const folder = projectWith({
      "catalog/services/quote.yaml": 'name: quote\nowner: "\\u202eevil\\u001b[31m"\n',
    });
    const { code, err } = await judge(folder);
    assert.equal(code, 2);
    assert.ok(!err.includes("\u001b") && !err.includes("\u202e"), err);
    const args = ["judge", "--stack", "prod"];
    const coloured = await readiness(projectWith(), args, { colour: true });
    assert.ok(coloured.out.includes("\u001b[31mblocks\u001b[39m"));
    const plain = await readiness(projectWith(), [...args, "--no-color"], { colour: true });
    assert.ok(!plain.out.includes("\u001b"));
  });
});

const perfectCart = `name: cart
description: Keeps what a customer is about to buy.
owner: orders
lifecycle: production
criticality: low
risk: low
repository: astronomy-shop
`;
