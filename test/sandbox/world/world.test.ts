import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../sandbox/world/lock";
import { vendors, type WorldObject } from "../../../sandbox/world/schema";
import { editWorld, openWorld, peekWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";

const gone = 2 ** 22 + 1;

function webhook(id: string, url = "https://hooks.example.com"): WorldObject {
  return { id, name: id, url };
}

describe("sandbox/world", () => {
  let dir: string;
  beforeEach(() => {
    dir = temporaryFolder();
  });
  const held = (id: string) => openWorld(dir, "datadog").get("webhook", id);

  it("creates each vendor's file from the seed, and leaves nothing else behind", () => {
    for (const vendor of vendors) openWorld(dir, vendor);
    assert.deepEqual(readdirSync(dir).sort(), ["datadog.json", "github.json", "pagerduty.json"]);
    assert.equal(openWorld(dir, "github").get("repository", "astronomy-shop")?.defaultBranch, "main");
  });

  it("bears the name of the account that its folder below worlds is named after", () => {
    const ofDev = join(dir, "worlds", "shop%2Ddev");
    for (const world of [peekWorld(ofDev, "github"), openWorld(ofDev, "github")]) {
      assert.deepEqual(
        world.list("organization").map(({ id, login }) => [id, login]),
        [["shop-dev", "shop-dev"]],
      );
      const repository = world.get("repository", "astronomy-shop");
      assert.equal(repository?.fullName, "shop-dev/astronomy-shop");
      assert.equal(repository?.htmlUrl, "https://github.com/shop-dev/astronomy-shop");
    }
    const files = peekWorld(ofDev, "github").get("repository", "astronomy-shop")?.api;
    assert.match(JSON.stringify(files), /@shop-dev\/orders/);
    assert.doesNotMatch(JSON.stringify(files), /astronomy-shop\/orders/);
    const other = peekWorld(dir, "github").get("repository", "astronomy-shop");
    assert.equal(other?.fullName, "astronomy-shop/astronomy-shop");
  });

  it("holds the files of its repositories as they lie in the project", () => {
    const api = openWorld(dir, "github").get("repository", "infrastructure")?.api;
    const readme = readFileSync("sandbox/world/content/infrastructure/README.md", "utf8");
    assert.ok(JSON.stringify(api).includes(JSON.stringify({ "README.md": readme }).slice(1, -1)));
  });

  it("can be looked at without being made or changed", async () => {
    const absent = peekWorld(dir, "github");
    assert.equal(absent.get("repository", "astronomy-shop")?.defaultBranch, "main");
    assert.deepEqual(readdirSync(dir), []);
    assert.throws(() => absent.put("repository", webhook("x")), /opened to look at only/);
    assert.throws(() => absent.remove("repository", "astronomy-shop"), /opened to look at only/);
    await editWorld(dir, "datadog", (objects) => {
      objects.webhook = { made: webhook("made") };
    });
    assert.deepEqual(peekWorld(dir, "datadog").find("webhook", "id", "made"), [webhook("made")]);
  });

  it("holds no more of the shop than what was made by hand before", () => {
    const made = ["schedule", "escalationPolicy", "service"] as const;
    const names = made.flatMap((kind) =>
      openWorld(dir, "pagerduty")
        .list(kind)
        .map(({ name }) => name),
    );
    assert.deepEqual(names, ["Legacy fulfilment rotation", "Legacy fulfilment", "quote-legacy"]);
    const monitors = openWorld(dir, "datadog").list("monitor");
    assert.deepEqual(monitors.map(({ name }) => name).sort(), [
      "Latency of recommendation (old)",
      "Orders are not looked at for fraud",
      "The load generator stands still",
      "The queue of mails is long",
    ]);
    assert.deepEqual(openWorld(dir, "github").list("branchProtection"), []);
  });

  it("gives every person an address in a domain that cannot exist", () => {
    for (const vendor of ["github", "pagerduty"] as const) {
      const people = openWorld(dir, vendor).list("user");
      assert.equal(people.length, 20);
      for (const { email } of people) assert.match(String(email), /^[a-z]+@astronomy-shop\.example$/);
    }
  });

  it("keeps a change only after a flush, and then for everybody", async () => {
    const world = openWorld(dir, "datadog");
    world.put("webhook", webhook("a"));
    assert.equal(held("a"), undefined);
    await world.flush();
    assert.deepEqual(held("a"), webhook("a"));
    world.remove("webhook", "a");
    await world.flush();
    assert.equal(held("a"), undefined);
  });

  it("finds by a property after adding, changing and removing", () => {
    const world = openWorld(dir, "datadog");
    const idsAt = (url: string) => world.find("webhook", "url", url).map(({ id }) => id);
    assert.deepEqual(idsAt("https://one.example"), []);
    world.put("webhook", webhook("a", "https://one.example"));
    world.put("webhook", webhook("b", "https://one.example"));
    assert.deepEqual(idsAt("https://one.example"), ["a", "b"]);
    world.put("webhook", webhook("a", "https://two.example"));
    world.remove("webhook", "b");
    assert.deepEqual([idsAt("https://one.example"), idsAt("https://two.example")], [[], ["a"]]);
  });

  it("takes in what others wrote, and keeps its own unflushed changes on top", async () => {
    const [mine, other] = [openWorld(dir, "datadog"), openWorld(dir, "datadog")];
    other.put("webhook", webhook("theirs"));
    other.put("webhook", webhook("both", "https://theirs.example"));
    await other.flush();
    mine.put("webhook", webhook("both", "https://mine.example"));
    mine.sync();
    assert.deepEqual(mine.get("webhook", "theirs"), webhook("theirs"));
    await mine.flush();
    assert.equal(held("both")?.url, "https://mine.example");
    assert.deepEqual(held("theirs"), webhook("theirs"));
  });

  it("loses nothing when two processes write at once", async function () {
    this.timeout(20_000);
    openWorld(dir, "datadog");
    const writer = join(__dirname, "writer.js");
    const codes = await Promise.all(
      ["left", "right"].map(
        (name) => new Promise((resolve) => fork(writer, [dir, name, "40"]).once("exit", resolve)),
      ),
    );
    assert.deepEqual(codes, [0, 0]);
    assert.equal(openWorld(dir, "datadog").list("webhook").length, 80);
    assert.deepEqual(readdirSync(dir), ["datadog.json"]);
  });

  it("writes once for many changes that are flushed together", async () => {
    const world = openWorld(dir, "datadog");
    const flushes = Array.from({ length: 50 }, (_, index) => {
      world.put("webhook", webhook(`w${index}`));
      return world.flush();
    });
    assert.equal(new Set(flushes).size, 1);
    await Promise.all(flushes);
    assert.equal(openWorld(dir, "datadog").list("webhook").length, 50);
  });

  it("shows readers a whole file at any time", async () => {
    const world = openWorld(dir, "datadog");
    let writing = true;
    const reader = (async () => {
      while (writing) {
        JSON.parse(readFileSync(join(dir, "datadog.json"), "utf8"));
        await sleep(0);
      }
    })();
    for (let index = 0; index < 100; index++) {
      world.put("webhook", webhook(`w${index}`));
      await world.flush();
    }
    writing = false;
    await reader;
  });

  it("goes on after its folder was reset", async () => {
    const world = openWorld(dir, "datadog");
    world.put("webhook", webhook("a"));
    await world.flush();
    rmSync(join(dir, "datadog.json"));
    world.sync();
    assert.equal(world.get("webhook", "a"), undefined);
  });

  it("takes over a lock whose owner is gone", async () => {
    const lock = join(dir, "x.lock");
    writeFileSync(lock, String(gone));
    assert.equal(await withLock(lock, () => "done"), "done");
    assert.equal(existsSync(lock), false);
  });

  it("waits for a lock whose owner lives", async () => {
    const lock = join(dir, "x.lock");
    writeFileSync(lock, String(process.pid));
    const order: string[] = [];
    const waiting = withLock(lock, () => order.push("work"));
    await sleep(30);
    order.push("release");
    rmSync(lock);
    await waiting;
    assert.deepEqual(order, ["release", "work"]);
  });

  it("frees the lock when the work fails", async () => {
    const lock = join(dir, "x.lock");
    await assert.rejects(
      withLock(lock, () => assert.fail("broken")),
      /broken/,
    );
    assert.equal(existsSync(lock), false);
  });

  it("refuses an edit that breaks the file, and keeps the old one", async () => {
    const broken = editWorld(dir, "datadog", (objects) => {
      objects.webhook = { a: webhook("b") };
    });
    await assert.rejects(broken, /must be "a", its key[\s\S]*at objects\.webhook\.a\.id/);
    assert.equal(held("a"), undefined);
  });

  const broken: Record<string, [text: string, message: RegExp]> = {
    "no JSON": ["{", /datadog\.json is not JSON: .*sandbox:reset/],
    "another vendor's objects": [
      JSON.stringify({ format: 1, vendor: "datadog", objects: { repository: {} } }),
      /datadog\.json is not a world file of datadog:[\s\S]*repository/,
    ],
    "an object without id": [
      JSON.stringify({ format: 1, vendor: "datadog", objects: { monitor: { 1: { name: "x" } } } }),
      /at objects\.monitor\["?1"?\]\.id|at objects\.monitor\.1\.id/,
    ],
    "an unknown key": [
      JSON.stringify({ format: 1, vendor: "datadog", objects: {}, more: 1 }),
      /Unrecognized key: "more"/,
    ],
  };
  for (const [what, [text, message]] of Object.entries(broken)) {
    it(`says where a file holds ${what}`, () => {
      writeFileSync(join(dir, "datadog.json"), text);
      assert.throws(() => openWorld(dir, "datadog"), message);
    });
  }
});
