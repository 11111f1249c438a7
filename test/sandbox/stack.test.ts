import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accountOf, listStacks, prepareStack } from "../../sandbox/stack";
import { temporaryFolder, writeFiles, writeScript } from "./temporary";

const project = "name: tiny\nruntime: nodejs\nstackConfigDir: stacks\n";

/** A project with these stack files, and an engine whose `stack init` writes what Pulumi's does. */
function places(files: Readonly<Record<string, string>>, init = "") {
  const root = temporaryFolder();
  writeFiles(root, { "Pulumi.yaml": project, ...files });
  writeScript(path.join(root, "bin"), "pulumi", `echo "$PWD $*" >> ${root}/calls\n${init}`);
  const env = { PATH: `${path.join(root, "bin")}${path.delimiter}${process.env.PATH}` };
  const [stateDir, configDir] = [path.join(root, "state"), path.join(root, "config")];
  return { projectDir: root, stateDir, configDir, env };
}

describe("a stack of the sandbox", () => {
  it("is one of those that have a config file", () => {
    const { projectDir } = places({
      "stacks/Pulumi.prod.yaml": "",
      "stacks/Pulumi.dev.yaml": "",
      "stacks/baseline.dev.json": "{}",
      "stacks/schema.ts": "",
    });
    assert.deepEqual(listStacks(projectDir), ["dev", "prod"]);
  });

  const accounts: Readonly<Record<string, [string, string]>> = {
    "the GitHub owner of its config": ["config:\n  github:owner: acme\n", "acme"],
    "its own name where the config has none": ["config: {}\n", "dev"],
    "its own name where the file is empty": ["", "dev"],
    "a name that cannot leave the folder of worlds": ["config:\n  github:owner: ../x\n", "..%2Fx"],
  };
  for (const [title, [text, account]] of Object.entries(accounts)) {
    it(`lives in the world named by ${title}`, () => {
      const { projectDir } = places({ "stacks/Pulumi.dev.yaml": text });
      assert.equal(accountOf(projectDir, "dev"), account);
    });
  }

  it("is created once, in a folder of the sandbox's own", async () => {
    const given = places(
      { "stacks/Pulumi.dev.yaml": "# A comment.\nconfig:\n  tiny:mode: advise\n" },
      `mkdir -p ../state/.pulumi/stacks/tiny && touch ../state/.pulumi/stacks/tiny/dev.json
       echo 'encryptionsalt: "v1:salt"' > Pulumi.dev.yaml`,
    );
    const copy = await prepareStack(given, "dev");
    await prepareStack(given, "dev");
    const expected = "# A comment.\nconfig:\n  tiny:mode: advise\nencryptionsalt: v1:salt\n";
    assert.equal(fs.readFileSync(copy, "utf8"), expected);
    assert.equal(
      fs.readFileSync(path.join(given.projectDir, "calls"), "utf8"),
      `${given.configDir} stack init dev --non-interactive\n`,
    );
    assert.equal(
      fs.readFileSync(path.join(given.projectDir, "stacks/Pulumi.dev.yaml"), "utf8"),
      "# A comment.\nconfig:\n  tiny:mode: advise\n",
    );
  });

  it("leaves out what is encrypted for the real backend", async () => {
    const given = places({
      "stacks/Pulumi.dev.yaml":
        "config:\n  github:token:\n    secure: v1:abc\n  tiny:mode: advise\n" +
        "secretsprovider: awskms://key\nencryptedkey: abc\nencryptionsalt: v1:theirs\n",
    });
    const copy = await prepareStack(given, "dev");
    assert.equal(fs.readFileSync(copy, "utf8"), "config:\n  tiny:mode: advise\n");
  });

  const failures: Readonly<Record<string, [Readonly<Record<string, string>>, string, string]>> = {
    "a stack without a file": [
      { "stacks/Pulumi.dev.yaml": "", "stacks/Pulumi.prod.yaml": "" },
      "",
      "There is no stack 'test': stacks/Pulumi.test.yaml does not exist; there are dev, prod.",
    ],
    "a project without stacks": [
      {},
      "",
      "There is no stack 'test': stacks/Pulumi.test.yaml does not exist; there is none yet.",
    ],
    "a file that is a list": [
      { "stacks/Pulumi.test.yaml": "- a\n" },
      "",
      "stacks/Pulumi.test.yaml must be a map with the key 'config'.",
    ],
    "an engine that refuses to create it": [
      { "stacks/Pulumi.test.yaml": "" },
      "echo 'error: no space left' >&2; exit 255",
      "The stack 'test' could not be created in the sandbox: error: no space left",
    ],
  };
  for (const [title, [files, init, message]] of Object.entries(failures)) {
    it(`is a clear error: ${title}`, async () => {
      await assert.rejects(prepareStack(places(files, init), "test"), { name: "SetupError", message });
    });
  }

  it("is a clear error: a file that is not YAML, with line and column", async () => {
    const given = places({ "stacks/Pulumi.dev.yaml": "config:\n  a: [1\n" });
    await assert.rejects(
      prepareStack(given, "dev"),
      /^SetupError: stacks\/Pulumi\.dev\.yaml is not valid YAML: .*line 3, column 1/s,
    );
  });
});
