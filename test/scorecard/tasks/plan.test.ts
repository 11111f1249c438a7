import assert from "node:assert/strict";
import { initiativeSchema } from "../../../catalog/initiative";
import { type TasksConfig, tasksConfigSchema } from "../../../catalog/tasks-config";
import type { Scorecard, ScoredFinding } from "../../../scorecard/schema";
import type { TaskPlace } from "../../../scorecard/tasks/body";
import type { IssueFields, TaskIssue } from "../../../scorecard/tasks/change";
import { readBlock } from "../../../scorecard/tasks/marker";
import { openTasksOf, withTasks } from "../../../scorecard/tasks/open-tasks";
import { planTasks } from "../../../scorecard/tasks/plan";
import { card, finding, service, violation } from "../cards";

const place: TaskPlace = { repository: "acme/shop", team: undefined, assignees: [] };

const plan = (
  one: Scorecard,
  parts: Partial<TasksConfig> = {},
  more: Partial<Parameters<typeof planTasks>[0]> = {},
) =>
  planTasks({
    cards: [one],
    issues: [],
    config: { ...tasksConfigSchema.parse({}), ...parts },
    placeOf: () => place,
    isKnown: () => true,
    ...more,
  });

/** The issue that a plan opens first, as GitHub would have it. */
function issueOf(one: Scorecard, parts: Partial<TaskIssue> = {}, way: Partial<TasksConfig> = {}): TaskIssue {
  const fields: IssueFields = plan(one, way).operations[0]?.change.fields ?? {};
  const marker = readBlock(fields.body ?? "")?.marker;
  assert.ok(marker);
  return {
    repository: "acme/shop",
    number: 1,
    url: "https://github.com/acme/shop/issues/1",
    title: fields.title ?? "",
    body: fields.body ?? "",
    state: "open",
    closedAt: undefined,
    labels: fields.labels ?? [],
    marker,
    ...parts,
  };
}

const failing = (parts: Parameters<typeof violation>[0] = {}, more: Partial<ScoredFinding> = {}) =>
  finding({ violations: [violation(parts)], ...more });

describe("which findings get a task", () => {
  /** With what it takes from advisory on, and from mandatory on. */
  const cases: Readonly<Record<string, readonly [ScoredFinding, boolean, boolean]>> = {
    "a mandatory failure": [failing(), true, true],
    "an advisory failure": [failing({ enforcement: "advisory", gate: "advisory" }), true, false],
    "a failure that only the gate stops at": [failing({ enforcement: "advisory" }), true, true],
    "a failure of a rule that is off": [failing({ enforcement: "off", gate: "off" }), false, false],
    "a rule that went wrong": [failing({ message: "error" }, { outcome: "error" }), true, true],
    "a fact that was not stated": [
      failing({ message: "authored" }, { outcome: "unknown", cause: "authored" }),
      true,
      true,
    ],
    "what no vendor answered": [failing({}, { outcome: "unknown", cause: "unobserved" }), false, false],
    "what only an update will know": [failing({}, { outcome: "unknown", cause: "planned" }), false, false],
    "a pass": [finding(), false, false],
    "what a waiver accepts": [finding({ outcome: "waived" }), false, false],
    "what does not apply": [finding({ outcome: "not-applicable" }), false, false],
  };
  for (const [name, [one, advisory, mandatory]] of Object.entries(cases))
    it(`${name}: ${advisory ? "yes" : "no"}, of what blocks ${mandatory ? "yes" : "no"}`, () => {
      const scorecard = card([service({ findings: [one] })]);
      const asked = (from: TasksConfig["from"]) => plan(scorecard, { from }).operations.length === 1;
      assert.deepEqual([asked("advisory"), asked("mandatory")], [advisory, mandatory]);
    });
});

