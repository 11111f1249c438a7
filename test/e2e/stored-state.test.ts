import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { readState } from "../../cli/judging/state";
import { type Scorecard, scorecardSchema } from "../../scorecard/schema";
import { readiness } from "../cli/command";
import { openProject, type Project, type Run } from "./project";
import { recordingPack } from "./recording-pack";

/** What fails, with its enforcement and the resource that it is about, each once. */
function failuresOf({ services }: Scorecard): readonly string[] {
  const all = services.flatMap(({ findings }) =>
    findings.flatMap(({ rule, violations }) =>
      violations
        .filter(({ enforcement }) => enforcement !== "off")
        .map(({ enforcement, urn }) => `${rule} ${enforcement} ${urn.split("::").at(-1)}`),
    ),
  );
  return [...new Set(all)].sort();
}

function violationsOf({ violations }: Run): readonly string[] {
  const own = violations.filter(({ rule }) => rule !== "readiness" && rule !== "recording");
  return [...new Set(own.map(({ rule, enforcement, on }) => `${rule} ${enforcement} ${on}`))].sort();
}

describe("a judgement from stored state, against policy analyze on the real engine", function () {
  this.timeout(600_000);
  let project: Project;
  let state: string;

  before(async () => {
    project = await openProject([
      "cart",
      "checkout",
      "currency",
      "frontend-proxy",
      "shipping",
      "valkey-cart",
    ]);
    const up = await project.run("up", "dev");
    assert.equal(up.code, 0, up.stdout + up.stderr);
    state = path.join(project.folder, "state.json");
    fs.writeFileSync(state, await project.exportState("dev", "--show-secrets"));
  });
  after(() => project?.remove());

  const judge = async (file: string): Promise<Scorecard> => {
    const { out, err } = await readiness(project.folder, [
      "judge",
      "--stack",
      "dev",
      "--from-state",
      file,
      "--json",
    ]);
    assert.equal(err, "");
    return scorecardSchema.parse(JSON.parse(out));
  };

  it("rests on the same resources and has the same findings", async () => {
    const recorder = recordingPack();
    const analyzed = await project.analyze("dev", "--policy-pack", recorder.folder);
    const { resources } = readState("state.json", fs.readFileSync(state, "utf8"), "dev");
    const byUrn = (all: readonly { readonly urn: string }[]) =>
      [...all].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    assert.deepEqual(byUrn(resources), byUrn(recorder.recorded()));
    const own = await project.analyze("dev");
    assert.deepEqual(failuresOf(await judge(state)), violationsOf(own), own.stdout + analyzed.stderr);
    assert.ok(failuresOf(await judge(state)).length > 5);
  });

  it("knows what is secret as little as the file does, and says so", async () => {
    const encrypted = path.join(project.folder, "encrypted.json");
    fs.writeFileSync(encrypted, await project.exportState("dev"));
    const card = await judge(encrypted);
    assert.match(card.notices.join(" "), /\d+ secret values are encrypted and so not known/);
    assert.ok(!JSON.stringify(card).includes("ciphertext"));
  });
});
