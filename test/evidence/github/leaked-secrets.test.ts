import assert from "node:assert/strict";
import type { Told } from "../../../evidence/collector";
import { tellLeakedSecrets } from "../../../evidence/github/leaked-secrets";
import { noLists } from "../../../evidence/github/organisation-lists";
import type { ApiClient } from "../../../evidence/http/client";
import { NotVisibleError } from "../../../evidence/http/outcome";

const home = {
  owner: "shop",
  name: "checkout",
  tenants: [
    {
      service: "checkout",
      wanted: {
        subject: "checkout",
        owner: "shop",
        name: "checkout",
        folder: "",
        files: [],
        workflows: [],
        environments: [],
      },
    },
  ],
};
const alert = (secret_type: string) => ({
  secret_type,
  created_at: "2026-11-20T00:00:00Z",
  secret: "canary",
});

const settingsAt = "2026-11-25T00:00:00.000Z";
/** An address of a next page of which nothing but the query is to be followed. */
const elsewhere = "https://elsewhere.example/other";

/** Lists as GitHub does: what belongs to no provider only where it is named. */
async function toldOf({
  usual = [] as string[],
  generic = [] as string[],
  resolved = 0,
  hidden = false,
  more = "",
  pages = 100,
  scanning = "enabled",
}) {
  const client: ApiClient = {
    get: async ({ path, query = {}, schema, permission }) => {
      if (!path.endsWith("/alerts")) {
        const security_and_analysis = { secret_scanning: { status: scanning } };
        return { value: schema.parse({ name: "checkout", security_and_analysis }), at: settingsAt };
      }
      assert.notEqual(scanning, "disabled");
      assert.equal(query.hide_secret, "true");
      if (hidden) throw new NotVisibleError(permission);
      const named = String(query.secret_type ?? "").split(",");
      const open = query.secret_type === undefined ? usual : generic.filter((one) => named.includes(one));
      const found =
        query.state === "open" ? open.map(alert) : Array(resolved).fill({ resolution: "wont_fix" });
      const list = query.state !== "open" ? "resolved" : query.secret_type ? "generic" : "usual";
      const page = Number(query.page ?? 1);
      const isCut = list === more && page < pages;
      const next = isCut
        ? { next: `${elsewhere}?hide_secret=true&state=${query.state}&page=${page + 1}` }
        : {};
      return { value: schema.parse(found), at: "2026-11-26T00:00:00.000Z", ...next };
    },
  };
  const told: Told[] = [];
  await tellLeakedSecrets(
    client,
    { tell: (_question, one) => told.push(one), leaveOpen: () => undefined },
    noLists,
    home,
  );
  assert.equal(told.length, 1);
  return told[0];
}

describe("leaked secrets", () => {
  it("are those of providers and those of none, which GitHub lists only by name", async () => {
    const told = await toldOf({
      usual: ["aws_access_key_id"],
      generic: ["rsa_private_key", "password"],
      resolved: 2,
    });
    assert.deepEqual(told, {
      state: "value",
      value: {
        open: ["aws_access_key_id", "rsa_private_key", "password"].map((type) => ({
          type,
          createdAt: "2026-11-20T00:00:00Z",
        })),
        dismissed: 2,
        complete: true,
      },
    });
  });

  for (const more of ["usual", "generic"]) {
    it(`are not all where the ${more} ones have another page`, async () => {
      const told = await toldOf({ more });
      assert.ok(told?.state === "value" && "complete" in told.value);
      assert.equal(told.value.complete, false);
    });
  }

  it("count as dismissed over all pages, and are not counted where there are too many", async () => {
    const counted = await toldOf({ resolved: 100, more: "resolved", pages: 3 });
    assert.ok(counted?.state === "value" && "dismissed" in counted.value);
    assert.equal(counted.value.dismissed, 300);
    const endless = await toldOf({ resolved: 100, more: "resolved" });
    assert.deepEqual(endless, { state: "value", value: { open: [], complete: true } });
  });

  it("are absent where scanning is off", async () => {
    assert.deepEqual(await toldOf({ scanning: "disabled" }), { state: "absent" });
  });

  it("are hidden where the token may not see them", async () => {
    const told = await toldOf({ hidden: true });
    assert.deepEqual(told, { state: "not-visible", permission: "Secret scanning alerts: read" });
  });
});
