import fs from "node:fs";
import path from "node:path";
import type { RawResource } from "../../policy-pack/engine/resource";
import { projectDir } from "../../sandbox/folders";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

/** A policy pack that judges nothing and keeps what it is given. */
export interface RecordingPack {
  readonly folder: string;
  /** What the last run gave it: the resources as our pack reads them. */
  recorded(): readonly RawResource[];
}

/** Makes such a pack in a folder of its own, where the engine runs it. */
export function recordingPack(): RecordingPack {
  const folder = temporaryFolder();
  const out = path.join(folder, "recorded.json");
  const crossguard = path.join(projectDir, "bin", "policy-pack", "engine", "crossguard.js");
  const program = `
const { writeFileSync } = require("node:fs");
const { PolicyPack } = require("@pulumi/policy");
const { rawResource } = require(${JSON.stringify(crossguard)});
const validateStack = ({ resources }) =>
  writeFileSync(${JSON.stringify(out)}, JSON.stringify(resources.map(rawResource)));
new PolicyPack("recording", {
  policies: [{ name: "recording", description: "Keeps.", enforcementLevel: "advisory", validateStack }],
});
`;
  writeFiles(folder, {
    "PulumiPolicy.yaml":
      "description: Keeps what it is given.\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
    "package.json": JSON.stringify({ name: "recording-pack", version: "0.0.1", main: "index.js" }),
    "index.js": program,
  });
  fs.symlinkSync(path.join(projectDir, "node_modules"), path.join(folder, "node_modules"));
  return { folder, recorded: () => JSON.parse(fs.readFileSync(out, "utf8")) };
}
