import assert from "node:assert/strict";
import { Headers } from "undici";
import type { Send } from "../../../evidence/http/client";
import { RefusedError, UnansweredError } from "../../../evidence/http/outcome";
import type { Scorecard } from "../../../scorecard/schema";
import { card, finding, service } from "../../scorecard/cards";
import { type MemoryGithub, memoryGithub, repository } from "./memory-github";
import { failing, operationsOf, syncBy } from "./syncing";

type Request = Parameters<Send>[0];

const silent = new UnansweredError("it did not answer in time");
const failed = (parts: Partial<Scorecard> = {}, text?: string): Scorecard =>
  card([service({ findings: [failing("slo-defined", text === undefined ? {} : { text })] })], parts);
const passed = card([service({ findings: [finding()] })], { judgedFor: "2026-11-24" });
const five = card(
  ["a", "b", "c", "d", "e"].map((name) => service({ name, findings: [failing("slo-defined")] })),
);

async function withTask(): Promise<MemoryGithub> {
  const github = memoryGithub();
  await syncBy(github.send, [failed()]);
  return github;
}

/** GitHub, but for what a rule answers or throws of some requests. */
function but(github: MemoryGithub, rule: (request: Request) => number | undefined): Send {
  return async (request) => {
    const status = rule(request);
    if (status === undefined) return github.send(request);
    github.asked.push(`${request.method} ${request.path}`);
    return { status, headers: new Headers(), text: "{}" };
  };
}

const isOpening = ({ method, path }: Request): boolean => method === "POST" && path.endsWith("/issues");
const isListing = ({ method, path }: Request): boolean => method === "GET" && path.includes("/issues?");

/** Throws for the first that is like this, as if GitHub had never had it. */
function onceSilent(github: MemoryGithub, isOne: (request: Request) => boolean): Send {
  let isOver = false;
  return but(github, (request) => {
    if (isOver || !isOne(request)) return undefined;
    isOver = true;
    throw silent;
  });
}

describe("opening issues one after the other", () => {
  const isOf = ({ body = "" }: Request, names: string): boolean =>
    [...names].some((name) => body.includes(`"title":"${name}: `));

  it("goes on after any number that GitHub declines, each asked for once", async () => {
    const github = memoryGithub();
    const send = but(github, (one) => (isOpening(one) && isOf(one, "abcd") ? 403 : undefined));
    const placeOf = () => ({ repository, team: undefined, assignees: ["amy"] });
    const { done, problems } = await syncBy(send, [five], { placeOf });
    assert.deepEqual(
      [done.map(({ result }) => result), problems],
      [["failed", "failed", "failed", "failed", "done"], []],
    );
    assert.equal(github.asked.filter((one) => one === "POST /repos/acme/shop/issues").length, 5);
  });

  it("stops where the credentials are refused on the way", async () => {
    const github = memoryGithub();
    const { done, problems } = await syncBy(
      but(github, (one) => (isOpening(one) ? 401 : undefined)),
      [five],
    );
    assert.deepEqual(
      [done.length, problems],
      [1, ["GitHub was asked no further: it refused the credentials (401). 4 left; run it again later."]],
    );
  });

  const silentFor = (names: string, error = silent) => {
    const github = memoryGithub();
    const send = but(github, (one) => {
      if (isOpening(one) && isOf(one, names)) throw error;
      return undefined;
    });
    return { github, send };
  };

  it("stops after three that get no answer in a row, and not after as many with an answer between", async () => {
    const all = await syncBy(silentFor("abcde").send, [five]);
    assert.deepEqual(
      [all.done.length, all.problems],
      [3, ["GitHub was asked no further: it did not answer in time. 2 left; run it again later."]],
    );
    const some = await syncBy(silentFor("abde").send, [five]);
    assert.deepEqual([some.done.length, some.problems], [5, []]);
  });

  it("asks once where the limit is spent", async () => {
    const { github, send } = silentFor("a", new UnansweredError("its rate limit is spent"));
    let count = 0;
    await syncBy(
      (one) => {
        if (isOpening(one)) count += 1;
        return send(one);
      },
      [five],
    );
    assert.deepEqual([count, github.world.list("issue").length], [1, 0]);
  });

  it("knows what it opened also where nobody can read it again", async () => {
    const github = memoryGithub();
    let isOver = false;
    const send = but(github, (one) => {
      if (isOver && isListing(one)) throw silent;
      isOver ||= isOpening(one);
      return undefined;
    });
    const { issues, problems } = await syncBy(send, [failed()]);
    assert.deepEqual([issues.length, problems], [1, ["acme/shop: it did not answer in time."]]);
  });
});

describe("a new issue", () => {
  it("is told where GitHub leaves out whom it is for, as it does without a word", async () => {
    const github = memoryGithub();
    const send: Send = (one) => {
      const body = one.body?.replace(/"assignees":\[.*?\]/, '"assignees":[]');
      return github.send({ ...one, ...(body === undefined ? {} : { body }) });
    };
    const placeOf = () => ({ repository, team: undefined, assignees: ["amy"] });
    const { done } = await syncBy(send, [failed()], { placeOf });
    assert.deepEqual(
      done.map(({ result, problem }) => [result, problem]),
      [["done", "GitHub left out the assignees amy"]],
    );
  });
});

