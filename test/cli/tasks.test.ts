import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { ApiFault } from "../../sandbox/simulators/faults";
import { type Simulators, startSimulators } from "../../sandbox/simulators/server";
import { scorecardSchema } from "../../scorecard/schema";
import { openTasksSchema } from "../../scorecard/tasks/open-tasks";
import { temporaryFolder } from "../sandbox/temporary";
import { card, service } from "../scorecard/cards";
import { projectWith, readiness } from "./command";
import { failing } from "./tasks/syncing";

/** cart lives in the repository astronomy-shop, quote in none. */
const judged = card([
  service({ tier: 3, findings: [failing("slo-defined"), failing("runbook-present")] }),
  service({ name: "quote", tier: 3, findings: [failing("slo-defined")] }),
]);
const otherwise = "otherwise: astronomy-shop/astronomy-shop\n";

function projectWithCard(files: Readonly<Record<string, string>> = {}, one = judged): string {
  return projectWith({ "card.json": JSON.stringify(one), ...files });
}

describe("readiness tasks sync", () => {
  let open: Simulators | undefined;
  afterEach(() => open?.close());
  const started = async (faults: readonly ApiFault[] = []): Promise<Simulators> => {
    open = await startSimulators({ worldDir: temporaryFolder(), faults, now: () => new Date() });
    return open;
  };
  const sync = (folder: string, ...args: readonly string[]) =>
    readiness(folder, ["tasks", "sync", "--scorecard", "card.json", ...args], {
      env: { READINESS_SIMULATORS: open?.origin },
    });

  it("tells by repository what it did, and does nothing the second time", async () => {
    await started();
    const folder = projectWithCard({ "catalog/tasks.yaml": otherwise });
    const first = await sync(folder);
    assert.deepEqual(
      [first.code, first.out],
      [
        0,
        `astronomy-shop/astronomy-shop
  open  #1  cart   slo-defined      due 2027-02-21
  open  #2  cart   runbook-present  due 2027-02-21
  open  #3  quote  slo-defined      due 2027-02-21

3 opened. 3 tasks open.`,
      ],
    );
    const second = await sync(folder);
    assert.deepEqual([second.code, second.out], [0, "Nothing to change. 3 tasks open."]);
  });

  it("tells what it would do, as text and as JSON, and does nothing of it", async () => {
    await started();
    const folder = projectWithCard({ "catalog/tasks.yaml": otherwise });
    const told = await sync(folder, "--dry-run");
    assert.deepEqual([told.code, told.out.split("\n").at(-1)], [0, "Would be: 3 opened. 0 tasks open now."]);
    const { code, out } = await sync(folder, "--dry-run", "--json");
    const report = JSON.parse(out);
    assert.equal(code, 0);
    assert.deepEqual(report.operations[0], {
      repository: "astronomy-shop/astronomy-shop",
      operation: "open",
      stack: "shop/prod",
      service: "cart",
      rule: "production-readiness/slo-defined",
      title: "cart: slo-defined (prod)",
      why: "due 2027-02-21",
      result: "planned",
    });
    assert.deepEqual([report.dryRun, report.left, report.open, report.operations.length], [true, 0, 0, 3]);
  });

  it("writes what is open then, which goes into scorecards", async () => {
    await started();
    const folder = projectWithCard({ "catalog/tasks.yaml": otherwise });
    assert.equal((await sync(folder, "-o", "tasks.json")).code, 0);
    const written = openTasksSchema.parse(
      JSON.parse(fs.readFileSync(path.join(folder, "tasks.json"), "utf8")),
    );
    const url = "https://github.com/astronomy-shop/astronomy-shop/issues/3";
    const own = { rules: ["slo-defined"], url, opened: "2026-11-23", due: "2027-02-21" };
    assert.deepEqual(written.tasks[2], {
      ...own,
      project: "shop",
      stack: "prod",
      service: "quote",
      repository: "astronomy-shop/astronomy-shop",
      number: 3,
      escalated: 0,
    });
    const later = { ...judged, judgedFor: "2027-02-22" };
    fs.writeFileSync(path.join(folder, "later.json"), JSON.stringify(later));
    const args = ["scorecard", "--merge", "later.json", "--tasks", "tasks.json"];
    const { code, out } = await readiness(folder, args);
    const scorecard = scorecardSchema.parse(JSON.parse(out));
    assert.equal(code, 0);
    assert.deepEqual(scorecard.summary.tasks, { open: 3, overdue: 3 });
    assert.deepEqual(scorecard.services[1]?.tasks, [{ ...own, overdue: true }]);
    const refused = await readiness(folder, ["scorecard", "--merge", "later.json", "--tasks", "later.json"]);
    assert.deepEqual(
      [refused.code, /^"later.json" must be open tasks of version 1/.test(refused.err)],
      [2, true],
    );
  });

  it("says by its exit code that a service has no place for its tasks", async () => {
    await started();
    const { code, out } = await sync(projectWithCard());
    assert.equal(code, 1);
    assert.match(
      out,
      /^No repository is known for quote: state one in the service's file, or otherwise in /m,
    );
    assert.match(out, /^2 opened\. 2 tasks open\.$/m);
  });

  it("keeps tasks for each service in one repository where a file says so", async () => {
    await started();
    const config = "per: service\nrepository: astronomy-shop/astronomy-shop\nassign: { orders: [amy] }\n";
    const { code, out } = await sync(projectWithCard({ "mine.yaml": config }), "--config", "mine.yaml");
    assert.equal(code, 0);
    assert.match(out, /^ {2}open {2}#2 {2}quote {2}all its rules {2}due 2027-02-21$/m);
  });

  const faults = [
    { vendor: "github", path: "/issues", kind: "secondary-limit", times: 1 },
    { vendor: "github", path: "/issues", kind: "reset", times: 1 },
    { vendor: "github", path: "/issues$", kind: "gateway-timeout", times: 2 },
  ] as const;
  for (const fault of faults)
    it(`gets over ${fault.kind}, and opens nothing twice`, async () => {
      await started([fault]);
      const folder = projectWithCard({ "catalog/tasks.yaml": otherwise });
      const { out } = await sync(folder);
      assert.match(out, /3 tasks open\.$/m);
      assert.equal((await sync(folder)).out, "Nothing to change. 3 tasks open.");
    }).timeout(20_000);

  it("stops where the limit is spent, says what is left, and goes on the next time", async () => {
    const folder = projectWithCard({ "catalog/tasks.yaml": otherwise });
    // The lists and the first new issue come through; what comes after them is refused.
    await started([
      { vendor: "github", path: "/issues", kind: "slow", delayMs: 0, times: 3 },
      { vendor: "github", path: "/issues", kind: "rate-limit", times: 1 },
    ]);
    const { code, out } = await sync(folder);
    assert.equal(code, 1);
    assert.match(out, /^ {2}open {2}new {2}cart {2}runbook-present {2}failed: its rate limit is spent$/m);
    assert.match(
      out,
      /^GitHub was asked no further: its rate limit is spent\. 1 left; run it again later\.$/m,
    );
    // The one that was refused had taken effect at the simulator all the same.
    assert.match((await sync(folder)).out, /3 tasks open\.$/m);
  });

  it("shows no credentials, whatever GitHub answers", async () => {
    const simulators = await started([{ vendor: "github", path: "/issues", kind: "echo" }]);
    const folder = projectWithCard();
    const { code, out, err } = await readiness(
      folder,
      ["tasks", "sync", "--scorecard", "card.json", "--dry-run", "-o", "open.json", "--json"],
      { env: { GITHUB_TOKEN: "ghp_verysecret", GITHUB_BASE_URL: `${simulators.github}/api/v3` } },
    );
    assert.equal(code, 1);
    assert.match(out, /it answered 400: Cannot process .*\[credential\]/);
    const written = openTasksSchema.parse(
      JSON.parse(fs.readFileSync(path.join(folder, "open.json"), "utf8")),
    );
    assert.deepEqual([written.unread, written.tasks], [["astronomy-shop/astronomy-shop"], []]);
    const merged = await readiness(folder, ["scorecard", "--merge", "card.json", "--tasks", "open.json"]);
    assert.equal(
      merged.err,
      "Open tasks of these repositories could not be read, and are missing: astronomy-shop/astronomy-shop.",
    );
    for (const text of [out, err, fs.readFileSync(path.join(folder, "open.json"), "utf8")])
      assert.doesNotMatch(text, /verysecret/);
  });

  it("says that GitHub could not be asked", async () => {
    await started([{ vendor: "github", kind: "unauthorized" }]);
    const { code, err } = await sync(projectWithCard());
    assert.deepEqual([code, err], [3, "GitHub could not be asked: it refused the credentials (401)."]);
  });

  it("refuses what it cannot go by, all at once", async () => {
    await started();
    const refusal = async (folder: string, ...args: readonly string[]): Promise<string> => {
      const { code, err } = await sync(folder, ...args);
      assert.equal(code, 2);
      return err;
    };
    const moved = projectWithCard({}, { ...judged, whatIf: true });
    assert.match(await refusal(moved), /^The scorecard of "shop\/prod" is of a moved day: .* --dry-run/);
    assert.equal((await sync(moved, "--dry-run")).code, 1);
    const broken = projectWithCard({ "catalog/tasks.yaml": "per: team\nfrom: all\n" });
    assert.deepEqual((await refusal(broken)).split("\n").length, 2);
    assert.match(await refusal(projectWithCard(), "--config", "none.yaml"), /^"none.yaml" cannot be read/);
    const { code, err } = await readiness(projectWithCard(), ["tasks", "sync", "--scorecard", "card.json"]);
    assert.deepEqual(
      [code, err],
      [
        2,
        "GITHUB_TOKEN must be set: a token that may read metadata and write issues (read them, for --dry-run).",
      ],
    );
  });
});
