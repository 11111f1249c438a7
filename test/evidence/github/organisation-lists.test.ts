import assert from "node:assert/strict";
import type { Home } from "../../../evidence/github/home";
import { openLists } from "../../../evidence/github/organisation-lists";
import { RefusedError } from "../../../evidence/http/outcome";
import { vendor } from "../fake-vendor";

const names = Array.from({ length: 10 }, (_, index) => `service-${index}`);
const homes: readonly Home[] = names.map((name) => ({ owner: "Shop", name, tenants: [] }));
const [first] = homes;
assert.ok(first);

const switches = { secret_scanning: { status: "enabled" } };
const repositories = names.map((name) => ({ name, security_and_analysis: switches }));
const leak = (name: string, secret_type: string) => ({
  secret_type,
  created_at: "2026-11-20T00:00:00Z",
  secret: "canary",
  repository: { name },
});
const resolved = (name: string) => ({ repository: { name } });
const strict = { default_workflow_permissions: "read", can_approve_pull_request_reviews: false };

/** The alerts of secret scanning as GitHub lists them: those of no provider only where they are named. */
const secretAlerts =
  (open: readonly unknown[] = [leak("service-0", "aws_access_key_id")]) =>
  (query: URLSearchParams) => {
    assert.equal(query.get("hide_secret"), "true");
    if (query.get("state") === "resolved") return [resolved("service-0"), resolved("SERVICE-0")];
    return query.has("secret_type") ? [leak("service-0", "password")] : open;
  };

const shop = {
  "/orgs/shop/repos": repositories,
  "/orgs/shop/properties/values": names.map((repository_name) => ({
    repository_name,
    properties: [{ property_name: "tier", value: "1" }],
  })),
  "/orgs/shop/secret-scanning/alerts": secretAlerts(),
  "/orgs/shop/code-scanning/alerts": [resolved("service-0"), resolved("service-0"), resolved("other")],
  "/orgs/shop/actions/permissions/workflow": strict,
};

describe("lists of an organisation", () => {
  it("tell of each repository what is asked of it else, each list being read once", async () => {
    const { client, asked } = vendor(shop);
    const lists = openLists(client, homes);
    const told = await Promise.all(
      homes.map(async (home) => ({
        properties: (await lists.properties(home))?.value.custom_properties,
        scanning: (await lists.settings(home))?.value.security_and_analysis?.secret_scanning?.status,
        secrets: (await lists.secrets(home))?.value,
        critical: (await lists.criticalFindings(home))?.value,
        token: (await lists.workflowToken(home))?.value,
      })),
    );
    const common = { properties: { tier: "1" }, scanning: "enabled", token: strict };
    const nothing = { secrets: { open: [], dismissed: 0 }, critical: 0 };
    const open = ["aws_access_key_id", "password"].map((secret_type) => ({
      secret_type,
      created_at: "2026-11-20T00:00:00Z",
    }));
    assert.deepEqual(told, [
      { ...common, secrets: { open, dismissed: 2 }, critical: 2 },
      ...names.slice(1).map(() => ({ ...common, ...nothing })),
    ]);
    assert.equal(asked.length, 7);
  });

  it("are not read for an owner of few repositories", async () => {
    const { client, asked } = vendor(shop);
    const lists = openLists(client, homes.slice(0, 9));
    assert.equal(await lists.settings(first), undefined);
    assert.equal(await lists.secrets(first), undefined);
    assert.deepEqual(asked, []);
  });

  for (const status of [403, 404, 500])
    it(`leave each repository to be asked where they are answered with ${status}`, async () => {
      const lists = openLists(
        vendor({
          "/orgs/shop/repos": status,
          "/orgs/shop/properties/values": status,
          "/orgs/shop/actions/permissions/workflow": status,
        }).client,
        homes,
      );
      assert.equal(await lists.settings(first), undefined);
      assert.equal(await lists.properties(first), undefined);
      assert.equal(await lists.workflowToken(first), undefined);
      for (const list of ["secret-scanning", "code-scanning"]) {
        const hidden = openLists(vendor({ ...shop, [`/orgs/shop/${list}/alerts`]: status }).client, homes);
        const isOfSecrets = list === "secret-scanning";
        assert.equal(await (isOfSecrets ? hidden.secrets(first) : hidden.criticalFindings(first)), undefined);
      }
    });

  it("end all asking where the credentials are refused", async () => {
    const lists = openLists(vendor({ "/orgs/shop/repos": 401 }).client, homes);
    await assert.rejects(lists.settings(first), RefusedError);
  });

  it("tell nothing of alerts of a repository that these credentials do not administer", async () => {
    const hidden = repositories.map(({ name }) => ({ name }));
    const lists = openLists(vendor({ ...shop, "/orgs/shop/repos": hidden }).client, homes);
    assert.equal(await lists.settings(first), undefined);
    assert.equal(await lists.secrets(first), undefined);
    assert.equal(await lists.criticalFindings(first), undefined);
  });

  it("tell nothing of a repository that is not in them", async () => {
    const lists = openLists(vendor({ ...shop, "/orgs/shop/repos": repositories.slice(1) }).client, homes);
    assert.equal(await lists.settings(first), undefined);
    assert.equal(await lists.secrets(first), undefined);
  });

  it("tell nothing where alerts have another shape, such as no repository", async () => {
    const odd = { ...leak("service-0", "password"), repository: undefined };
    const alerts = { "/orgs/shop/secret-scanning/alerts": secretAlerts([odd]) };
    const lists = openLists(vendor({ ...shop, ...alerts }).client, homes);
    assert.equal(await lists.secrets(first), undefined);
  });

  it("tell the workflow token only where no repository may have a laxer one", async () => {
    for (const lax of [
      { ...strict, default_workflow_permissions: "write" },
      { ...strict, can_approve_pull_request_reviews: true },
    ]) {
      const answers = { ...shop, "/orgs/shop/actions/permissions/workflow": lax };
      assert.equal(await openLists(vendor(answers).client, homes).workflowToken(first), undefined);
    }
  });
});

describe("pages of an organisation's lists", () => {
  /** The same list on every page, with so many of them. */
  const paged = (pages: number) => {
    const { client, asked } = vendor(shop);
    const get: typeof client.get = async (request) => {
      const answer = await client.get(request);
      const page = Number(request.query?.page ?? 1);
      if (answer === undefined || page >= pages) return answer;
      // Only the query of this is to be followed.
      return { ...answer, next: `https://elsewhere.example/x?hide_secret=true&page=${page + 1}` };
    };
    return { lists: openLists({ get }, homes), asked };
  };

  it("are followed, at the vendor's own address", async () => {
    const { lists, asked } = paged(3);
    assert.equal((await lists.criticalFindings(first))?.value, 6);
    assert.ok(asked.every((one) => one.startsWith("GET /orgs/shop/")));
  });

  it("are no answer about alerts where there are more of them than repositories", async () => {
    const { lists } = paged(11);
    assert.equal(await lists.criticalFindings(first), undefined);
    assert.equal(await lists.secrets(first), undefined);
    assert.equal((await lists.properties(first))?.value.name, "service-0"); // what was read of it is no less true
  });
});
