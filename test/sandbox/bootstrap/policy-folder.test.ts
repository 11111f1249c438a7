import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectDir } from "../../../sandbox/folders";
import { temporaryFolder, writeFiles } from "../temporary";

interface PolicyFolder {
  readonly writePolicyFolder: (
    root: string,
    target: string,
  ) => { readonly files: number; readonly packages: readonly string[] };
}

const project = {
  LICENSE: "A licence.\n",
  "package.json": JSON.stringify({
    engines: { node: ">=20" },
    dependencies: { zod: "1.2.3", "@pulumi/policy": "4.5.6", undici: "7.0.0" },
  }),
  "policy-pack/package.json": JSON.stringify({ name: "pack", version: "0.1.0", main: "start.cjs" }),
  "policy-pack/PulumiPolicy.yaml": "runtime: nodejs\n",
  "policy-pack/readiness.config.json": "{}\n",
  "bin/policy-pack/index.js": `const policy_1 = require("@pulumi/policy");\nconst near_1 = require("./near");\nconst far = () => import("./gate/far.js");\nconst node_fs_1 = require("node:fs");\n`,
  "bin/policy-pack/near.js": `const index_1 = require("../rules");\n`,
  "bin/rules/index.js": `const locales_1 = require("zod/v4/locales");\nconst near_1 = require("../policy-pack/near");\n`,
  "bin/policy-pack/gate/far.js": "",
  "bin/policy-pack/unused.js": `require("undici");\n`,
};

async function writePolicyFolder(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, files);
  const url = pathToFileURL(path.join(projectDir, "sandbox", "bootstrap", "policy-folder.mjs")).href;
  const { writePolicyFolder: write }: PolicyFolder = await import(url);
  const target = path.join(root, "dist");
  writeFiles(target, { "left.js": "of an earlier version" });
  return { result: write(root, target), target };
}

describe("the folder of the pack alone", () => {
  it("holds what the pack loads, at once or later, and names the packages that this takes", async () => {
    const { result, target } = await writePolicyFolder(project);
    assert.deepEqual(result, { files: 4, packages: ["@pulumi/policy", "zod"] });
    const files = fs.readdirSync(target, { recursive: true, withFileTypes: true });
    assert.deepEqual(
      files
        .filter((one) => one.isFile())
        .map((one) => path.relative(target, path.join(one.parentPath, one.name)))
        .sort(),
      [
        "LICENSE",
        "PulumiPolicy.yaml",
        "bin/policy-pack/gate/far.js",
        "bin/policy-pack/index.js",
        "bin/policy-pack/near.js",
        "bin/rules/index.js",
        "package.json",
        "readiness.config.json",
      ],
    );
    assert.deepEqual(JSON.parse(fs.readFileSync(path.join(target, "package.json"), "utf8")), {
      name: "pack",
      version: "0.1.0",
      main: "bin/policy-pack/index.js",
      engines: { node: ">=20" },
      dependencies: { "@pulumi/policy": "4.5.6", zod: "1.2.3" },
    });
  });

  it("is not made where a package is loaded that the project does not name", async () => {
    const files = { ...project, "bin/policy-pack/near.js": `require("left-pad");\n` };
    await assert.rejects(
      writePolicyFolder(files),
      /^Error: The pack loads what package\.json lacks: left-pad\.$/,
    );
  });

  it("is not made where a module is missing", async () => {
    const files = { ...project, "bin/policy-pack/near.js": `require("./gone");\n` };
    await assert.rejects(
      writePolicyFolder(files),
      /^Error: bin\/policy-pack\/gone is asked for, and is not there: npm run build\.$/,
    );
  });
});
