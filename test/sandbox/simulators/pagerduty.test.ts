import assert from "node:assert/strict";
import { asking } from "./asking";
import { pagerdutyObjects } from "./declared-checkout";

const { service } = pagerdutyObjects;
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const summaries = (list: readonly { readonly summary: string }[]) => list.map(({ summary }) => summary);

describe("the simulator of PagerDuty", () => {
  const { get, post } = asking("pagerduty");

  it("gives lists by offset and limit until there is no more", async () => {
    const found: string[] = [];
    for (let offset = 0; ; offset += 7) {
      const { body } = await get(`/users?limit=7&offset=${offset}`);
      assert.deepEqual([body.limit, body.offset, body.total], [7, offset, null]);
      found.push(...ids(body.users));
      if (!body.more) break;
    }
    assert.deepEqual([found.length, new Set(found).size], [20, 20]);
    assert.equal((await get("/users?total=true")).body.total, 20);
    assert.equal((await get("/users?limit=500")).body.limit, 100);
  });

  it("tells of its limits, and refuses in words with a code of its own", async () => {
    const { headers } = await get("/abilities");
    assert.deepEqual(
      ["limit", "remaining", "reset"].map((name) => headers.get(`ratelimit-${name}`)),
      ["960", "959", "60"],
    );
    const answers = await Promise.all([
      get("/users?offset=9950&limit=100"),
      get("/users?limit=none"),
      get("/services/PNONE"),
      get("/incidents", "reader"),
      get("/users?include[]=contact_methods", "reader"),
      get("/users", "wrong"),
    ]);
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.error.code]),
      [
        [400, 2001],
        [400, 2001],
        [404, 2100],
        [403, 2010],
        [403, 2010],
        [401, 2006],
      ],
    );
    assert.equal((await get("/users", "reader")).status, 200);
    assert.equal((await post("/incidents", {})).status, 501);
  });

  it("shows related objects by reference, and in full where that is asked", async () => {
    const plain = (await get(`/services/${service.id}`)).body.service;
    assert.deepEqual(
      [plain.integrations[0].type, plain.escalation_policy.type],
      ["event_transformer_api_inbound_integration_reference", "escalation_policy_reference"],
    );
    assert.equal(plain.integrations[0].vendor, undefined);
    const full = (await get(`/services/${service.id}?include[]=integrations&include[]=escalation_policies`))
      .body.service;
    assert.deepEqual([full.integrations[0].vendor.summary, full.escalation_policy.num_loops], ["Datadog", 2]);
    const { users } = (await get("/users?query=amy&include[]=contact_methods&include[]=notification_rules"))
      .body;
    assert.deepEqual(
      [users.length, users[0].contact_methods[0].address, users[0].notification_rules[0].urgency],
      [1, "amy@astronomy-shop.example", "high"],
    );
  });

  it("finds incidents by time, state, urgency and service", async () => {
    const titles = async (query: string) =>
      (await get(`/incidents?${query}`)).body.incidents.map(({ title }: { title: string }) => title);
    const all = "date_range=all";
    assert.deepEqual(await titles(""), ["Checkout takes longer than a second"]); // the last thirty days
    assert.deepEqual(await titles(all), [
      "Quotes answer slowly",
      "Orders failed after a currency release",
      "Checkout takes longer than a second",
    ]);
    assert.deepEqual(await titles(`${all}&urgencies[]=low`), ["Quotes answer slowly"]);
    assert.deepEqual(await titles(`${all}&statuses[]=triggered`), []);
    assert.deepEqual(await titles(`${all}&service_ids[]=${service.id}&sort_by=created_at:desc`), [
      "Checkout takes longer than a second",
      "Orders failed after a currency release",
    ]);
    const { status, body } = await get("/incidents?since=2026-01-01T00:00:00Z&until=2026-11-01T00:00:00Z");
    assert.deepEqual([status, body.error.message], [400, "Invalid Input Provided"]);
  });

  it("tells what happened to an incident, and what was noted on it", async () => {
    const { incidents } = (await get(`/incidents?date_range=all&service_ids[]=${service.id}`)).body;
    const [first, second] = incidents;
    assert.deepEqual(
      [first.status, first.priority.name, first.last_status_change_by.summary, first.resolved_at],
      ["resolved", "P1", "Amy", "2026-09-30T03:50:00Z"],
    );
    assert.equal(second.last_status_change_by.type, "service_reference");
    const { notes } = (await get(`/incidents/${first.id}/notes`)).body;
    assert.match(notes[1].content, /^Post-mortem is at https:/);
    const { log_entries: entries } = (await get(`/incidents/${first.id}/log_entries`)).body;
    assert.deepEqual(
      entries.map(({ type }: { type: string }) => type.replace("_log_entry", "")),
      ["annotate", "resolve", "annotate", "acknowledge", "trigger"],
    );
    const since = "since=2026-11-01T00:00:00Z&until=2026-11-23T00:00:00Z";
    assert.equal((await get(`/log_entries?${since}`)).body.log_entries.length, 2);
  });

  it("does not show incidents of services that there are not", async () => {
    const { incidents } = (await get("/incidents?date_range=all")).body;
    const services = new Set(incidents.map((one: { service: { summary: string } }) => one.service.summary));
    assert.deepEqual([...services], ["quote-legacy", "checkout-prod"]);
  });

  it("tells who has duty now, first, and for the time ahead", async () => {
    const policy = `escalation_policy_ids[]=${service.escalationPolicy}`;
    const people = async (query: string) =>
      (await get(`/oncalls?${policy}${query}`)).body.oncalls.map(
        (one: { escalation_level: number; user: { summary: string } }) => [
          one.escalation_level,
          one.user.summary,
        ],
      );
    assert.deepEqual(await people(""), [
      [1, "Ben"],
      [2, "Tess"],
    ]);
    const ahead = "&since=2026-11-23T00:00:00Z&until=2026-12-21T07:00:00Z";
    assert.deepEqual(await people(ahead), [
      [1, "Ben"],
      [1, "Amy"],
      [1, "Ben"],
      [1, "Amy"],
      [1, "Ben"],
      [2, "Tess"],
    ]);
    assert.deepEqual(await people(`${ahead}&earliest=true`), [
      [1, "Ben"],
      [1, "Amy"],
      [2, "Tess"],
    ]);
    assert.deepEqual(await people(`${ahead}&user_ids[]=POU36KPERERDED`), [[2, "Tess"]]);
    const { oncalls } = (await get(`/oncalls?${policy}`)).body;
    assert.deepEqual([oncalls[0].start, oncalls[0].end], ["2026-11-16T08:00:00Z", "2026-11-23T08:00:00Z"]);
    assert.deepEqual([oncalls[1].schedule, oncalls[1].start], [null, null]);
  });

  it("tells who stands in for whom", async () => {
    const { overrides } = (
      await get("/schedules/PJPNWRBB3ALH56/overrides?since=2026-11-23T00:00:00Z&until=2026-11-30T00:00:00Z")
    ).body;
    assert.deepEqual(
      overrides.map((one: { user: { summary: string }; start: string }) => [one.user.summary, one.start]),
      [["Nia", "2026-11-25T07:00:00Z"]],
    );
    assert.equal((await get("/schedules/PJPNWRBB3ALH56/overrides")).status, 400);
  });

  it("tells of maintenance that is open, past or ahead", async () => {
    const found = async (filter: string) =>
      summaries((await get(`/maintenance_windows?filter=${filter}`)).body.maintenance_windows);
    assert.deepEqual(
      [await found("open"), await found("future"), await found("ongoing"), await found("past")],
      [["A move"], ["A move"], [], []],
    );
  });

  it("tells how events and responders find a service", async () => {
    const { triggers } = (await get(`/incident_workflows/triggers?service_id=${service.id}`)).body;
    assert.deepEqual(summaries(triggers), ["Major incident", "Security incident"]);
    const first = (await get("/incident_workflows/triggers?limit=1")).body;
    assert.deepEqual([first.triggers.length, first.more], [1, true]);
    const second = (await get(`/incident_workflows/triggers?limit=1&cursor=${first.next_cursor}`)).body;
    assert.deepEqual([second.triggers[0].is_disabled, second.next_cursor], [true, null]);
    const { orchestrations } = (await get("/event_orchestrations")).body;
    const { orchestration_path: path } = (await get(`/event_orchestrations/${orchestrations[0].id}/router`))
      .body;
    assert.deepEqual(
      path.sets[0].rules.map((rule: { actions: { route_to: string }; disabled: boolean }) => [
        rule.actions.route_to,
        rule.disabled,
      ]),
      [
        ["unrouted", false],
        ["PCGQNBN4TXIJFN", false],
        ["unrouted", true],
      ],
    );
    const { extensions } = (await get("/extensions")).body;
    assert.deepEqual(summaries(extensions[0].extension_objects), ["checkout-prod"]);
  });

  it("tells of teams and who is in them", async () => {
    const { teams } = (await get("/teams?query=pay")).body;
    const { members } = (await get(`/teams/${teams[0].id}/members`)).body;
    assert.deepEqual(
      members.map((one: { user: { summary: string }; role: string }) => [one.user.summary, one.role]),
      [
        ["Eli", "manager"],
        ["Fay", "responder"],
        ["Gus", "responder"],
      ],
    );
    const { users } = (await get(`/users?team_ids[]=${teams[0].id}`)).body;
    assert.deepEqual(summaries(users), ["Eli", "Fay", "Gus"]);
  });
});
