import assert from "node:assert/strict";
import type { ApiFault } from "../../../sandbox/simulators/faults";
import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { editWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";

const keys = {
  github: { authorization: "bearer admin" },
  pagerduty: { authorization: "Token token=key" },
  datadog: { "dd-api-key": "a", "dd-application-key": "b" },
};
const now = () => new Date("2026-03-02T10:00:00Z");

describe("simulators of the vendors' APIs", () => {
  let open: Simulators | undefined;
  const start = async (faults: readonly ApiFault[] = [], worldDir = temporaryFolder()) => {
    open = await startSimulators({ worldDir, faults, now });
    return { ...open, worldDir };
  };
  const graphql = (base: string, query: string, token = "admin") =>
    fetch(`${base}/api/graphql`, {
      method: "POST",
      headers: { authorization: `bearer ${token}` },
      body: JSON.stringify({ query }),
    }).then(async (response) => JSON.parse(await response.text()));
  afterEach(() => open?.close());

  it("see a change by hand at the next request", async () => {
    const { github, worldDir } = await start();
    const query = `{ repository(owner: "astronomy-shop", name: "astronomy-shop") { description branchProtectionRules(first: 5) { nodes { pattern requiredApprovingReviewCount } } } }`;
    await graphql(github, query);
    await editWorld(worldDir, "github", (objects) => {
      const rule = {
        id: "BPR_1",
        repositoryId: "astronomy-shop",
        pattern: "main",
        requiredPullRequestReviews: [{ dismissStaleReviews: true }],
      };
      objects.branchProtection = { BPR_1: rule };
    });
    const rules = (answer: { data: { repository: { branchProtectionRules: { nodes: unknown } } } }) =>
      answer.data.repository.branchProtectionRules.nodes;
    assert.deepEqual(rules(await graphql(github, query)), [
      { pattern: "main", requiredApprovingReviewCount: 1 },
    ]);
    assert.deepEqual(rules(await graphql(github, query, "reader")), []);
  });

  it("tell by path and type what GitHub does not find", async () => {
    const { github } = await start();
    const query = `{ r0: repository(owner: "astronomy-shop", name: "none") { name } }`;
    const { data, errors } = await graphql(github, query);
    assert.deepEqual([data, errors[0].path, errors[0].type], [{ r0: null }, ["r0"], "NOT_FOUND"]);
  });

  it("say what they do not model, where an empty answer would be taken for the vendor's", async () => {
    const { github, pagerduty, datadog } = await start();
    const query = `{ repository(owner: "astronomy-shop", name: "astronomy-shop") { name diskUsage } }`;
    const { data, errors } = await graphql(github, query);
    assert.deepEqual(
      [data.repository, errors[0].path, errors[0].message],
      [
        { name: "astronomy-shop", diskUsage: null },
        ["repository", "diskUsage"],
        "The simulator does not model Repository.diskUsage.",
      ],
    );
    const statuses = [
      fetch(`${github}/api/v3/repos/astronomy-shop/astronomy-shop/traffic/views`, { headers: keys.github }),
      fetch(`${pagerduty}/analytics/metrics/incidents/all`, { headers: keys.pagerduty }),
      fetch(`${datadog}/api/v2/security_monitoring/rules`, { headers: keys.datadog }),
    ].map(async (response) => (await response).status);
    assert.deepEqual(await Promise.all(statuses), [501, 501, 501]);
  });

  it("refuse wrong credentials and answer 304 to a known entity tag", async () => {
    const { github, pagerduty, datadog } = await start();
    const url = `${github}/api/v3/orgs/astronomy-shop/teams?per_page=2`;
    const first = await fetch(url, { headers: keys.github });
    assert.match(first.headers.get("link") ?? "", /page=2>; rel="next"/);
    const etag = first.headers.get("etag") ?? "";
    assert.equal((await fetch(url, { headers: { ...keys.github, "if-none-match": etag } })).status, 304);
    assert.equal((await fetch(url, { headers: { authorization: "bearer wrong" } })).status, 401);
    assert.equal((await fetch(`${pagerduty}/services`)).status, 401);
    assert.equal((await fetch(`${datadog}/api/v1/monitor`)).status, 403);
  });

  it("render who has duty, turn by turn, and who stands in", async () => {
    const { pagerduty } = await start();
    const query = "since=2026-03-02T08:00:00Z&until=2026-03-16T08:00:00Z";
    const answer = await fetch(`${pagerduty}/schedules/PJPNWRBB3ALH56?${query}`, { headers: keys.pagerduty });
    const { schedule } = JSON.parse(await answer.text());
    const entries = schedule.final_schedule.rendered_schedule_entries;
    assert.deepEqual(
      entries.map(({ start }: { start: string }) => start),
      // Nia stands in for two days.
      ["2026-03-02T08:00:00Z", "2026-03-04T10:00:00Z", "2026-03-06T10:00:00Z", "2026-03-09T08:00:00Z"],
    );
    const people = entries.map(({ user }: { user: { summary: string } }) => user.summary);
    assert.deepEqual(people, ["Oto", "Nia", "Oto", "Max"]);
  });

  it("answer Datadog's tests and fail as often as they are asked to", async () => {
    const { datadog } = await start([{ vendor: "datadog", path: "synthetics", kind: "too-many", times: 1 }]);
    const url = `${datadog}/api/v1/synthetics/tests`;
    const limited = await fetch(url, { headers: keys.datadog });
    assert.deepEqual([limited.status, limited.headers.get("retry-after")], [429, "1"]);
    const { tests } = JSON.parse(await (await fetch(url, { headers: keys.datadog })).text());
    assert.deepEqual([tests[0].public_id, tests[0].status], ["r4k-9tm-h2x", "live"]);
    assert.equal(open?.requests().datadog.requests, 2);
  });

  for (const kind of ["truncated", "reset"] as const) {
    it(`break an answer off: ${kind}`, async () => {
      const { datadog } = await start([{ vendor: "datadog", path: "monitor", kind }]);
      await assert.rejects(async () =>
        (await fetch(`${datadog}/api/v1/monitor`, { headers: keys.datadog })).json(),
      );
    });
  }
});
