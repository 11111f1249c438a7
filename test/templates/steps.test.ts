import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Simulators, startSimulators } from "../../sandbox/simulators/server";
import type { Scorecard } from "../../scorecard/schema";
import { type Receiver, startReceiver } from "../cli/notify/receiver";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import { allWell, git, outputOf, promoted, pulumi, repository, values, workflow } from "./repository";
import { type Place, runJob } from "./run-steps";

describe("the workflow of pull requests, step by step", function () {
  this.timeout(120_000);
  let place: Place & { readonly remote: string };
  before(async () => {
    const { folder, base, remote } = await repository();
    place = {
      folder,
      remote,
      values: {
        ...values,
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.base.ref": "main",
        "github.event.pull_request.head.ref": "describe-cart",
        "github.event.pull_request.head.sha": git(folder, "rev-parse", "HEAD"),
        "github.event.pull_request.number": "7",
        "github.event.pull_request.user.login": "amy",
      },
      env: { GITHUB_REPOSITORY: "acme/shop" },
    };
  });

  it("checks the files, and that no approval is wanting", async () => {
    const gh = `echo "$@" > "$HOME/asked"; echo '[]'`;
    const ends = await runJob(workflow("pull-request"), "check", { ...place, programs: { gh } });
    allWell(ends);
  });

  it("fails while a promotion is not approved by a review, and passes once it is", async () => {
    const { folder, values: known } = place;
    const start = git(folder, "rev-parse", "HEAD");
    const { last, review } = await promoted(folder);
    const after = { ...place, values: { ...known, "github.event.pull_request.head.sha": last } };
    const codes: number[] = [];
    for (const reviews of ["[]", review]) {
      const ends = await runJob(workflow("pull-request"), "check", {
        ...after,
        programs: { gh: `echo '${reviews}'` },
      });
      codes.push(ends.at(-1)?.code ?? -1);
    }
    const asker = async (author: string, branch: string, login: string): Promise<number | undefined> => {
      const opened = {
        "github.event.pull_request.user.login": author,
        "github.event.pull_request.head.ref": branch,
      };
      const gh = `case "$*" in *issues/7*) echo ${login};; *) echo '${review}';; esac`;
      const asked = { ...after, values: { ...after.values, ...opened }, programs: { gh } };
      return (await runJob(workflow("pull-request"), "check", asked)).at(-1)?.code;
    };
    const request = "readiness/request-7";
    codes.push((await asker("github-actions[bot]", request, "amy")) ?? -1);
    codes.push((await asker("github-actions[bot]", request, "tess")) ?? -1); // who asked approves
    codes.push((await asker("tess", request, "amy")) ?? -1); // who opened it calls it a request
    assert.deepEqual(codes, [1, 0, 0, 1, 1]);
    git(folder, "reset", "--quiet", "--hard", start);
  });

  it("says by a status whether all of it is right", async () => {
    const kept = path.join(temporaryFolder(), "gh");
    for (const [result, state] of [
      ["success", "success"],
      ["failure", "failure"],
      ["skipped", "failure"],
    ] as const) {
      const known = {
        ...place.values,
        "needs.check.result": result,
        "github.event.pull_request.head.sha": "abc",
      };
      const programs = { gh: `echo "$@" > ${kept}` };
      allWell(await runJob(workflow("pull-request"), "status", { ...place, values: known, programs }));
      assert.equal(
        fs.readFileSync(kept, "utf8").trim(),
        `api --silent --method POST repos/acme/shop/statuses/abc -f state=${state} -f context=readiness -f description=Files, and who approved what`,
      );
    }
  });

  it("previews with only what differs blocking, and writes a comment", async () => {
    const ends = await runJob(workflow("pull-request"), "preview", {
      ...place,
      programs: { pulumi: pulumi() },
    });
    allWell(ends);
    assert.equal(
      outputOf(ends, "Preview with the pack").split("\n")[0],
      "preview --non-interactive --stack prod --policy-pack node_modules/readiness/policy-pack --policy-pack-config policy-config.json",
    );
    const read = (file: string): string => fs.readFileSync(path.join(place.folder, file), "utf8");
    assert.deepEqual(JSON.parse(read("policy-config.json")), { readiness: { scope: ["cart"] } });
    assert.match(read("comment.md"), /^<!-- readiness:shop\/prod -->\n/);
    assert.equal(JSON.parse(read("readiness.sarif")).version, "2.1.0");
    assert.match(outputOf(ends, "Put it into words"), /^::warning file=catalog\/services\/cart\.yaml/m);
  });

  it("tells all the same where the preview is blocked, and fails", async () => {
    for (const name of ["comment.md", "readiness.sarif"]) fs.rmSync(path.join(place.folder, name));
    const ends = await runJob(workflow("pull-request"), "preview", {
      ...place,
      programs: { pulumi: pulumi(255) },
    });
    assert.deepEqual(
      ends.filter(({ code }) => code !== 0).map(({ name }) => name),
      ["Preview with the pack"],
    );
    assert.ok(fs.existsSync(path.join(place.folder, "comment.md")));
  });

  for (const [name, existing, expected] of [
    [
      "a first comment",
      "[]",
      "api --silent --method POST repos/acme/shop/issues/7/comments -F body=@comment.md",
    ],
    [
      "its own comment again, and nobody else's",
      '{"id": 5, "body": "<!-- readiness:shop/dev -->"}{"id": 6, "body": "<!-- readiness:shop/prod -->\\nold"}',
      "api --silent --method PATCH repos/acme/shop/issues/comments/6 -F body=@comment.md",
    ],
  ] as const)
    it(`writes ${name}`, async () => {
      const kept = path.join(temporaryFolder(), "gh");
      const gh = `case "$*" in *--paginate*) printf %s '${existing === "[]" ? "" : existing}';; *) echo "$@" > ${kept};; esac`;
      const ends = await runJob(workflow("pull-request"), "tell", {
        ...place,
        programs: { gh },
      });
      allWell(ends);
      assert.equal(fs.readFileSync(kept, "utf8").trim(), expected);
    });
});

