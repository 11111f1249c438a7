import assert from "node:assert/strict";
import { UnansweredError } from "../../../evidence/http/outcome";
import { readBlock } from "../../../scorecard/tasks/marker";
import { card, finding, service } from "../../scorecard/cards";
import { type MemoryGithub, memoryGithub, repository } from "./memory-github";
import { config, failing, operationsOf, syncBy } from "./syncing";

const failed = (judgedFor = "2026-11-23") =>
  card([service({ findings: [failing("slo-defined")] })], { judgedFor });
const passed = (judgedFor: string) => card([service({ findings: [finding()] })], { judgedFor });

async function withTask(): Promise<MemoryGithub> {
  const github = memoryGithub();
  await syncBy(github.send, [failed()]);
  return github;
}

const sync = async (github: MemoryGithub, one = failed("2026-11-24")) =>
  operationsOf(await syncBy(github.send, [one]));

describe("what people did to a task", () => {
  it("stays where it is theirs: text, labels, assignees, title", async () => {
    const github = await withTask();
    github.edit(1, ({ body, labels }) => ({
      body: `Amy looks into it.\r\n\r\n${String(body).replaceAll("\n", "\r\n")}\r\n- [ ] ask Ben`,
      labels: [...(labels as string[]), "good first issue"],
      assignees: ["amy"],
      title: "SLOs of the cart",
    }));
    assert.deepEqual(await sync(github), []);
    const changed = card([service({ findings: [failing("slo-defined", { text: "Two must be." })] })]);
    assert.deepEqual(await sync(github, changed), ["update #1 cart slo-defined: text"]);
    const { body, labels, assignees, title } = github.issue(1);
    assert.match(String(body), /^Amy looks into it\.\r\n\r\n<!-- readiness:task /);
    assert.match(String(body), /- Two must be\.\n/);
    assert.match(String(body), /<!-- readiness:end -->\r\n\r\n- \[ \] ask Ben$/);
    assert.deepEqual(
      [labels, assignees, title],
      [["readiness", "team:orders", "good first issue"], ["amy"], "SLOs of the cart"],
    );
  });

  it("is mended where it is ours: labels that were removed, and our part of the text", async () => {
    const github = await withTask();
    github.edit(1, ({ body }) => ({ labels: ["mine"], body: String(body).replace("Fix:", "Later:") }));
    assert.deepEqual(await sync(github), ["update #1 cart slo-defined: text, labels"]);
    assert.deepEqual(github.issue(1).labels, ["mine", "readiness", "team:orders"]);
    assert.match(String(github.issue(1).body), /\*\*Fix:\*\* /);
  });

  it("counts for some days where they closed it, and then it is opened with a word", async () => {
    const github = await withTask();
    const closedAt = "2026-11-24T09:00:00Z";
    github.edit(1, () => ({ state: "closed", closedAt }));
    assert.deepEqual(await sync(github, failed("2026-11-26")), []);
    assert.deepEqual(await sync(github, failed("2026-11-27")), [
      "reopen #1 cart slo-defined: it was closed by hand and still fails",
    ]);
    assert.match(
      github.comments(1)[0] ?? "",
      /closed by hand, and it still fails.* Due 2026-12-07\. .*waiver/,
    );
    assert.equal(readBlock(String(github.issue(1).body))?.marker.rules[0]?.opened, "2026-11-23");
  });

  it("is taken note of where they closed what passes by now, so that a relapse is told as one", async () => {
    const github = await withTask();
    github.edit(1, () => ({ state: "closed", closedAt: "2026-11-24T09:00:00Z" }));
    assert.deepEqual(await sync(github, passed("2026-11-25")), [
      "update #1 cart slo-defined: it was closed already",
    ]);
    assert.deepEqual(await sync(github, passed("2026-11-26")), []);
    assert.deepEqual(github.comments(1), []);
    assert.deepEqual(await sync(github, failed("2026-11-26")), [
      "reopen #1 cart slo-defined: it fails again",
    ]);
  });

  it("is left to them where they open again what passes", async () => {
    const github = await withTask();
    await sync(github, passed("2026-11-24"));
    github.edit(1, () => ({ state: "open", closedAt: null }));
    assert.deepEqual(await sync(github, passed("2026-11-25")), []);
    assert.equal(github.issue(1).state, "open");
  });

  it("is looked at once more before it is changed", async () => {
    const github = await withTask();
    const send: typeof github.send = async (request) => {
      if (request.method === "GET" && request.path.endsWith("/issues/1"))
        github.edit(1, ({ body }) => ({ body: `${body}\nAmy was here.`, labels: ["new"] }));
      return github.send(request);
    };
    const changed = card([service({ findings: [failing("slo-defined", { text: "Two must be." })] })]);
    await syncBy(send, [changed]);
    assert.match(String(github.issue(1).body), /- Two must be\.\n[\s\S]*Amy was here\.$/);
    assert.deepEqual(github.issue(1).labels, ["new", "readiness", "team:orders"]);
  });

  it("makes no task of an issue that somebody else opened with a mark in it", async () => {
    const github = await withTask();
    const ours = github.issue(1);
    const pasted = { ...ours, id: "shop#2", number: 2, user: "mallory", state: "closed" };
    github.world.put("issue", pasted);
    github.world.put("issue", { ...pasted, id: "shop#3", number: 3, state: "open" });
    assert.deepEqual(await sync(github), []);
    assert.deepEqual(await sync(github, passed("2026-11-24")), [
      "close #1 cart slo-defined: the rule passes",
    ]);
    assert.deepEqual(github.issue(2), pasted);
    assert.equal(github.issue(3).state, "open");
  });

  it("opens nothing twice where all tasks are of another login, and says what to do", async () => {
    const github = await withTask();
    github.edit(1, () => ({ user: "old-robot[bot]" }));
    const { done, problems } = await syncBy(github.send, [failed()]);
    assert.deepEqual(
      [done.length, problems],
      [
        0,
        [
          "acme/shop: its issue 1 is marked as a task, and old-robot[bot] opened it; name that login under writers in catalog/tasks.yaml if a sync wrote as it, else take the label off the issue.",
        ],
      ],
    );
    // Those of another project that shares the repository are none of its business.
    const other = card([service({ findings: [failing("slo-defined")] })], { project: "depot" });
    assert.deepEqual(await sync(github, other), ["open #2 cart slo-defined: due 2026-12-07"]);
  });

  it("leads to a new issue where they deleted it, or moved it out of sight", async () => {
    const github = await withTask();
    github.world.remove("issue", "shop#1");
    assert.deepEqual(await sync(github), ["open #1 cart slo-defined: due 2026-12-08"]);
  });

  it("is nothing to be changed where they moved it to another repository meanwhile", async () => {
    const github = await withTask();
    const send: typeof github.send = async (request) => {
      const reply = await github.send(request);
      const isMoved = request.method === "GET" && request.path.endsWith("/issues/1");
      return isMoved ? { ...reply, text: reply.text.replaceAll("acme/shop", "acme/depot") } : reply;
    };
    const shown = github.shown();
    assert.deepEqual(operationsOf(await syncBy(send, [passed("2026-11-24")])), [
      "close #1 cart slo-defined: superseded",
    ]);
    assert.deepEqual(github.shown(), shown);
  });

  it("keeps to what an earlier login wrote, where the config names it", async () => {
    const github = await withTask();
    github.edit(1, () => ({ user: "old-robot[bot]" }));
    const parts = { config: config({ writers: ["old-robot[bot]"] }) };
    assert.deepEqual(operationsOf(await syncBy(github.send, [passed("2026-11-24")], parts)), [
      "close #1 cart slo-defined: the rule passes",
    ]);
  });
});

