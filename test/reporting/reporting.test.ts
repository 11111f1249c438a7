import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dashboardArgs } from "../../reporting/dashboard";
import { monitorArgs } from "../../reporting/monitors";
import { settingsSchema } from "../../reporting/settings";
import { seriesOf } from "../../scorecard/datadog/metrics";
import { card, finding, level, service } from "../scorecard/cards";

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the program declares with some config. */
async function declared(config: Readonly<Record<string, string>>): Promise<readonly Declared[]> {
  const all: Declared[] = [];
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        all.push({ type, name, inputs });
        return { id: `${name}-id`, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    "readiness-reporting",
    "prod",
  );
  pulumi.runtime.setAllConfig(
    Object.fromEntries(Object.entries(config).map(([key, value]) => [`readiness-reporting:${key}`, value])),
  );
  const program = require.resolve("../../reporting/index");
  delete require.cache[program];
  require(program);
  await pulumi.runtime.disconnect();
  return all;
}

const queriesIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/readiness\.[a-z_.]+(?=\{)/g)].map(([name]) => name);

describe("the reporting stack", () => {
  it("declares a dashboard and three monitors", async () => {
    const all = await declared({ notify: '["@slack-readiness"]', stack: "prod" });
    assert.deepEqual(all.map(({ type, name }) => `${type} ${name}`).sort(), [
      "datadog:index/dashboard:Dashboard readiness",
      "datadog:index/monitor:Monitor below-must",
      "datadog:index/monitor:Monitor run-missed",
      "datadog:index/monitor:Monitor score-fell",
    ]);
    const [monitor] = all.filter(({ name }) => name === "below-must");
    assert.equal(
      monitor?.inputs.query,
      "max(last_1d):max:readiness.below_must{stack:prod,set:production-readiness,tier:1} by {project,stack,service,team} >= 1",
    );
    assert.match(String(monitor?.inputs.message), / @slack-readiness$/);
  });

  it("asks for figures that are published, by tags that they have", () => {
    const settings = settingsSchema.parse({});
    const figures = seriesOf(
      card(
        [
          service({
            levels: [{ ...level("gold"), score: { met: 1, of: 1, unknown: 0, waived: 0 } }],
            findings: [finding()],
          }),
        ],
        {
          ruleSets: [{ name: "production-readiness", rules: 1, definitions: [], terms: {} }],
        },
      ),
      { timestamp: 0, env: "prod" },
    );
    const tags = new Map(
      figures.map((one) => [one.metric, one.tags.map((tag) => tag.slice(0, tag.indexOf(":")))]),
    );
    const asked = [dashboardArgs(settings), monitorArgs(settings)];
    const names = new Set(queriesIn(asked));
    assert.ok(names.size >= 6);
    for (const name of names) assert.ok(tags.has(name), name);
    for (const [, name = "", scope = "", , by = ""] of JSON.stringify(asked).matchAll(
      /(readiness\.[a-z_.]+)\{([^}]*)\}( by \{([^}]*)\})?/g,
    )) {
      const keys = scope.split(",").map((tag) => tag.replace(/^\$/, "").replace(/:.*$/, ""));
      for (const key of [...keys, ...by.split(",")])
        assert.ok(key === "" || key === "*" || tags.get(name)?.includes(key), `${name} has no tag ${key}`);
    }
  });

  it("asks of all stacks where none is named", () => {
    const { "run-missed": monitor } = monitorArgs(settingsSchema.parse({}));
    assert.equal(monitor?.query, "min(last_4h):min:readiness.run{*} by {project,stack} < 1");
  });

  it("waits for missing figures at least twice as long as it looks back, as Datadog wants", () => {
    const { "run-missed": monitor } = monitorArgs(settingsSchema.parse({}));
    assert.ok(Number(monitor?.noDataTimeframe) >= 2 * 4 * 60);
  });

  it("refuses config that is wrong, all at once", async () => {
    await assert.rejects(
      declared({ notify: '["slack-readiness"]', scoreDrop: "0" }),
      /readiness-reporting:notify\.0 must be a handle such as .*\nreadiness-reporting:scoreDrop /,
    );
  });
});
