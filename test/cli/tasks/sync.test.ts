import assert from "node:assert/strict";
import type { SyncInput } from "../../../cli/tasks/sync";
import { UnansweredError } from "../../../evidence/http/outcome";
import { commentOf, readBlock } from "../../../scorecard/tasks/marker";
import { card, finding, service, waiver } from "../../scorecard/cards";
import { type MemoryGithub, memoryGithub } from "./memory-github";
import { config, failing, oneMended, operationsOf, syncBy, threeFailures } from "./syncing";

/** cart fails slo-defined on a day. */
const failed = (judgedFor = "2026-11-23") =>
  card([service({ findings: [failing("slo-defined")] })], { judgedFor });
const passed = (judgedFor = "2026-11-24") => card([service({ findings: [finding()] })], { judgedFor });

async function withTask(parts: Partial<SyncInput> = {}): Promise<MemoryGithub> {
  const github = memoryGithub();
  await syncBy(github.send, [failed()], parts);
  return github;
}

/** What a further sync does, as the operations and the issue's state after it. */
async function then(
  github: MemoryGithub,
  one = failed("2026-11-24"),
  parts: Partial<SyncInput> = {},
): Promise<readonly string[]> {
  return operationsOf(await syncBy(github.send, [one], parts));
}

describe("syncing tasks", () => {
  it("opens an issue for each failure, with label, team and due day, what blocks first", async () => {
    const github = memoryGithub();
    const result = await syncBy(github.send, [threeFailures()]);
    assert.deepEqual(operationsOf(result), [
      "open #1 cart slo-defined: due 2026-12-07",
      "open #2 cart on-call-scheduled: due 2026-12-07",
      "open #3 quote slo-defined: due 2027-02-21",
    ]);
    const { title, labels, state, assignees, user } = github.issue(1);
    assert.deepEqual(
      [title, labels, state, assignees, user],
      ["cart: slo-defined (prod)", ["readiness", "team:orders"], "open", [], "robot"],
    );
  });

  it("changes what changed, closes what was mended with a word, and closes what is gone", async () => {
    const github = memoryGithub();
    await syncBy(github.send, [threeFailures()]);
    assert.deepEqual(await then(github, oneMended()), [
      "close #3 quote slo-defined: the service is gone",
      "update #2 cart on-call-scheduled: text",
      "close #1 cart slo-defined: the rule passes",
      "open #4 cart runbook: due 2026-12-08",
    ]);
    assert.match(String(github.issue(2).body), /- Two people must be on call\.\n/);
    assert.deepEqual(
      [github.issue(1).stateReason, github.issue(3).stateReason],
      ["completed", "not_planned"],
    );
    assert.match(
      github.comments(1)[0] ?? "",
      /\nThe rule passes\. Closed by <code>readiness tasks sync<\/code>/,
    );
  });

  it("opens the same issue again on a relapse, with a new due day", async () => {
    const github = await withTask();
    await then(github, passed());
    assert.deepEqual(await then(github, failed("2026-11-30")), [
      "reopen #1 cart slo-defined: it fails again",
    ]);
    assert.equal(github.issue(1).state, "open");
    assert.match(String(github.issue(1).body), /\| 2026-12-14 \| @acme\/orders \|/);
    assert.match(github.comments(1)[1] ?? "", /\nIt fails again, so this is open again\. Due 2026-12-14\./);
    assert.equal(github.world.list("issue").length, 1);
  });

  it("escalates what is overdue, each step once, and calls whom the config names", async () => {
    const github = await withTask();
    const escalate = [
      { afterDays: 1, label: "overdue", mention: [] },
      { afterDays: 7, label: "escalated", mention: ["acme/platform", "tess"] },
    ];
    const parts = { config: config({ escalate }) };
    const on = (day: string) => then(github, failed(day), parts);
    assert.deepEqual(await on("2026-12-07"), []);
    assert.deepEqual(await on("2026-12-08"), ["escalate #1 cart slo-defined: overdue since 2026-12-07"]);
    assert.deepEqual(await on("2026-12-09"), []);
    assert.deepEqual(await on("2026-12-20"), ["escalate #1 cart slo-defined: overdue since 2026-12-07"]);
    assert.deepEqual(await on("2026-12-21"), []);
    assert.deepEqual(github.issue(1).labels, ["readiness", "team:orders", "overdue", "escalated"]);
    assert.deepEqual(
      github.comments(1).map((one) => one.split("\n")[1]),
      [
        "Overdue: it was to be met by 2026-12-07.",
        "Overdue: it was to be met by 2026-12-07. @acme/platform @tess: please have a look.",
      ],
    );
    await then(github, passed("2026-12-22"), parts);
    assert.deepEqual(github.issue(1).labels, ["readiness", "team:orders"]);
  });

  const unchanged = {
    "what a rule cannot judge": finding({ outcome: "unknown", cause: "unobserved", enforcement: "advisory" }),
    "what a partial run hides": finding({ outcome: "unknown", cause: "partial", enforcement: "mandatory" }),
  };
  for (const [name, one] of Object.entries(unchanged))
    it(`leaves ${name} as it is`, async () => {
      const github = await withTask();
      const shown = github.shown();
      assert.deepEqual(await then(github, card([service({ findings: [one] })])), []);
      assert.deepEqual(github.shown(), shown);
      assert.deepEqual(await then(memoryGithub(), card([service({ findings: [one] })])), []);
    });

  const settled = {
    "a waiver accepts it until 2026-11-30": [
      service({
        findings: [
          finding({
            outcome: "waived",
            waived: [{ message: "missing", text: "No.", waiver: { ...waiver } }],
          }),
        ],
      }),
    ],
    "the rule does not apply any more": [service({ findings: [finding({ outcome: "not-applicable" })] })],
    "the rule is not asked of tier 3 now": [
      service({ tier: 3, findings: [failing("slo-defined", { enforcement: "off", gate: "off" })] }),
    ],
    "the service is retired": [
      service({
        lifecycle: "retired",
        findings: [failing("slo-defined", { enforcement: "off", gate: "off" })],
      }),
    ],
    "the rule is not judged any more": [service()],
    "the service is gone": [service({ name: "quote" })],
  } as const;
  for (const [why, services] of Object.entries(settled))
    it(`closes because ${why}`, async () => {
      const github = await withTask();
      assert.deepEqual(await then(github, card(services)), [`close #1 cart slo-defined: ${why}`]);
      assert.equal(github.issue(1).state, "closed");
    });

  it("keeps the task of a service that is renamed", async () => {
    const github = await withTask();
    const renamed = card([
      service({ name: "basket", aliases: ["cart"], findings: [failing("slo-defined")] }),
    ]);
    assert.deepEqual(await then(github, renamed), ["update #1 basket slo-defined: title, text, mark"]);
    assert.equal(github.issue(1).title, "basket: slo-defined (prod)");
  });

  it("leaves tasks of other stacks and projects alone, and those of other services where one was judged", async () => {
    const github = await withTask();
    const shown = github.shown();
    const others = [
      card([], { stack: "dev" }),
      card([], { project: "depot" }),
      card([service({ name: "quote" })], { only: "quote" }),
    ];
    for (const one of others) assert.deepEqual(await then(github, one), []);
    assert.deepEqual(github.shown(), shown);
  });

  it("does nothing for a scorecard that is older than what was synced", async () => {
    const github = await withTask();
    const result = await syncBy(github.send, [passed("2026-11-22")]);
    assert.deepEqual(operationsOf(result), []);
    assert.deepEqual(result.plan.outdated, [
      "The scorecard of shop/prod is of 2026-11-22, and its tasks are from one of 2026-11-23 already.",
    ]);
  });

  it("takes a day that an initiative sets for the due day, and never moves one by itself", async () => {
    const initiative = {
      id: "slos",
      title: "SLOs for all",
      goal: 100,
      rules: ["slo-defined"],
      scope: {},
      start: "2026-11-01",
      deadline: "2026-11-28",
    };
    const of = (day: string, parts: object = {}) => ({
      ...failed(day),
      initiatives: [
        {
          initiative,
          state: "running" as const,
          daysLeft: 5,
          services: [{ name: "cart", met: false, missing: ["slo-defined"] }],
        },
      ],
      ...parts,
    });
    const github = memoryGithub();
    await syncBy(github.send, [of("2026-11-23")]);
    assert.match(
      String(github.issue(1).body),
      /\| 2026-11-28 \| @acme\/orders \| mandatory \| prod \| SLOs for all \|/,
    );
    await then(github, { ...of("2026-11-29"), initiatives: [] });
    const rules = readBlock(String(github.issue(1).body))?.marker.rules;
    assert.deepEqual(rules?.[0]?.due, "2026-11-28");
  });

  it("opens no more than it may in one run, and goes on in the next", async () => {
    const github = memoryGithub();
    const parts = { config: config({ most: 2 }) };
    const first = await syncBy(github.send, [threeFailures()], parts);
    assert.deepEqual([first.done.length, first.plan.left], [2, 1]);
    const second = await syncBy(github.send, [threeFailures()], parts);
    assert.deepEqual(operationsOf(second), ["open #3 quote slo-defined: due 2027-02-21"]);
  });

  it("keeps one issue for each service where the config says so, and changes over only as far as it opens", async () => {
    const github = memoryGithub();
    await syncBy(github.send, [threeFailures()]);
    const parts = { config: config({ per: "service" as const, most: 1 }) };
    assert.deepEqual(await then(github, threeFailures(), parts), [
      "open #4 cart: due 2026-12-07",
      "close #1 cart slo-defined: tasks are kept for each service now",
      "close #2 cart on-call-scheduled: tasks are kept for each service now",
    ]);
    assert.deepEqual(await then(github, threeFailures(), parts), [
      "open #5 quote: due 2027-02-21",
      "close #3 quote slo-defined: tasks are kept for each service now",
    ]);
    assert.deepEqual(await then(github, oneMended(), parts), [
      "close #5 quote: the service is gone",
      "update #4 cart: rules, text",
    ]);
    assert.deepEqual(
      readBlock(String(github.issue(4).body))?.marker.rules.map(({ rule, opened }) => [rule, opened]),
      [
        ["on-call-scheduled", "2026-11-23"],
        ["runbook", "2026-11-24"],
      ],
    );
    const unknown = card([
      service({ findings: [finding({ rule: "runbook", outcome: "unknown", cause: "unobserved" })] }),
    ]);
    assert.deepEqual(await then(github, { ...unknown, judgedFor: "2026-11-25" }, parts), []);
  });

  it("only tells, where it is asked to change nothing", async () => {
    const github = memoryGithub();
    const result = await syncBy(github.send, [threeFailures()], { dryRun: true });
    assert.equal(result.done.filter((one) => one.result === "planned").length, 3);
    assert.deepEqual(github.asked, [
      "POST /graphql",
      "GET /repos/acme/shop/issues?state=all&sort=created&direction=asc&creator=robot&per_page=100&page=1",
      "GET /repos/acme/shop/issues?state=all&sort=created&direction=asc&labels=readiness&per_page=100&page=1",
    ]);
  });

  it("says its word where somebody else writes its mark beforehand", async () => {
    const github = await withTask();
    const word = commentOf({ kind: "closed", turn: 1, day: "2026-11-24" }, "Nothing to see.");
    github.world.put("issueComment", {
      id: "stranger",
      issue: github.issue(1).id,
      body: word,
      user: "mallory",
      createdAt: "2026-11-23T09:00:00Z",
    });
    await then(github, passed());
    assert.match(github.comments(1).at(-1) ?? "", /The rule passes\. Closed by/);
  });

  it("goes on by itself where an answer is lost after the request took effect", async () => {
    for (const story of [[threeFailures()], [threeFailures(), oneMended()]]) {
      const undisturbed = memoryGithub();
      for (const one of story) await syncBy(undisturbed.send, [one]);
      const requests = undisturbed.asked.length;
      let disturbed = 0;
      for (let at = 1; at <= requests; at++) {
        const github = memoryGithub();
        let count = 0;
        const send: typeof github.send = async (request) => {
          count += 1;
          const reply = await github.send(request);
          if (count !== at || request.method === "GET" || request.path === "/graphql") return reply;
          disturbed += 1;
          throw new UnansweredError("the connection broke off");
        };
        for (const one of story)
          for (const { result, problem } of (await syncBy(send, [one])).done)
            assert.deepEqual([result, problem], ["done", undefined]);
        assert.deepEqual(github.shown(), undisturbed.shown(), `lost the answer to request ${at}`);
      }
      assert.ok(disturbed >= 3);
    }
  });
});