describe("GitHub that does not answer", () => {
  const silent = new UnansweredError("it did not answer in time");

  it("is asked no further after three repositories, and nothing is done where it was not read", async () => {
    const github = memoryGithub();
    const send: typeof github.send = async (request) => {
      if (request.path === "/graphql") return github.send(request);
      github.asked.push(request.path);
      throw silent;
    };
    const repositories = ["acme/a", "acme/b", "acme/c", "acme/d", repository];
    const result = await syncBy(send, [failed()], { repositories });
    assert.deepEqual(result.problems, [
      "acme/a: it did not answer in time.",
      "acme/b: it did not answer in time.",
      "acme/c: it did not answer in time.",
      "GitHub was asked no further: 2 more repositories were not read.",
    ]);
    assert.deepEqual([result.done, result.unread, github.asked.length], [[], repositories, 4]);
  });

  it("opens nothing a second time where nobody can tell whether the first came through", async () => {
    const github = memoryGithub();
    let isSilent = false;
    const send: typeof github.send = async (request) => {
      if (isSilent) throw silent;
      const reply = await github.send(request);
      isSilent = request.method === "POST" && request.path !== "/graphql";
      if (isSilent) throw silent;
      return reply;
    };
    const { done } = await syncBy(send, [failed()]);
    assert.deepEqual(
      done.map(({ problem }) => problem),
      ["it could not be asked whether it was done"],
    );
    assert.deepEqual(await sync(github, failed()), []);
    assert.equal(github.world.list("issue").length, 1);
  });
});

