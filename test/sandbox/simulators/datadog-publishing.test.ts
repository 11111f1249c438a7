import assert from "node:assert/strict";
import { answersTo, isRecorded } from "../../evidence/datadog/recorded";
import { asking } from "./asking";

const rule = (more: Readonly<Record<string, unknown>> = {}) => ({
  data: {
    type: "rule",
    attributes: {
      name: "slo-defined",
      scorecard_name: "ours",
      enabled: true,
      level: 2,
      owner: "readiness",
      ...more,
    },
  },
});
const outcomes = (...results: readonly object[]) => ({
  data: { type: "batched-outcome", attributes: { results } },
});
/** The time at which everything is asked, in seconds. */
const now = Date.parse("2026-11-23T07:00:00Z") / 1000;
const series = (timestamp: number, more: object = {}) => ({
  series: [
    { metric: "readiness.run", type: 3, points: [{ timestamp, value: 1 }], tags: ["b", "a"], ...more },
  ],
});

describe("the simulator of Datadog, published to,", () => {
  const { get, post } = asking("datadog");

  it("creates rules, and lists them in pages", async () => {
    const made = await post("/api/v2/scorecard/rules", rule());
    assert.equal(made.status, 201);
    await post("/api/v2/scorecard/rules", rule({ name: "owner-assigned" }));
    const first = await get("/api/v2/scorecard/rules?page[size]=1");
    const second = await get("/api/v2/scorecard/rules?page[size]=1&page[offset]=1");
    const third = await get("/api/v2/scorecard/rules?page[size]=1&page[offset]=2");
    const names = [first, second, third].map(({ body }) =>
      body.data.map((one: { readonly attributes: { readonly name: string } }) => one.attributes.name),
    );
    assert.deepEqual(names.flat().sort(), ["owner-assigned", "slo-defined"]);
    assert.deepEqual(names.at(-1), []);
  });

  it("refuses a rule without a name, of no scorecard, or of a level that there is not", async () => {
    const wrong = [rule({ name: "" }), rule({ scorecard_name: undefined }), rule({ level: 4 })];
    for (const one of wrong) assert.equal((await post("/api/v2/scorecard/rules", one)).status, 400);
  });

  it("takes outcomes of rules that there are, in states that there are", async () => {
    const { body } = await post("/api/v2/scorecard/rules", rule());
    const outcome = {
      rule_id: body.data.id,
      entity_reference: "service:cart",
      state: "pass",
      remarks: "Met.",
    };
    const taken = await post("/api/v2/scorecard/outcomes", outcomes(outcome));
    assert.deepEqual([taken.status, taken.body.meta], [202, { total_received: 1 }]);
    const statuses = [
      { ...outcome, state: "waived" },
      { ...outcome, entity_reference: "" },
      { ...outcome, rule_id: "none" },
    ].map(async (one) => (await post("/api/v2/scorecard/outcomes", outcomes(one))).status);
    assert.deepEqual(await Promise.all(statuses), [400, 400, 409]);
  });

  it("takes figures and events, and refuses what has another shape", async () => {
    assert.equal((await post("/api/v2/series", series(now))).status, 202);
    assert.equal((await post("/api/v2/series", series(now, { metric: "9 lives" }))).status, 400);
    assert.equal((await post("/api/v1/events", { title: "t", text: "x" })).status, 202);
    assert.equal((await post("/api/v1/events", { title: "t", text: "x".repeat(4001) })).status, 400);
    assert.equal((await post("/api/v1/events", { title: "t" })).status, 400);
  });

  (isRecorded ? it : it.skip)("shows a rule as Datadog recorded its own", async () => {
    const { body } = await get("/api/v2/scorecard/rules");
    const attributes = answersTo(/^\/api\/v2\/scorecard\/rules$/).flatMap((answer) =>
      (answer as { data: { attributes: object }[] }).data.flatMap((one) => Object.keys(one.attributes)),
    ); // as recorded lists are
    const known = new Set([...attributes, "level", "description"]);
    assert.ok(known.size > 4);
    for (const name of Object.keys(body.data[0].attributes)) assert.ok(known.has(name), name);
  });
});