describe("the workflows of the main branch, step by step", function () {
  this.timeout(240_000);
  let open: readonly (Simulators | Receiver)[] = [];
  after(async () => {
    for (const one of open) await one.close();
  });

  it("update, keep the scorecard, judge at night, keep tasks, tell, keep the run, and send a digest", async () => {
    const { folder, base, remote } = await repository();
    const { last, review } = await promoted(folder);
    git(folder, "push", "--quiet", "origin", `${last}:refs/pull/7/head`);
    const simulators = await startSimulators({ worldDir: temporaryFolder(), now: () => new Date() });
    const receiver = await startReceiver();
    open = [simulators, receiver];
    writeFiles(folder, {
      "catalog/tasks.yaml": "repository: astronomy-shop/astronomy-shop\n",
      "catalog/notifications.yaml": `privateHosts: ["${receiver.host}"]\ncentral: { to: [{ kind: slack, urlFrom: SLACK_WEBHOOK_PLATFORM }] }\n`,
    });
    const place: Place = {
      folder,
      values: {
        ...values,
        "github.event.before": git(folder, "rev-parse", `${last}^`),
        "secrets.READINESS_TASKS_TOKEN || github.token": "made-up",
        "secrets.SLACK_WEBHOOK_PLATFORM": `http://${receiver.host}/platform`,
      },
      env: { GITHUB_SHA: last, GITHUB_REPOSITORY: "acme/shop", GITHUB_REF_NAME: "main" },
      programs: {
        pulumi: pulumi(),
        gh: `case "$*" in *readiness-merge.yml/runs?branch=main*status=success*) echo ${base};; *commits/${last}/pulls*) echo 7;; *pulls/7/reviews) echo '${review}';; *pulls/7) echo '{"user": {"login": "amy"}}';; esac`,
      },
    };
    const blocking = (): unknown =>
      JSON.parse(fs.readFileSync(path.join(folder, "policy-config.json"), "utf8"));
    allWell(
      await runJob(workflow("merge"), "up", { ...place, programs: { pulumi: pulumi(), gh: "exit 0" } }),
    );
    assert.deepEqual(blocking(), {}, "without an update that went well, everything blocks");
    fs.appendFileSync(path.join(folder, "catalog/services/quote.yaml"), "description: Says what it costs.\n");
    git(folder, "commit", "--quiet", "--all", "--message", "Describe quote");
    allWell(await runJob(workflow("merge"), "up", place));
    assert.deepEqual(
      blocking(),
      { readiness: { scope: ["cart", "quote"] } },
      "since the last that went well",
    );
    const later = git(folder, "rev-parse", "HEAD");
    git(folder, "reset", "--quiet", "--hard", last);
    const again = { ...place, programs: { pulumi: pulumi(), gh: `echo ${later}` } };
    allWell(await runJob(workflow("merge"), "up", again));
    assert.deepEqual(blocking(), {}, "where an old run is run again, everything blocks");
    allWell(await runJob(workflow("merge"), "keep", place));
    const proofs = (): readonly unknown[] =>
      JSON.parse(git(remote, "show", "readiness-history:scorecards/prod.json")).services.map(
        ({ promotion }: Scorecard["services"][number]) => promotion?.proof,
      );
    assert.deepEqual(proofs(), ["verified", undefined]);

    // Overnight somebody removes what says what cart is.
    const cart = path.join(folder, "catalog/services/cart.yaml");
    fs.writeFileSync(cart, fs.readFileSync(cart, "utf8").replace("description: Keeps carts.\n", ""));
    fs.rmSync(path.join(folder, "history"), { recursive: true });
    const blocked = await runJob(workflow("nightly"), "judge", {
      ...place,
      programs: { pulumi: pulumi(255) },
    });
    allWell(blocked);
    assert.match(outputOf(blocked, "Judge what is really there"), /^::warning::Something blocks/m);
    const env = { ...place.env, READINESS_SIMULATORS: simulators.origin };
    const night = await runJob(workflow("nightly"), "tell", { ...place, env });
    allWell(night);
    assert.match(
      outputOf(night, "Keep a task for each failure"),
      /^ {2}open +#\d+ +cart +description-present/m,
    );
    assert.match(outputOf(night, "Say what became less ready since the last run"), /description-present/);
    assert.match(outputOf(night, "Tell teams what is new"), /: sent\.$|nothing new to tell/m);
    assert.ok(fs.existsSync(path.join(folder, "site/index.html")));
    assert.deepEqual(proofs(), ["verified", undefined]);
    const kept = git(remote, "ls-tree", "-r", "--name-only", "readiness-history");
    assert.match(kept, /^shop\/prod\/.+\.json\.br$/m);

    fs.rmSync(path.join(folder, "history"), { recursive: true });
    const week = await runJob(workflow("weekly"), "digest", place);
    allWell(week);
    assert.match(outputOf(week, "Send the digest"), /^central, slack \(SLACK_WEBHOOK_PLATFORM\): sent\.$/m);
    assert.ok(receiver.received.length > 0);
    assert.match(git(remote, "ls-tree", "-r", "--name-only", "readiness-history"), /^notified\.json$/m);
  });
});
