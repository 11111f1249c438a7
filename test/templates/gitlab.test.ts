import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import { z } from "zod";
import { wantedFiles } from "../../cli/init/templates";
import { helpOf } from "./command-help";
import { callsIn } from "./workflow-files";

const jobSchema = z.object({ script: z.array(z.string()), after_script: z.array(z.string()).default([]) });
const [file] = wantedFiles(
  {
    org: "acme",
    name: "shop",
    stack: "prod",
    platformTeam: "platform",
    team: "orders",
    service: "cart",
    ci: "gitlab",
  },
  { name: "readiness", version: "0.1.0" },
  "CODEOWNERS",
).filter((one) => one.file === ".gitlab-ci.yml");
const text = file?.text ?? "";
const jobs = Object.entries(parse(text)).flatMap(([name, value]) => {
  const job = jobSchema.safeParse(value);
  return job.success ? [{ name, scripts: [...job.data.script, ...job.data.after_script] }] : [];
});

describe("the pipeline that init writes for GitLab", () => {
  it("has these jobs", () => {
    assert.deepEqual(
      jobs.map(({ name }) => name),
      ["check", "preview", "up", "nightly", "pages"],
    );
  });

  it("has scripts that bash can read", () => {
    for (const { name, scripts } of jobs) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: scripts.join("\n"), encoding: "utf8" });
      assert.equal(status, 0, `${name}: ${stderr}`);
    }
  });

  it("calls commands with flags that there are", async () => {
    const calls = jobs.flatMap(({ scripts }) => scripts.flatMap(callsIn));
    assert.equal(calls.length, 9);
    for (const words of calls) {
      const help = await helpOf(words);
      for (const word of words)
        if (word.startsWith("-"))
          assert.match(help, new RegExp(`(^|[ ,])${word}[ ,\\n]`, "m"), words.join(" "));
    }
  });

  it("keeps from run to run what no later pipeline hides, and begins anew only where nothing was kept", () => {
    const scripts = jobs.find(({ name }) => name === "nightly")?.scripts.join("\n") ?? "";
    assert.doesNotMatch(text, /jobs\/artifacts\//);
    assert.match(scripts, /elif \[ "\$status" != 404 \]; then\n.+\n +exit 1/);
    assert.match(scripts, /--upload-file kept\.tar\.gz "\$KEPT\/nightly-\$STACK\.tar\.gz"/);
  });

  it("lets everything block that differs since the last update that went well", () => {
    const scripts = jobs.find(({ name }) => name === "up")?.scripts ?? [];
    const at = (part: RegExp): number => scripts.findIndex((script) => part.test(script));
    assert.doesNotMatch(scripts.join("\n"), /CI_COMMIT_BEFORE_SHA/);
    assert.match(scripts.join("\n"), /changed --base "\$\(cat deployed\)"/);
    assert.ok(at(/^pulumi up /) < at(/--upload-file deployed/));
  });

  it("names its image by a full version", () => {
    assert.match(text, /image: pulumi\/pulumi-nodejs:\d+\.\d+\.\d+ # full version, as no digest/);
  });
});
