import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { allFormsOf, filesWith, formsOf, newCanaries } from "../canaries";
import { openProject, type Project } from "./project";

const ways: Readonly<Record<string, readonly object[]>> = {
  "where all goes well": [],
  "where the vendors repeat what they are sent": ["github", "pagerduty", "datadog"].map((vendor) => ({
    vendor,
    kind: "echo",
  })),
};

describe("credentials, on the real engine", function () {
  this.timeout(300_000);
  let project: Project | undefined;
  afterEach(() => project?.remove());

  for (const [way, faults] of Object.entries(ways))
    it(`reach no output, state, cache, scorecard or error ${way}`, async () => {
      const secrets = newCanaries();
      const opened = await openProject(["checkout", "cart"], {
        ...secrets,
        READINESS_SIMULATORS: "",
        READINESS_API_FAULTS: JSON.stringify(faults),
      });
      project = opened;
      const root = path.dirname(opened.folder);
      const simulators = await opened.simulators("dev");
      opened.configure("dev", {
        "readiness:observe": ["github", "pagerduty", "datadog"],
        "github:baseUrl": `${simulators.github}/api/v3`,
        "pagerduty:apiUrlOverride": simulators.pagerduty,
        "datadog:apiUrl": simulators.datadog,
      });
      const said = await everythingSaid(opened, secrets);
      const isKept = fs.existsSync(path.join(opened.folder, "cache"));
      assert.equal(isKept, faults.length === 0, "answers are kept, and errors are not");
      const asked = Object.values(simulators.requests()).map(({ requests }) => requests > 0);
      assert.deepEqual(asked, [true, true, true], "every vendor was asked with the credentials");
      const forms = allFormsOf(secrets);
      assert.deepEqual(
        said.filter((text) => forms.some((form) => text.includes(form))),
        [],
      );
      assert.deepEqual(filesWith(root, forms), []);
    });

  it("would be found by this search", () => {
    const [secret = ""] = Object.values(newCanaries());
    const shifted = ["", "a", "ab"].map((before) => Buffer.from(`${before}${secret}"}`).toString("base64"));
    for (const text of [secret, ...shifted])
      assert.ok(
        formsOf(secret).some((form) => text.includes(form)),
        text,
      );
  });
});

/** Output of preview, up, state and the commands that observe by themselves, with files beside. */
async function everythingSaid(
  project: Project,
  secrets: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const preview = await project.run("preview", "dev", "--diff", "--logtostderr", "-v=3");
  const up = await project.run("up", "dev");
  const state = await project.exportState("dev", "--show-secrets");
  const judged: string[] = [];
  const { github, pagerduty, datadog } = await project.simulators("dev");
  const variables = {
    ...secrets,
    GITHUB_BASE_URL: `${github}/api/v3`,
    PAGERDUTY_API_URL_OVERRIDE: pagerduty,
    DATADOG_HOST: datadog,
  };
  for (const command of [
    "judge --output card.json",
    "explain branch-protected cart",
    "drift --since card.json",
  ])
    judged.push(await readiness(`${command} --stack dev --vendors none`, project.folder, secrets));
  judged.push(await readiness("scan --dry-run --owner astronomy-shop-dev", project.folder, variables));
  assert.match(judged[0] ?? "", /2 services: /);
  return [preview, up].flatMap(({ stdout, stderr }) => [stdout, stderr]).concat(state, judged);
}

/** Output of the command, which runs beside this process: the simulators are in it. */
async function readiness(
  command: string,
  cwd: string,
  secrets: Readonly<Record<string, string>>,
): Promise<string> {
  const main = path.join(projectDir, "bin/cli/main.js");
  const env = { ...process.env, ...secrets, READINESS_CACHE: path.join(cwd, "cache") };
  const child = spawn(process.execPath, [main, ...command.split(" ")], { cwd, env });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => pieces.push(piece));
  await new Promise((resolve) => child.on("close", resolve));
  return Buffer.concat(pieces).toString("utf8");
}
