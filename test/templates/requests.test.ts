import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { readiness } from "../cli/command";
import { temporaryFolder } from "../sandbox/temporary";
import { allWell, git, outputOf, repository, values, workflow } from "./repository";
import { type Place, runJob } from "./run-steps";

describe("the workflow of requests, step by step", function () {
  this.timeout(60_000);
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const form = (service: string): string =>
    `### Readiness: service to lock\n\n${service}\n\n### Why it must not be deployed\n\n$(touch hacked) \`touch hacked\`; "'\n\n### Last day\n\n${day}`;
  const asked = async (body: string, gh = "") => {
    const { folder, remote } = await repository();
    const log = path.join(temporaryFolder(), "gh");
    const place: Place = {
      folder,
      values: {
        ...values,
        "github.event.issue.number": "7",
        "github.event.issue.body": body,
        "github.event.issue.user.login": "amy",
        "github.event.issue.html_url": "https://github.com/acme/shop/issues/7",
        "secrets.SLACK_WEBHOOK_PLATFORM": "",
        "steps.app.outputs.token || github.token": "made-up",
      },
      env: { GITHUB_REPOSITORY: "acme/shop" },
      programs: { gh: `echo "$@" >> ${log}; ${gh}` },
    };
    const ends = await runJob(workflow("request"), "answer", place);
    return { ends, folder, remote, said: fs.readFileSync(log, "utf8").trim().split("\n") };
  };

  it("makes a pull request of what is asked, and answers", async () => {
    const { ends, folder, remote, said } = await asked(form("cart"));
    allWell(ends);
    assert.deepEqual(said, [
      "auth setup-git",
      "pr create --head readiness/request-7 --title Lock cart --body-file pull-request.md",
      "issue comment 7 --repo acme/shop --body-file reply.md",
      "issue close 7 --repo acme/shop",
    ]);
    assert.deepEqual(git(remote, "show", "--name-only", "--format=%s", "readiness/request-7").split("\n"), [
      "Lock cart",
      "",
      "stacks/Pulumi.prod.yaml",
    ]);
    assert.ok(!fs.existsSync(path.join(folder, "hacked")), "no shell read the request");
    const printed = outputOf(ends, "Do what is asked").trim().split("\n");
    const [, silence] = /^::stop-commands::([0-9a-f]{32})$/.exec(printed[0] ?? "") ?? [];
    assert.equal(printed.at(-1), `::${silence}::`, "the runner listens again at the end only");
  });

  it("answers what cannot be done, makes nothing of it, and fails", async () => {
    const { ends, remote, said } = await asked(form("crat"));
    assert.deepEqual(
      ends.flatMap(({ name, code }) => (code === 0 ? [] : [`${name}: ${code}`])),
      ["Do what is asked: 2"],
    );
    assert.deepEqual(said, ["issue comment 7 --repo acme/shop --body-file reply.md"]);
    assert.doesNotMatch(git(remote, "branch"), /request/);
  });

  it("says so where no pull request could be made", async () => {
    const { ends, folder, said } = await asked(form("cart"), 'case "$1" in pr) exit 1;; esac');
    assert.deepEqual(
      ends.flatMap(({ name, code }) => (code === 0 ? [] : [`${name}: ${code}`])),
      ["Make a pull request of it: 1"],
    );
    assert.equal(said.at(-1), "issue comment 7 --repo acme/shop --body-file reply.md");
    assert.match(
      fs.readFileSync(path.join(folder, "reply.md"), "utf8"),
      /\n\n\*\*The pull request could not be made\*\*: the run of the workflow says why\.\n$/,
    );
  });
});

describe("the workflow of the gate, step by step", function () {
  this.timeout(60_000);

  it("passes where the gate says yes, and fails where it does not, or cannot tell", async () => {
    const { folder } = await repository();
    const card = path.join(folder, "history/scorecards/prod.json");
    fs.mkdirSync(path.dirname(card), { recursive: true });
    const made = await readiness(folder, ["scorecard", "--stack", "prod", "--vendors", "none", "-o", card]);
    assert.equal(made.code, 0, made.err);
    const asked = async (service: string, stack = "prod"): Promise<number | undefined> => {
      const known = { "inputs.service": service, "inputs.stack": stack, "inputs.max-age": "26h" };
      const ends = await runJob(workflow("gate"), "gate", { folder, values: known });
      return ends.at(-1)?.code;
    };
    assert.deepEqual([await asked("cart"), await asked("crat"), await asked("cart", "dev")], [0, 1, 3]);
  });
});
