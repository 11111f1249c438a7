import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { temporaryFolder, writeScript } from "./temporary";

const call = `require(${JSON.stringify(path.join(projectDir, "bin", "sandbox", "preview.js"))})
  .main(process.argv.slice(1))
  .then((code) => { process.exitCode = code; }, (error) => { console.error(error.name + ": " + error.message); process.exitCode = 99; });`;

/** Runs the preview task with a PATH that holds only this pulumi, and a token in the environment. */
function preview(args: readonly string[], pulumi?: string) {
  const bin = temporaryFolder();
  if (pulumi !== undefined) writeScript(bin, "pulumi", pulumi);
  const env = {
    PATH: `${bin}${path.delimiter}/bin`,
    GITHUB_TOKEN: "canary",
    PULUMI_BACKEND_URL: "https://mine.example.com",
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", call, "--", ...args], {
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const pulumi = (then: string) => `if [ "$1" = version ]; then echo v3.230.0; exit; fi\n${then}`;

describe("npm run preview -- --live", () => {
  it("uses the user's own Pulumi, login and environment, and answers its exit code", () => {
    const script = pulumi(
      'echo "$* | $GITHUB_TOKEN $PULUMI_BACKEND_URL home=$PULUMI_HOME world=$READINESS_WORLD"; exit 5',
    );
    assert.deepEqual(preview(["--live", "--stack", "prod", "--diff"], script), {
      status: 5,
      stdout:
        "preview --stack prod --policy-pack policy-pack --non-interactive --diff | " +
        "canary https://mine.example.com home= world=\n",
      stderr: "",
    });
  });

  it("keeps to the policy pack that is asked for", () => {
    const { stdout } = preview(["--live", "--policy-pack=other"], pulumi('echo "$*"'));
    assert.equal(stdout, "preview --stack dev --non-interactive --policy-pack=other\n");
  });

  it("says what is missing where there is no Pulumi", () => {
    const { status, stderr } = preview(["--live"]);
    assert.equal(status, 99);
    assert.match(stderr, /^SetupError: --live uses your own Pulumi, and there is no pulumi on PATH\./);
  });
});
