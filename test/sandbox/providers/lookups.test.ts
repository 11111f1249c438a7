import assert from "node:assert/strict";
import { injectorOf, readFaults } from "../../../sandbox/providers/faults";
import { temporaryFolder, writeFiles } from "../temporary";
import { connect, type ProviderClient } from "./client";
import { monitor, seeded, slo, tokens } from "./samples";

describe("sandbox/providers: look-ups", () => {
  let github: ProviderClient;
  let pagerduty: ProviderClient;
  let datadog: ProviderClient;
  before(async () => {
    const dir = temporaryFolder();
    github = await connect(dir, "github");
    pagerduty = await connect(dir, "pagerduty");
    datadog = await connect(dir, "datadog");
  });
  after(() => {
    for (const client of [github, pagerduty, datadog]) client.close();
  });

  const person = "amy@astronomy-shop.example";

  it("finds a person by e-mail", async () => {
    assert.deepEqual(await pagerduty.invoke("pagerduty:index/getUser:getUser", { email: person }), {
      id: seeded.amy,
      name: "Amy",
      email: person,
    });
  });

  it("says so when nobody has the e-mail", async () => {
    const nobody = pagerduty.invoke("pagerduty:index/getUser:getUser", { email: "x@example.com" });
    await assert.rejects(
      nobody,
      /invoking pagerduty:index\/getUser:getUser: 1 error occurred:\n\t\* Unable to locate any user with the email: x@example\.com/,
    );
  });

  const vendorNames: Record<string, string> = {
    Datadog: "Datadog",
    datadog: "Datadog",
    cloudwatch: "Amazon CloudWatch",
    "Events API": "Events API",
  };
  for (const [words, name] of Object.entries(vendorNames)) {
    it(`finds the vendor ${name} by "${words}"`, async () => {
      assert.equal(
        (await pagerduty.invoke("pagerduty:index/getVendor:getVendor", { name: words })).name,
        name,
      );
    });
  }

  it("finds what was made by hand by its name", async () => {
    assert.deepEqual(
      await pagerduty.invoke("pagerduty:index/getSchedule:getSchedule", {
        name: "Legacy fulfilment rotation",
      }),
      {
        id: seeded.legacySchedule,
        name: "Legacy fulfilment rotation",
      },
    );
    assert.deepEqual(
      await pagerduty.invoke("pagerduty:index/getService:getService", { name: "quote-legacy" }),
      {
        id: seeded.legacyService,
        name: "quote-legacy",
        type: "service",
      },
    );
  });

  it("finds a person's contact method by label and type", async () => {
    const args = { userId: seeded.amy, label: "Default", type: "email_contact_method" };
    const method = await pagerduty.invoke("pagerduty:index/getUserContactMethod:getUserContactMethod", args);
    assert.equal(method.address, person);
  });

  it("answers a repository by name and by full name", async () => {
    const token = "github:index/getRepository:getRepository";
    const byName = await github.invoke(token, { name: "astronomy-shop" });
    assert.deepEqual(await github.invoke(token, { fullName: "astronomy-shop/astronomy-shop" }), byName);
    assert.equal(byName.defaultBranch, "main");
    assert.equal(byName.fork, false);
    await assert.rejects(github.invoke(token, { name: "nope" }), /astronomy-shop\/nope: 404 Not Found/);
  });

  it("answers a team with its members", async () => {
    const team = await github.invoke("github:index/getTeam:getTeam", { slug: "orders" });
    assert.deepEqual(team.members, ["amy", "ben", "cho", "dia"]);
  });

  it("finds a monitor by name and tag, and refuses none or several", async () => {
    const token = "datadog:index/getMonitor:getMonitor";
    const { id } = await datadog.create(tokens.monitor, monitor);
    assert.equal(
      (await datadog.invoke(token, { nameFilter: "latency", tagsFilters: ["service:checkout"] })).id,
      id,
    );
    await assert.rejects(datadog.invoke(token, { tagsFilters: ["service:cart"] }), /returned no result/);
    await datadog.create(tokens.monitor, monitor);
    await assert.rejects(datadog.invoke(token, { nameFilter: "latency" }), /returned more than one result/);
  });

  it("finds an SLO by id", async () => {
    const { id } = await datadog.create(tokens.slo, slo);
    const found = await datadog.invoke("datadog:index/getServiceLevelObjective:getServiceLevelObjective", {
      id,
    });
    assert.deepEqual(found.queries, [slo.query]);
  });

  it("names what it knows when asked for a type or function that it does not know", async () => {
    await assert.rejects(
      datadog.check("datadog:index/rumApplication:RumApplication", {}),
      /unrecognized resource type: datadog:index\/rumApplication:RumApplication\. The sandbox's stand-in for datadog knows \d+: /,
    );
    await assert.rejects(
      datadog.invoke("datadog:index/getHosts:getHosts", {}),
      /unrecognized function: datadog:index\/getHosts:getHosts/,
    );
  });
});

describe("sandbox/providers: faults", () => {
  it("fails the named call with its message, as often as asked", async () => {
    const message = "503 Service Unavailable";
    const client = await connect(temporaryFolder(), "datadog", [
      { vendor: "datadog", method: "create", type: tokens.monitor, name: "thing", times: 1, message },
      { vendor: "pagerduty", method: "create", message: "not for this vendor" },
    ]);
    try {
      await assert.rejects(client.create(tokens.monitor, monitor), /503 Service Unavailable/);
      assert.ok((await client.create(tokens.monitor, monitor)).id);
      assert.ok((await client.create(tokens.slo, slo)).id);
    } finally {
      client.close();
    }
  });

  it("only delays where there is no message", async () => {
    const inject = injectorOf([{ vendor: "github", method: "read", delayMs: 30 }], "github");
    const start = performance.now();
    await inject({ method: "read" });
    assert.ok(performance.now() - start >= 25);
  });

  it("reads faults from the environment and from the world's folder", () => {
    const dir = temporaryFolder();
    const fault = { vendor: "github", method: "read", message: "x" } as const;
    writeFiles(dir, { "faults.json": JSON.stringify([{ ...fault, times: 2 }]) });
    assert.deepEqual(readFaults(dir, JSON.stringify([fault])), [fault, { ...fault, times: 2 }]);
    assert.deepEqual(readFaults(temporaryFolder(), undefined), []);
  });

  const wrong: Record<string, [text: string, message: RegExp]> = {
    "no JSON": ["[", /READINESS_FAULTS is not JSON/],
    "an unknown method": [
      '[{"vendor":"github","method":"get"}]',
      /READINESS_FAULTS does not hold a list of faults:[\s\S]*\[0\]\.method/,
    ],
    "an unknown key": ['[{"vendor":"github","method":"read","mesage":"x"}]', /Unrecognized key: "mesage"/],
  };
  for (const [what, [text, message]] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readFaults(temporaryFolder(), text), message);
    });
  }
});