describe("a repository", () => {
  const places = (names: Readonly<Record<string, string>>) => ({
    placeOf: (_card: unknown, { name }: { readonly name: string }) => ({
      repository: names[name],
      team: undefined,
      assignees: [],
    }),
    repositories: Object.values(names),
  });
  const two = card([
    service({ findings: [failing("slo-defined")] }),
    service({ name: "quote", findings: [failing("slo-defined")] }),
  ]);
  const told = async (github: MemoryGithub, names: Readonly<Record<string, string>>) => {
    const { done, problems } = await syncBy(github.send, [two], places(names));
    return [
      ...done.map(({ operation, problem }) => `${operation.service}: ${problem ?? "done"}`),
      ...problems,
    ];
  };

  it("that is not there is told, and the others go on", async () => {
    assert.deepEqual(await told(memoryGithub(), { cart: "acme/nothing", quote: repository }), [
      "quote: done",
      "acme/nothing: there is no such thing, or GITHUB_TOKEN may not see it (404).",
    ]);
  });

  const refusals = {
    "whose issues are switched off": [
      { hasIssues: false },
      "issues are switched off there, or it was deleted (410)",
    ],
    "that is archived": [
      { archived: true },
      "it needs Issues: write, or the repository is archived (403: Repository was archived so is read-only.)",
    ],
  } as const;
  for (const [name, [parts, reason]] of Object.entries(refusals))
    it(`${name} is told, and the others go on`, async () => {
      const github = memoryGithub();
      const depot = github.world.get("repository", "depot");
      assert.ok(depot);
      github.world.put("repository", { ...depot, ...parts });
      assert.deepEqual(await told(github, { cart: "acme/depot", quote: repository }), [
        `cart: ${reason}`,
        "quote: done",
      ]);
    });

  it("that the catalog does not name leaves a service without a task, which is told", async () => {
    const { plan, done } = await syncBy(memoryGithub().send, [two], places({ cart: repository }));
    assert.deepEqual([plan.homeless, done.length], [["quote"], 1]);
  });

  it("gets its new issue without people whom GitHub does not let in, which is told", async () => {
    const github = memoryGithub();
    const placeOf = () => ({ repository, team: undefined, assignees: ["amy", "nobody"] });
    const { done } = await syncBy(github.send, [failed()], { placeOf });
    assert.deepEqual(
      done.map(({ problem }) => problem),
      ["nobody was assigned, as GitHub refused amy, nobody"],
    );
    assert.deepEqual(github.issue(1).assignees, []);
  });

  it("assigns whom the config names", async () => {
    const github = memoryGithub();
    const placeOf = () => ({ repository, team: undefined, assignees: ["amy"] });
    await syncBy(github.send, [failed()], { placeOf });
    assert.deepEqual(github.issue(1).assignees, ["amy"]);
  });

  it("is told where GitHub leaves out labels", async () => {
    const github = memoryGithub();
    const send: typeof github.send = (request) => {
      const body = request.body?.replace(/"labels":\[.*?\]/, '"labels":[]');
      return github.send({ ...request, ...(body === undefined ? {} : { body }) });
    };
    const { done } = await syncBy(send, [failed()]);
    assert.deepEqual(
      done.map(({ problem }) => problem),
      ["GitHub left out the labels readiness, team:orders"],
    );
  });
});