describe("an issue whose opening got no answer is looked for, and is not taken for", () => {
  it("the same task elsewhere, which it replaces", async () => {
    const github = await withTask();
    const placeOf = () => ({ repository: "acme/depot", team: undefined, assignees: [] });
    const parts = { placeOf, repositories: ["acme/depot", repository] };
    assert.deepEqual(operationsOf(await syncBy(onceSilent(github, isOpening), [failed()], parts)), [
      "open #1 cart slo-defined: due 2026-12-07",
      "close #1 cart slo-defined: tasks of this service are kept in acme/depot now",
    ]);
    assert.equal(github.world.get("issue", "depot#1")?.state, "open");
  });

  it("the same task of another stack", async () => {
    const github = await withTask();
    const other = failed({ stack: "dev" });
    await syncBy(onceSilent(github, isOpening), [other]);
    assert.equal(github.issue(2).title, "cart: slo-defined (dev)");
  });

  it("a task for another rule of the service", async () => {
    const github = await withTask();
    const more = card([service({ findings: [failing("slo-defined"), failing("runbook")] })]);
    await syncBy(onceSilent(github, isOpening), [more]);
    assert.equal(github.issue(2).title, "cart: runbook (prod)");
  });
});

describe("issues that are listed", () => {
  const pasted = (github: MemoryGithub, stack = "prod") => {
    const { body, ...ours } = github.issue(1);
    const text = String(body).replace('"stack":"prod"', `"stack":"${stack}"`);
    github.world.put("issue", { ...ours, body: text, id: "shop#2", number: 2, user: "mallory" });
  };

  it("are another's where they are, though GitHub was asked for ours only", async () => {
    const github = await withTask();
    pasted(github);
    const send: Send = (one) => github.send({ ...one, path: one.path.replace(/&creator=[^&]*/, "") });
    assert.deepEqual(operationsOf(await syncBy(send, [failed()])), []);
    assert.equal(github.issue(2).state, "open");
  });

  it("stop nothing where some are ours and another pasted a mark", async () => {
    const github = await withTask();
    pasted(github);
    const more = card([service({ findings: [failing("slo-defined"), failing("runbook")] })]);
    assert.deepEqual(operationsOf(await syncBy(github.send, [more])), [
      "open #3 cart runbook: due 2026-12-07",
    ]);
  });

  it("stop nothing where another login's are of another stack", async () => {
    const github = await withTask();
    pasted(github, "dev");
    github.world.remove("issue", "shop#1");
    assert.deepEqual(operationsOf(await syncBy(github.send, [failed()])), [
      "open #3 cart slo-defined: due 2026-12-07",
    ]);
  });

  it("are of the same repository, however the catalog spells it", async () => {
    const github = await withTask();
    const placeOf = () => ({ repository: "Acme/Shop", team: "acme/orders", assignees: [] });
    assert.deepEqual(operationsOf(await syncBy(github.send, [failed({}, "Two must be.")], { placeOf })), [
      "update #1 cart slo-defined: text",
    ]);
  });

  it("end the run where the credentials are refused", async () => {
    const send = but(memoryGithub(), (one) => (isListing(one) ? 401 : undefined));
    await assert.rejects(syncBy(send, [failed()]), RefusedError);
  });

  it("are read after any number of repositories that are not there, and after silences between", async () => {
    const missing = ["acme/a", "acme/b", "acme/c", "acme/d"];
    const declined = await syncBy(memoryGithub().send, [failed()], {
      repositories: [...missing, repository],
    });
    assert.deepEqual([declined.done.length, declined.problems.length], [1, 4]);
    const send = but(memoryGithub(), (one) => {
      if (/\/acme\/[a-d]\//.test(one.path)) throw silent;
      return undefined;
    });
    const [a = "", b = "", ...others] = missing;
    const { problems } = await syncBy(send, [failed()], { repositories: [a, b, repository, ...others] });
    assert.deepEqual(
      problems,
      missing.map((one) => `${one}: it did not answer in time.`),
    );
  });

  it("are opened nowhere where it cannot be told whether others have them", async () => {
    const github = memoryGithub();
    const depot = github.world.get("repository", "depot");
    assert.ok(depot);
    for (const name of ["a", "b", "c", "d", "e"])
      github.world.put("repository", { ...depot, id: name, name });
    const send = but(github, (one) => {
      if (isListing(one) && one.path.includes("labels=")) throw silent;
      return undefined;
    });
    const placeOf = (_: Scorecard, { name }: { readonly name: string }) => ({
      repository: `acme/${name}`,
      team: undefined,
      assignees: [],
    });
    const repositories = five.services.map(({ name }) => `acme/${name}`);
    const { done, unread } = await syncBy(send, [five], { placeOf, repositories });
    assert.deepEqual([done, unread, github.world.list("issue")], [[], repositories, []]);
  });
});

describe("an issue that is changed", () => {
  it("is none of ours any more where somebody took its mark off meanwhile", async () => {
    const github = await withTask();
    const send: Send = async (one) => {
      if (one.method === "GET" && one.path.endsWith("/issues/1")) github.edit(1, () => ({ body: "Mine." }));
      return github.send(one);
    };
    const result = await syncBy(send, [passed]);
    assert.deepEqual(operationsOf(result), ["close #1 cart slo-defined: superseded"]);
    assert.deepEqual(result.issues, []);
  });

  it("is told where GitHub leaves out labels", async () => {
    const github = await withTask();
    github.edit(1, () => ({ labels: [] }));
    const send: Send = (one) => {
      const body = one.body?.replace(/"labels":\[.*?\]/, '"labels":[]');
      return github.send({ ...one, ...(body === undefined ? {} : { body }) });
    };
    const { done } = await syncBy(send, [failed()]);
    assert.deepEqual(
      done.map(({ problem }) => problem),
      ["GitHub left out the labels readiness, team:orders"],
    );
  });
});
