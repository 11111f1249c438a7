import assert from "node:assert/strict";
import type { ApiFault } from "../../../sandbox/simulators/faults";
import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { temporaryFolder } from "../temporary";

/** The clock's own time: Octokit reckons by it when a limit ends. */
const now = () => new Date();

/** GitHub's own client with its plug-ins, which are for import only. */
async function client(baseUrl: string, waits: string[]) {
  const [{ Octokit }, { throttling }, { retry }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
  ]);
  const wait = (what: string) => (seconds: number) => {
    waits.push(`${what} ${seconds}`);
    return seconds <= 1;
  };
  return new (Octokit.plugin(throttling, retry))({
    auth: "admin",
    baseUrl,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    throttle: { onRateLimit: wait("limit"), onSecondaryRateLimit: wait("secondary") },
  });
}

describe("GitHub's own client at the simulator", () => {
  let open: Simulators | undefined;
  afterEach(() => open?.close());
  const started = async (faults: readonly ApiFault[] = []) => {
    open = await startSimulators({ worldDir: temporaryFolder(), faults, now });
    const waits: string[] = [];
    return { octokit: await client(`${open.github}/api/v3`, waits), waits };
  };

  it("lists people page by page, by the links", async () => {
    const { octokit } = await started();
    const logins: string[] = [];
    for (let url: string | undefined = "GET /orgs/{org}/members"; url !== undefined; ) {
      const answer: Awaited<ReturnType<typeof octokit.request>> = await octokit.request(url, {
        org: "astronomy-shop",
        per_page: 8,
      });
      logins.push(...answer.data.map(({ login }: { login: string }) => login));
      const next = /<([^>]+)>; rel="next"/.exec(answer.headers.link ?? "")?.[1];
      url = next && `GET ${next}`;
    }
    assert.equal(new Set(logins).size, 20);
    assert.equal(open?.requests().github.requests, 3);
  });

  it("asks by GraphQL below the address of the REST API, as at a GitHub Enterprise server", async () => {
    const { octokit } = await started();
    const query = `query ($slug: String!) { organization(login: "astronomy-shop") { team(slug: $slug) { name members(first: 2) { totalCount } } } }`;
    const told = await octokit.graphql<{ organization: unknown }>(query, { slug: "payments" });
    assert.deepEqual(told.organization, { team: { name: "payments", members: { totalCount: 4 } } });
  });

  it("waits where the simulator asks for it, and gives up where it would take an hour", async () => {
    const times = { vendor: "github", path: "/orgs/", times: 1 } as const;
    const { octokit, waits } = await started([
      { ...times, kind: "secondary-limit" },
      { ...times, path: "/users/", kind: "rate-limit" },
    ]);
    const { data } = await octokit.request("GET /orgs/{org}", { org: "astronomy-shop" });
    assert.equal(data.login, "astronomy-shop");
    await assert.rejects(
      octokit.request("GET /users/{username}", { username: "amy" }),
      /rate limit exceeded/,
    );
    assert.deepEqual(
      waits.map((wait) => wait.split(" ")[0]),
      ["secondary", "limit"],
    );
  });

  it("gets 304 for what it knows already", async () => {
    const { octokit } = await started();
    const { headers } = await octokit.request("GET /orgs/{org}", { org: "astronomy-shop" });
    const known = { org: "astronomy-shop", headers: { "if-none-match": headers.etag ?? "" } };
    await assert.rejects(octokit.request("GET /orgs/{org}", known), { status: 304 });
  });
});
