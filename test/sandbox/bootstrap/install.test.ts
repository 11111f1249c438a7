import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectDir } from "../../../sandbox/folders";
import { temporaryFolder, writeFiles } from "../temporary";

interface Install {
  readonly isInstalled: (root: string) => boolean;
}

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b": { version: "2.0.0", optional: true },
};

const records: Readonly<Record<string, [unknown, boolean]>> = {
  "exactly what the lock file names": [{ "node_modules/a": { version: "1.0.0" } }, true],
  "an optional package of another platform": [
    { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } },
    true,
  ],
  "another version": [{ "node_modules/a": { version: "1.0.1" } }, false],
  "a package less": [{}, false],
};

describe("the installation of packages", () => {
  async function load(): Promise<Install> {
    const url = pathToFileURL(path.join(projectDir, "sandbox", "bootstrap", "install.mjs")).href;
    // The bootstrap is plain JavaScript without types.
    return (await import(url)) as Install;
  }

  for (const [title, [packages, expected]] of Object.entries(records)) {
    it(`is ${expected ? "up to date" : "out of date"} with ${title}`, async () => {
      const root = temporaryFolder();
      writeFiles(root, {
        "package-lock.json": JSON.stringify({ packages: wanted }),
        "node_modules/.package-lock.json": JSON.stringify({ packages }),
      });
      assert.equal((await load()).isInstalled(root), expected);
    });
  }

  it("is out of date where nothing is installed", async () => {
    const root = temporaryFolder();
    writeFiles(root, { "package-lock.json": JSON.stringify({ packages: wanted }) });
    assert.equal((await load()).isInstalled(root), false);
  });
});
