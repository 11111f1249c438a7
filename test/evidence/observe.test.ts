import assert from "node:assert/strict";
import type { AnswerSheet, Collector, Question, Told } from "../../evidence/collector";
import { observedSchema } from "../../evidence/facts";
import { observe } from "../../evidence/observe";
import type { WantedService } from "../../evidence/wanted";

const now = () => new Date("2026-11-26T12:00:00.000Z");
const at = now().toISOString();
const wanted = (name: string): WantedService => ({
  name,
  names: [name],
  teams: [],
  apps: [],
  paging: { services: [] },
  people: [],
  slos: [],
  dashboards: [],
});
const question = (service: string) => ({ service, kind: "monitors", subject: service }) as const;
const none: Told<"monitors"> = { state: "value", value: { resources: [] } };

function collector(collect: (sheet: AnswerSheet) => Promise<void>): Collector {
  return {
    vendor: "datadog",
    questions: (services) => services.map(({ name }): Question => question(name)),
    collect: (_services, sheet) => collect(sheet),
  };
}

const run = (collect: (sheet: AnswerSheet) => Promise<void>, seconds = 5) =>
  observe([collector(collect)], [wanted("cart"), wanted("quote")], { now, seconds });

describe("observing", () => {
  it("gives each service its facts, with source and time", async () => {
    const observed = await run(async (sheet) => {
      sheet.tell(question("cart"), none);
      sheet.tell(question("quote"), { state: "absent" }, "2026-11-26T11:30:00.000Z");
    });
    const common = { kind: "monitors", source: "datadog" };
    assert.deepEqual(
      [...observed],
      [
        ["cart", [{ ...common, subject: "cart", at, answer: none }]],
        [
          "quote",
          [{ ...common, subject: "quote", at: "2026-11-26T11:30:00.000Z", answer: { state: "absent" } }],
        ],
      ],
    );
    for (const facts of observed.values()) observedSchema.parse(facts);
  });

  it("puts vendors in their order, whichever answers first, so that outputs change only where facts do", async () => {
    const order = async (slow: string) => {
      const collectors = (["pagerduty", "github", "datadog"] as const).map((vendor) => ({
        ...collector(async (sheet) => {
          if (vendor === slow) await new Promise((resolve) => setTimeout(resolve, 20));
          sheet.tell(question("cart"), none);
        }),
        vendor,
      }));
      const observed = await observe(collectors, [wanted("cart")], { now });
      return observed.get("cart")?.map(({ source }) => source);
    };
    assert.deepEqual(await order("pagerduty"), ["pagerduty", "github", "datadog"]);
    assert.deepEqual(await order("datadog"), ["pagerduty", "github", "datadog"]);
  });

  it("leaves open only what nobody answered", async () => {
    const why: Told<"monitors"> = { state: "unanswered", reason: "there was no time for it" };
    const observed = await run(async (sheet) => {
      sheet.tell(question("cart"), none);
      for (const name of ["cart", "quote"]) sheet.leaveOpen(question(name), why);
    });
    assert.deepEqual(
      [...observed.values()].map(([fact]) => fact?.answer),
      [none, why],
    );
  });

  const failures: Readonly<Record<string, readonly [(sheet: AnswerSheet) => Promise<void>, string]>> = {
    "a vendor that is down": [
      async (sheet) => {
        sheet.tell(question("cart"), none);
        throw new Error("it refused the connection");
      },
      "it refused the connection",
    ],
    "a vendor that is too slow": [
      async (sheet) => {
        sheet.tell(question("cart"), none);
        await new Promise((resolve) => setTimeout(resolve, 300));
        sheet.tell(question("quote"), none);
      },
      "it did not answer within 0.05 s",
    ],
    "a collector that forgets": [
      async (sheet) => sheet.tell(question("cart"), none),
      "the collector did not ask",
    ],
  };
  for (const [name, [collect, reason]] of Object.entries(failures)) {
    it(`keeps what was told, and says why the rest was not: ${name}`, async () => {
      const observed = await run(collect, 0.05);
      assert.deepEqual(
        [...observed.values()].flat().map(({ answer }) => answer),
        [none, { state: "unanswered", reason }],
      );
    });
  }

  it("lets one vendor's failure touch no other's facts", async () => {
    const pagerduty: Collector = {
      vendor: "pagerduty",
      questions: () => [{ service: "cart", kind: "pages", subject: "cart" }],
      collect: async () => {
        throw new Error("it answered 500");
      },
    };
    const datadog = collector(async (sheet) => sheet.tell(question("cart"), none));
    const observed = await observe([pagerduty, datadog], [wanted("cart")], { now });
    const states = (observed.get("cart") ?? []).map(({ kind, answer }) => `${kind} ${answer.state}`);
    assert.deepEqual(states.sort(), ["monitors value", "pages unanswered"]);
  });

  it("asks nobody where nobody is configured", async () => {
    assert.deepEqual([...(await observe([], [wanted("cart")], { now }))], [["cart", []]]);
  });
});
