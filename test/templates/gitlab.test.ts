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

  it("names its image by a full version", () => {
    assert.match(text, /image: pulumi\/pulumi-nodejs:\d+\.\d+\.\d+ # full version, as no digest/);
  });
});
