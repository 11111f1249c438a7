import assert from "node:assert/strict";
import { tasksConfigSchema } from "../../../catalog/tasks-config";
import type { TaskPlace } from "../../../scorecard/tasks/body";
import type { Change, TaskIssue } from "../../../scorecard/tasks/change";
import { readBlock } from "../../../scorecard/tasks/marker";
import { planTasks } from "../../../scorecard/tasks/plan";
import { card, finding, service, violation } from "../cards";

const place: TaskPlace = { repository: "acme/shop", team: undefined, assignees: [] };
const escalate = [
  { afterDays: 1, label: "overdue", mention: ["amy"] },
  { afterDays: 14, mention: ["ben"] },
];
const config = tasksConfigSchema.parse({ escalate });

/** What a plan of the one task does on a day on which cart fails or passes. */
function planned(judgedFor: string, isMet: boolean, issue?: TaskIssue, due?: string): Change {
  const one = isMet ? finding() : finding({ violations: [violation(due === undefined ? {} : { due })] });
  const { operations } = planTasks({
    cards: [card([service({ findings: [one] })], { judgedFor })],
    issues: issue === undefined ? [] : [issue],
    config,
    placeOf: () => place,
    isKnown: () => true,
  });
  return operations[0]?.change ?? assert.fail("nothing is planned");
}

/** The issue after a change, as GitHub would have it; closed at a time where somebody did so. */
function issueAfter({ fields }: Change, before?: TaskIssue, closedAt?: string): TaskIssue {
  const body = fields.body ?? before?.body ?? "";
  return {
    repository: "acme/shop",
    number: 1,
    url: "https://github.com/acme/shop/issues/1",
    title: fields.title ?? before?.title ?? "",
    body,
    state: closedAt === undefined ? (fields.state ?? before?.state ?? "open") : "closed",
    closedAt,
    labels: fields.labels ?? before?.labels ?? [],
    marker: readBlock(body)?.marker ?? assert.fail("there is no mark"),
  };
}

describe("what is said as a task is opened again", () => {
  const opened = issueAfter(planned("2026-11-23", false));

  it("calls nobody on a relapse, as its days count anew", () => {
    const late = issueAfter(planned("2026-12-10", false, opened), opened);
    const closed = issueAfter(planned("2026-12-11", true, late), late);
    const { operation, word } = planned("2026-12-12", false, closed);
    assert.deepEqual(
      [operation, word?.text],
      ["reopen", "It fails again, so this is open again. Due 2026-12-26."],
    );
  });

  it("calls nobody where somebody closed it before it is overdue", () => {
    const byHand = issueAfter({ ...planned("2026-11-23", false) }, undefined, "2026-11-24T00:00:00Z");
    const { word } = planned("2026-11-30", false, byHand);
    assert.match(word?.text ?? "", / Due 2026-12-07\. If it is to stay as it is, record a waiver\.$/);
  });

  it("calls only those of the steps that are new", () => {
    const late = issueAfter(planned("2026-12-10", false, opened), opened, "2026-12-11T00:00:00Z");
    const { word } = planned("2026-12-22", false, late);
    assert.match(word?.text ?? "", / Overdue: it was to be met by 2026-12-07\. @ben: please have a look\.$/);
  });
});

describe("what is said of a task that is overdue", () => {
  const opened = issueAfter(planned("2026-11-23", false));
  const late = issueAfter(planned("2026-12-10", false, opened), opened);

  it("calls only those of the step that is new", () => {
    const { operation, word } = planned("2026-12-22", false, late);
    assert.deepEqual(
      [operation, word?.text],
      ["escalate", "Overdue: it was to be met by 2026-12-07. @ben: please have a look."],
    );
  });

  it("is nothing where it has a later day now, and its label goes", () => {
    const { operation, word, fields } = planned("2026-12-11", false, late, "2027-01-30");
    assert.deepEqual([operation, word, fields.labels], ["update", undefined, ["readiness", "team:orders"]]);
  });
});

describe("a task that a sync closed and somebody opened again", () => {
  it("has days that count anew once it fails again", () => {
    const opened = issueAfter(planned("2026-11-23", false));
    const closed = issueAfter(planned("2026-11-24", true, opened), opened);
    const { operation, fields } = planned("2026-12-01", false, { ...closed, state: "open" });
    const { rules = [] } = readBlock(fields.body ?? "")?.marker ?? {};
    assert.deepEqual([operation, rules.map((one) => one.opened)], ["update", ["2026-12-01"]]);
  });
});

describe("labels of a task", () => {
  it("are there in any case of letters", () => {
    const opened = issueAfter(planned("2026-11-23", false));
    const labels = opened.labels.map((one) => one.toUpperCase());
    const { fields } = planned(
      "2026-12-01",
      false,
      { ...opened, labels, title: "Ours", body: opened.body },
      "2026-12-30",
    );
    assert.deepEqual(fields.labels, labels);
  });
});