describe("a plan", () => {
  const failed = card([service({ findings: [failing()] })]);

  it("is nothing where the issue says it all already", () =>
    assert.deepEqual(plan(failed, {}, { issues: [issueOf(failed)] }).operations, []));

  it("leaves alone what belongs to a repository that could not be read", () => {
    const elsewhere = issueOf(failed, { repository: "acme/old" });
    const isKnown = (repository: string) => repository === "acme/old";
    assert.deepEqual(plan(failed, {}, { issues: [elsewhere], isKnown }).operations, []);
  });

  const unjudged = card([service({ findings: [finding({ outcome: "unknown", cause: "unobserved" })] })]);

  it("keeps what is elsewhere while nobody can tell, and closes it for its own reason once somebody can", () => {
    const issues = [issueOf(failed, { repository: "acme/old" })];
    const why = (one: Scorecard) => plan(one, {}, { issues }).operations.map(({ change }) => change.why);
    assert.deepEqual(why(unjudged), []);
    assert.deepEqual(why(card([service({ findings: [finding()] })])), ["the rule passes"]);
    assert.deepEqual(why(failed), ["due 2026-12-07", "tasks of this service are kept in acme/shop now"]);
  });

  it("keeps what was kept in another way while nothing can take its place", () => {
    const issues = [issueOf(failed, { repository: "acme/old" })];
    const why = (one: Scorecard, more: Partial<Parameters<typeof planTasks>[0]> = {}) =>
      plan(one, { per: "service" }, { issues, ...more }).operations.map(({ change }) => change.why);
    const isKnown = (repository: string) => repository === "acme/old";
    const placeOf = () => ({ ...place, repository: undefined });
    assert.deepEqual(why(failed, { isKnown }), []);
    assert.deepEqual(why(failed, { placeOf }), []);
    assert.deepEqual(why(unjudged), []);
    assert.deepEqual(why(failed), ["due 2026-12-07", "tasks are kept for each service now"]);
  });

  it("keeps what was kept for each service while nothing can take its place", () => {
    const issues = [issueOf(failed, { repository: "acme/old" }, { per: "service" })];
    const why = (isKnown: (repository: string) => boolean) =>
      plan(failed, {}, { issues, isKnown }).operations.map(({ change }) => change.why);
    assert.deepEqual(
      why((one) => one === "acme/old"),
      [],
    );
    assert.deepEqual(
      why(() => true),
      ["due 2026-12-07", "tasks are kept for each rule now"],
    );
  });

  it("keeps a task where it is while the catalog names no place for it", () => {
    const issues = [issueOf(failed, { repository: "acme/old" })];
    const placeOf = () => ({ ...place, repository: undefined });
    const { operations, homeless } = plan(failed, {}, { issues, placeOf });
    assert.deepEqual([operations, homeless], [[], []]);
  });

  it("closes the same task elsewhere and the younger one here, also where somebody opened it again", () => {
    const first = issueOf(failed, { number: 5 });
    const again = issueOf(failed, { number: 6, marker: { ...first.marker, state: "closed" } });
    const old = issueOf(failed, { repository: "acme/old" });
    assert.deepEqual(
      plan(failed, {}, { issues: [again, old, first] }).operations.map(({ number, change }) => [
        number,
        change.why,
      ]),
      [
        [1, "tasks of this service are kept in acme/shop now"],
        [6, "this is the same task as the older issue 5 here"],
      ],
    );
  });

  it("opens tasks of the weightier tier first, and knows a repository in any case of letters", () => {
    const of = (tier: 1 | 3) => service({ name: `tier-${tier}`, tier, findings: [failing()] });
    const { operations } = plan(card([of(3), of(1)]), { most: 1 });
    assert.deepEqual(
      operations.map((one) => one.service),
      ["tier-1"],
    );
    assert.deepEqual(
      plan(failed, {}, { issues: [issueOf(failed, { repository: "Acme/Shop" })] }).operations,
      [],
    );
  });

  it("does nothing for a scorecard that is older than any of its tasks", () => {
    const of = (judgedFor: string, rule: string) =>
      issueOf(card([service({ findings: [failing({}, { rule })] })], { judgedFor }));
    const issues = [of("2026-11-30", "slo-defined"), of("2026-11-20", "runbook")];
    const { operations, outdated } = plan({ ...failed, judgedFor: "2026-11-25" }, {}, { issues });
    assert.deepEqual(
      [operations, outdated],
      [
        [],
        ["The scorecard of shop/prod is of 2026-11-25, and its tasks are from one of 2026-11-30 already."],
      ],
    );
  });

  it("takes no rule for gone where a rule set could not be loaded", () => {
    const problems = ["The extension ./own.cjs cannot be used."];
    const issues = [issueOf(failed)];
    const closes = (one: Scorecard) => plan(one, {}, { issues }).operations.map(({ change }) => change.why);
    assert.deepEqual(closes(card([service()], { problems })), []);
    assert.deepEqual(closes(card([service()])), ["the rule is not judged any more"]);
    assert.deepEqual(closes(card([], { problems })), ["the service is gone"]);
    const per = { per: "service" as const };
    const ofService = [issueOf(failed, {}, per)];
    const left = (one: Scorecard) =>
      plan(one, per, { issues: ofService }).operations.map(({ change }) => change.operation);
    assert.deepEqual(left(card([service()], { problems })), []);
    assert.deepEqual(left(card([service()])), ["close"]);
  });

  it("keeps the due day that was told when the tier changes", () => {
    const slower = card([service({ tier: 3, findings: [failing()] })]);
    const stricter = card([service({ tier: 1, findings: [failing()] })], { judgedFor: "2027-01-20" });
    const [operation] = plan(stricter, {}, { issues: [issueOf(slower)] }).operations;
    const { rules = [] } = readBlock(operation?.change.fields.body ?? "")?.marker ?? {};
    assert.deepEqual(
      [operation?.change.operation, rules.map(({ opened, due }) => [opened, due])],
      ["update", [["2026-11-23", "2027-02-21"]]],
    );
  });

  it("takes the day of an initiative that has begun, and its last day too, but none of one that is to come", () => {
    const initiative = {
      id: "slos",
      title: "SLOs",
      brief: "https://wiki.example/slos",
      contact: "platform",
      start: "2026-11-01",
      deadline: "2026-11-23",
      rules: ["slo-defined"],
    };
    const dueWith = (state: "to-come" | "running") => {
      const services = [{ name: "cart", met: false, missing: ["slo-defined"] }];
      const initiatives = [{ initiative: initiativeSchema.parse(initiative), state, daysLeft: 0, services }];
      return plan({ ...failed, initiatives }).operations.map(({ change }) => change.why);
    };
    assert.deepEqual(dueWith("running"), ["due 2026-11-23"]);
    assert.deepEqual(dueWith("to-come"), ["due 2026-12-07"]);
  });

  it("keeps two rules of one name in two sets apart", () => {
    const both = card([service({ findings: [failing(), failing({}, { set: "security" })] })]);
    assert.deepEqual(
      plan(both, {}, { issues: [issueOf(failed)] }).operations.map(({ change, rule }) => [
        change.operation,
        rule,
      ]),
      [["open", "security/slo-defined"]],
    );
  });

  it("takes an issue whose service has an earlier name of another for the one that has the name now", () => {
    const renamed = card([
      service({ name: "basket", aliases: ["cart"], findings: [finding()] }),
      service({ findings: [failing()] }),
    ]);
    assert.deepEqual(plan(renamed, {}, { issues: [issueOf(failed)] }).operations, []);
  });

  it("of two hundred services is made in seconds, and once more against all their issues", function () {
    this.timeout(60_000);
    const findings = Array.from({ length: 70 }, (_, index) =>
      index % 7 === 0 ? failing({}, { rule: `rule-${index}` }) : finding({ rule: `rule-${index}` }),
    );
    const services = Array.from({ length: 200 }, (_, index) => service({ name: `s-${index}`, findings }));
    const many = { ...card([]), services };
    const started = process.cpuUsage();
    const { operations, left } = plan(many);
    assert.deepEqual([operations.length, left], [50, 1950]);
    const all = plan(many, { most: 1_000_000 });
    const issues = all.operations.map(({ change }, index) => {
      const marker = readBlock(change.fields.body ?? "")?.marker;
      assert.ok(marker);
      const { title = "", body = "", labels = [] } = change.fields;
      return { ...issueOf(failed), number: index + 1, title, body, labels, marker };
    });
    assert.equal(issues.length, 2000);
    assert.deepEqual(plan(many, {}, { issues }).operations, []);
    const { user } = process.cpuUsage(started);
    assert.ok(user < 15_000_000, `${user / 1e6} s`);
  });
});

