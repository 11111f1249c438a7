import assert from "node:assert/strict";
import { openProject, type Project, type Run } from "./project";

const file = "catalog/services/gift-cards.yaml";

describe("a newcomer's first service on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout"]);
    project.configure("prod", { "readiness:tiers/gift-cards": 3 });
  });
  after(() => project?.remove());

  const mandatory = (run: Run): readonly string[] =>
    run.violations
      .filter(({ enforcement, on }) => enforcement === "mandatory" && on === "gift-cards")
      .map(({ message }) => message);

  it("needs nothing but a name and an owner to be told what bronze takes", async () => {
    project.write(file, "name: gift-cards\nowner: orders\n");
    const run = await project.run("preview", "prod");
    const fixes = mandatory(run).map((message) =>
      /Fix: (Set \w+) in (\S+)/.exec(message)?.slice(1).join(" in "),
    );
    assert.deepEqual(
      fixes.sort(),
      ["description", "lifecycle", "repository"].map((field) => `Set ${field} in ${file}`),
      run.stdout,
    );
  });

  it("is bronze once every one of those fields is set", async () => {
    const facts = [
      "description: Sells gift cards and redeems them at the checkout.",
      "lifecycle: production",
      "repository: astronomy-shop",
      "path: src/gift-cards",
    ];
    project.write(file, `name: gift-cards\nowner: orders\n${facts.join("\n")}\n`);
    const run = await project.run("preview", "prod");
    assert.deepEqual(mandatory(run), [], run.stdout);
    const standing = run.violations.find(({ on, rule }) => on === "gift-cards" && rule === "slo-defined");
    assert.match(standing?.message ?? "", /^gift-cards \(tier 3, bronze, must be bronze\)/);
  });

  it("is told of a team mate whom PagerDuty does not know, and everything is judged all the same", async () => {
    const members = "members:\n  - { login: uma, email: uma@astronomy-shop.example }\n";
    project.write("catalog/teams/gifts.yaml", `name: gifts\ngithub: { team: orders }\n${members}`);
    project.write(file, "name: gift-cards\nowner: gifts\nonCall: {}\n");
    const run = await project.run("preview", "prod");
    assert.match(run.stdout, /gifts\.yaml:4:\d+: PagerDuty must have a user for the member uma/);
    assert.ok(
      mandatory(run).some((message) => message.includes("must state its lifecycle")),
      run.stdout,
    );
    assert.ok(run.violations.some(({ rule, on }) => rule === "on-call-scheduled" && on === "gift-cards"));
  });

  it("is told of every mistake in the file at once, with its place", async () => {
    project.write(file, "name: gift-cards\nowner: 3\nlifecycle: prodction\ncritcality: high\n");
    const run = await project.run("preview", "prod");
    assert.notEqual(run.code, 0);
    const told = [...`${run.stdout}${run.stderr}`.matchAll(/gift-cards\.yaml:\d+:\d+/g)].map(
      ([place]) => place,
    );
    assert.deepEqual([...new Set(told)].sort(), [
      "gift-cards.yaml:2:8",
      "gift-cards.yaml:3:12",
      "gift-cards.yaml:4:1",
    ]);
    assert.match(run.stdout, /Did you mean "production"\?/);
  });
});
