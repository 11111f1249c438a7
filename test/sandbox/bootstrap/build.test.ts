import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectDir } from "../../../sandbox/folders";
import { temporaryFolder, writeFiles } from "../temporary";

interface Build {
  readonly build: (root: string) => Promise<void>;
}

const tsconfig = {
  compilerOptions: {
    module: "node16",
    moduleResolution: "node16",
    rootDir: ".",
    outDir: "bin",
    incremental: true,
    tsBuildInfoFile: "bin/.tsbuildinfo",
    sourceMap: true,
    types: [],
    lib: ["ES2022"],
    skipLibCheck: true,
  },
  include: ["src"],
};

/** A checkout with two sources, built once. */
async function checkout() {
  const root = temporaryFolder();
  writeFiles(root, {
    "tsconfig.json": JSON.stringify(tsconfig),
    "package.json": "{}",
    "package-lock.json": "{}",
    "src/kept.ts": "export const kept = 1;\n",
    "src/gone.test.ts": "export const gone = 1;\n",
  });
  fs.symlinkSync(path.join(projectDir, "node_modules"), path.join(root, "node_modules"));
  const url = pathToFileURL(path.join(projectDir, "sandbox", "bootstrap", "build.mjs")).href;
  // The bootstrap is plain JavaScript without types.
  const { build } = (await import(url)) as Build;
  await build(root);
  const outputs = () => fs.readdirSync(path.join(root, "bin/src")).sort();
  const builtAt = (name: string) => fs.statSync(path.join(root, "bin", name)).mtimeMs;
  return { root, build: () => build(root), outputs, builtAt };
}

describe("the build", function () {
  this.timeout(30_000);

  it("compiles every source, and nothing again while none changes", async () => {
    const { build, outputs, builtAt } = await checkout();
    assert.deepEqual(outputs(), ["gone.test.js", "gone.test.js.map", "kept.js", "kept.js.map"]);
    const before = builtAt(".tsbuildinfo");
    await build();
    assert.equal(builtAt(".tsbuildinfo"), before);
  });

  it("takes over a changed source, older ones from git included", async () => {
    const { root, build } = await checkout();
    writeFiles(root, { "src/kept.ts": "export const kept = 2;\n" });
    fs.utimesSync(path.join(root, "src/kept.ts"), 0, 0);
    await build();
    assert.match(fs.readFileSync(path.join(root, "bin/src/kept.js"), "utf8"), /kept = 2/);
  });

  it("removes what was compiled from a deleted source, and compiles it anew when it is back", async () => {
    const { root, build, outputs } = await checkout();
    fs.rmSync(path.join(root, "src/gone.test.ts"));
    await build();
    assert.deepEqual(outputs(), ["kept.js", "kept.js.map"]);
    writeFiles(root, { "src/gone.test.ts": "export const gone = 1;\n" });
    await build();
    assert.deepEqual(outputs(), ["gone.test.js", "gone.test.js.map", "kept.js", "kept.js.map"]);
  });

  it("repairs a build that lost a file", async () => {
    const { root, build, outputs } = await checkout();
    fs.rmSync(path.join(root, "bin/src/kept.js"));
    await build();
    assert.equal(outputs().includes("kept.js"), true);
  });

  it("fails with a type error, again as long as it is there", async () => {
    const { root, build } = await checkout();
    writeFiles(root, { "src/kept.ts": "export const kept: string = 1;\n" });
    const message = "The build failed: mend the errors that tsc names above.";
    await assert.rejects(build(), { name: "SetupError", message });
    await assert.rejects(build(), { name: "SetupError", message });
  });

  it("bundles the report's page, and refuses what is no part of a browser", async () => {
    const { root, build } = await checkout();
    const page = "scorecard/site/page";
    writeFiles(root, {
      "tsconfig.json": JSON.stringify({ ...tsconfig, include: ["src", "scorecard"], exclude: [page] }),
      [`${page}/tsconfig.json`]: JSON.stringify({
        compilerOptions: { noEmit: true, types: [], skipLibCheck: true, lib: ["ES2022", "DOM"] },
      }),
      [`${page}/main.ts`]: 'import { text } from "./text";\ndocument.title = text;\n',
      [`${page}/text.ts`]: 'export const text: string = "ready";\n',
      ...Object.fromEntries(
        ["tokens", "layout", "parts"].map((name) => [`${page}/${name}.css`, `.${name} {}\n`]),
      ),
    });
    await build();
    const script = fs.readFileSync(path.join(root, "bin", page, "page.js"), "utf8");
    assert.match(
      script,
      /^\(function \(\) \{[\s\S]*const text = "ready";[\s\S]*document\.title = text;[\s\S]*\}\)\(\);\n$/,
    );
    assert.match(
      fs.readFileSync(path.join(root, "bin", page, "page.css"), "utf8"),
      /\.tokens \{\}\n\n\.layout/,
    );
    fs.rmSync(path.join(root, "bin", page, "page.js"));
    await build();
    assert.equal(fs.readFileSync(path.join(root, "bin", page, "page.js"), "utf8"), script);
    writeFiles(root, {
      [`${page}/elsewhere.d.ts`]: 'declare module "elsewhere" {\n  export const text: string;\n}\n',
      [`${page}/text.ts`]: 'export { text } from "elsewhere";\n',
    });
    await assert.rejects(build(), {
      name: "SetupError",
      message: /scorecard\/site\/page\/text\.ts must not import elsewhere: it is for browsers\./,
    });
  });
});