describe("open tasks", () => {
  const failed = card([service({ findings: [failing()] })]);

  it("go into the scorecard of their stack, by a service's earlier names too, and are counted", () => {
    const open = openTasksOf(
      [failed],
      [issueOf(failed), issueOf(failed, { number: 2, state: "closed" })],
      [],
    );
    assert.equal(open.tasks.length, 1);
    const renamed = card([service({ name: "basket", aliases: ["cart"] }), service({ name: "quote" })]);
    const { services, summary } = withTasks(renamed, open);
    assert.deepEqual(
      services.map(({ tasks }) => tasks?.length),
      [1, 0],
    );
    assert.deepEqual(summary.tasks, { open: 1, overdue: 0 });
    const late = withTasks({ ...renamed, judgedFor: "2026-12-08" }, open);
    assert.deepEqual(late.summary.tasks, { open: 1, overdue: 1 });
    const lastDay = withTasks({ ...renamed, judgedFor: "2026-12-07" }, open);
    assert.deepEqual(lastDay.summary.tasks, { open: 1, overdue: 0 });
    const none = openTasksOf([failed], [], []);
    assert.deepEqual(withTasks(renamed, none).summary.tasks, { open: 0, overdue: 0 });
    assert.equal(withTasks({ ...renamed, stack: "dev" }, open).summary.tasks, undefined);
  });
});
