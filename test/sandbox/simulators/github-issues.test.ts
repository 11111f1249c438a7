import assert from "node:assert/strict";
import type { Simulators } from "../../../sandbox/simulators/server";
import { startSimulators } from "../../../sandbox/simulators/server";
import type { Objects } from "../../../sandbox/world/schema";
import { editWorld, openWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";

const issues = "/repos/astronomy-shop/astronomy-shop/issues";

describe("GitHub's issues as the simulator has them", () => {
  let open: Simulators | undefined;
  let worldDir = "";
  afterEach(() => open?.close());

  const started = async (edit: (objects: Objects) => void = () => {}) => {
    worldDir = temporaryFolder();
    await editWorld(worldDir, "github", edit);
    const simulators = await startSimulators({ worldDir, now: () => new Date("2026-11-26T10:00:00Z") });
    open = simulators;
    return async (method: string, path: string, body?: unknown, token = "admin") => {
      const response = await fetch(`${simulators.github}/api/v3${path}`, {
        method,
        headers: { authorization: `token ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { status, headers } = response;
      return { status, headers, body: JSON.parse(await response.text()) };
    };
  };

  it("are opened, changed and talked about, and last", async () => {
    const ask = await started();
    const opened = await ask("POST", issues, {
      title: "A",
      body: "B",
      labels: ["x", "X", "y"],
      assignees: ["amy"],
    });
    assert.equal(opened.status, 201);
    const { number, state, user, labels, assignees, html_url, closed_at } = opened.body;
    assert.deepEqual(
      [
        number,
        state,
        user.login,
        labels.map(({ name }: { name: string }) => name),
        assignees[0].login,
        closed_at,
      ],
      [1, "open", "sam", ["x", "y"], "amy", null],
    );
    assert.equal(html_url, "https://github.com/astronomy-shop/astronomy-shop/issues/1");
    const closed = await ask("PATCH", `${issues}/1`, { state: "closed", state_reason: "completed" });
    assert.deepEqual(
      [closed.status, closed.body.state, closed.body.state_reason, closed.body.closed_at, closed.body.body],
      [200, "closed", "completed", "2026-11-26T10:00:00.000Z", "B"],
    );
    assert.equal((await ask("POST", `${issues}/1/comments`, { body: "Hello" })).status, 201);
    const comments = await ask("GET", `${issues}/1/comments`);
    assert.deepEqual(
      comments.body.map(({ body, user: { login } }: { body: string; user: { login: string } }) => [
        body,
        login,
      ]),
      [["Hello", "sam"]],
    );
    const written = openWorld(worldDir, "github").get("issue", "astronomy-shop#1");
    assert.equal(written?.state, "closed");
  });

  it("are listed by state, opener and labels, in pages, in either order", async () => {
    const ask = await started();
    for (const title of ["a", "b", "c"]) await ask("POST", issues, { title, labels: [title, "all"] });
    await ask("PATCH", `${issues}/2`, { state: "closed" });
    const titles = async (query: string): Promise<readonly string[]> =>
      (await ask("GET", `${issues}?${query}`)).body.map(({ title }: { title: string }) => title);
    assert.deepEqual(await titles(""), ["c", "a"]);
    assert.deepEqual(await titles("state=all&direction=asc"), ["a", "b", "c"]);
    assert.deepEqual(await titles("state=closed"), ["b"]);
    assert.deepEqual(await titles("state=all&labels=ALL,c"), ["c"]);
    assert.deepEqual(await titles("state=all&creator=SAM&per_page=1&page=2&direction=asc"), ["b"]);
    assert.deepEqual(await titles("state=all&creator=amy"), []);
    const { headers } = await ask("GET", `${issues}?state=all&per_page=2`);
    assert.match(headers.get("link") ?? "", /[?&]page=2>; rel="next"/);
  });

  const refusals = {
    "a token that only reads": [403, {}, "reader", { title: "a" }],
    "a repository whose issues are switched off": [410, { hasIssues: false }, "admin", { title: "a" }],
    "an archived repository": [403, { archived: true }, "admin", { title: "a" }],
    "an issue without a title": [422, {}, "admin", {}],
    "a title that is too long": [422, {}, "admin", { title: "a".repeat(257) }],
    "a text that is too long": [422, {}, "admin", { title: "a", body: "a".repeat(65_537) }],
    "an assignee who may not see it": [422, {}, "admin", { title: "a", assignees: ["nobody"] }],
  } as const;
  for (const [name, [status, parts, token, body]] of Object.entries(refusals))
    it(`refuse ${name}`, async () => {
      const ask = await started((objects) => {
        const [id, repository] =
          Object.entries(objects.repository ?? {}).find(([, one]) => one.name === "astronomy-shop") ?? [];
        assert.ok(objects.repository && id && repository);
        objects.repository[id] = { ...repository, ...parts };
      });
      assert.equal((await ask("POST", issues, body, token)).status, status);
      assert.deepEqual((await ask("GET", `${issues}?state=all`)).body, []);
    });

  it("are not there where no issue or repository is", async () => {
    const ask = await started();
    assert.equal((await ask("GET", `${issues}/9`)).status, 404);
    assert.equal((await ask("GET", "/repos/astronomy-shop/nothing/issues")).status, 404);
  });
});
