import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import { helpOf } from "./command-help";
import { refuseLoosePins } from "./pins";
import { callsIn, stepsOf, workflowFiles, workflowOf } from "./workflow-files";

const steps = workflowFiles.flatMap(stepsOf);
const scripts = steps.flatMap(({ where, run }) => (run === undefined ? [] : [{ where, run }]));

describe("the workflows that init writes", () => {
  it("are these, and use what we know of GitHub's syntax only", () => {
    const jobs = workflowFiles.map((file) => [file.file, Object.keys(workflowOf(file).jobs).join(" ")]);
    assert.deepEqual(jobs, [
      [".github/workflows/readiness-gate.yml", "gate"],
      [".github/workflows/readiness-merge.yml", "up keep"],
      [".github/workflows/readiness-nightly.yml", "judge tell publish"],
      [".github/workflows/readiness-pull-request.yml", "check status preview tell"],
      [".github/workflows/readiness-request.yml", "answer"],
      [".github/workflows/readiness-weekly.yml", "digest"],
    ]);
  });

  it("pin each action by a commit that was verified, or else say that it was not", () => {
    for (const file of workflowFiles) refuseLoosePins(file);
  });

  it("start from no permission, and are never run for a fork with rights of ours", () => {
    for (const file of workflowFiles) {
      const { on, permissions } = workflowOf(file);
      assert.deepEqual(permissions, {}, file.file);
      for (const event of Object.keys(on)) {
        const allowed = [
          "pull_request",
          "pull_request_review",
          "push",
          "schedule",
          "workflow_dispatch",
          "issues",
          "workflow_call",
        ];
        assert.ok(allowed.includes(event), `${file.file}: ${event}`);
      }
    }
  });

  it("give these rights, and no others", () => {
    const rights = workflowFiles.flatMap((file) =>
      Object.entries(workflowOf(file).jobs).map(([job, { permissions }]) => {
        const all = Object.entries(permissions).map(([what, right]) => `${what} ${right}`);
        return `${file.file.slice(".github/workflows/readiness-".length, -4)} ${job}: ${all.join(", ")}`;
      }),
    );
    assert.deepEqual(rights, [
      "gate gate: contents read",
      "merge up: actions read, contents read, id-token write",
      "merge keep: contents write, issues read, pull-requests read",
      "nightly judge: contents read, id-token write",
      "nightly tell: contents write, issues write",
      "nightly publish: pages write, id-token write",
      "pull-request check: contents read, issues read, pull-requests read",
      "pull-request status: statuses write",
      "pull-request preview: contents read, id-token write",
      "pull-request tell: actions read, contents read, pull-requests write, security-events write",
      "request answer: contents write, issues write, pull-requests write",
      "weekly digest: contents write",
    ]);
  });

  it("ask the gates of several stacks of one service side by side", () => {
    const gate = workflowFiles.find(({ file }) => file.endsWith("readiness-gate.yml"))?.text ?? "";
    assert.match(gate, /^ {2}group: .*inputs\.stack.*inputs\.service/m);
  });

  it("say of a commit that it is approved only where it goes into the main branch", () => {
    const file = workflowFiles.find((one) => one.file.includes("pull-request"));
    const { status } = file === undefined ? {} : workflowOf(file).jobs;
    assert.match(
      String(status?.if),
      /^!cancelled\(\) && github\.event\.pull_request\.base\.ref == github\.event\.repository\.default_branch && /,
    );
  });

  it("leave no token behind in a checkout", () => {
    for (const { where, uses, with: given } of steps)
      if (uses?.startsWith("actions/checkout@")) assert.equal(given?.["persist-credentials"], false, where);
  });

  it("run nothing that a pull request brought with rights to write", () => {
    const file = workflowFiles.find((one) => one.file.includes("pull-request"));
    assert.ok(file);
    for (const [job, { permissions, steps: own }] of Object.entries(workflowOf(file).jobs)) {
      const writes = Object.entries(permissions).some(
        ([what, right]) => right === "write" && what !== "id-token",
      );
      const brought = own.some(
        ({ uses, run }) => uses?.startsWith("actions/checkout@") || /npm|npx/.test(run ?? ""),
      );
      assert.ok(!(writes && brought), job);
    }
  });

  it("put no expression into a script, and no secret into more than one step's environment", () => {
    for (const { where, run } of scripts) assert.doesNotMatch(run, /\$\{\{/, where);
    for (const { text, file } of workflowFiles) {
      const { env, jobs } = workflowOf({ file, text });
      for (const value of [env, ...Object.values(jobs).map((job) => job.env)])
        assert.doesNotMatch(JSON.stringify(value ?? {}), /secrets\.|github\.token/, file);
    }
  });

  it("let no secret near a fork: jobs with secrets or an identity name an environment", () => {
    for (const file of workflowFiles)
      for (const [name, job] of Object.entries(workflowOf(file).jobs)) {
        // The gate's caller hands its own token over.
        const named = JSON.stringify(job.steps).replaceAll("secrets.token ", "");
        const secret = named.includes("secrets.") || job.permissions["id-token"] === "write";
        if (secret) assert.ok(job.environment, `${file.file}: ${name}`);
      }
  });

  it("have scripts that bash can read", () => {
    for (const { where, run } of scripts) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: run, encoding: "utf8" });
      assert.equal(status, 0, `${where}: ${stderr}`);
    }
  });

  it("call commands with flags that there are", async () => {
    const calls = scripts.flatMap(({ where, run }) => callsIn(run).map((words) => ({ where, words })));
    assert.ok(calls.length >= 12, `${calls.length} calls were found`);
    for (const { where, words } of calls) {
      const help = await helpOf(words);
      for (const word of words)
        if (word.startsWith("-"))
          assert.match(help, new RegExp(`(^|[ ,])${word}[ ,\\n]`, "m"), `${where}: ${words.join(" ")}`);
    }
  });

  it("are what actionlint accepts", function () {
    const folder = temporaryFolder();
    writeFiles(folder, Object.fromEntries(workflowFiles.map(({ file, text }) => [file, text])));
    const names = workflowFiles.map(({ file }) => file);
    const { error, status, stdout } = spawnSync("actionlint", ["-no-color", ...names], {
      cwd: folder,
      encoding: "utf8",
    });
    const isAbsent = error !== undefined && "code" in error && error.code === "ENOENT";
    if (isAbsent) this.skip(); // Not on this machine's PATH, and npm has no package of it.
    assert.equal(error, undefined);
    assert.equal(status, 0, stdout);
  });

  it("are YAML 1.1 as well, as other tools read it, but for the key on", () => {
    for (const { file, text } of workflowFiles) {
      const { on, ...rest } = parse(text);
      const { true: also, ...others } = parse(text, { version: "1.1" });
      assert.deepEqual(
        [also ?? others.on, { ...others, on: undefined }],
        [on, { ...rest, on: undefined }],
        file,
      );
    }
  });
});
