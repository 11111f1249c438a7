import assert from "node:assert/strict";
import { oldestVersion, requireSupported, versionOf } from "../../../sandbox/engine/version";
import { temporaryFolder, writeScript } from "../temporary";

describe("the version of an engine", () => {
  const supported: Readonly<Record<string, boolean>> = {
    "3.229.9": false,
    "2.25.2": false,
    [oldestVersion]: true,
    "3.230.0-dev.1": true,
    "3.248.0": true,
    "4.0.0": true,
  };
  for (const [version, isSupported] of Object.entries(supported)) {
    it(`${version} is ${isSupported ? "supported" : "refused"}`, () => {
      const check = () => requireSupported(version, "/opt/pulumi");
      if (isSupported) return check();
      assert.throws(check, {
        name: "SetupError",
        message:
          `/opt/pulumi is Pulumi ${version}; this project needs ${oldestVersion} or later. ` +
          "Upgrade it (https://www.pulumi.com/docs/install/), or take it off PATH: " +
          "the sandbox then gets an engine of its own.",
      });
    });
  }

  it("is what `pulumi version` prints, without its v", async () => {
    const executable = writeScript(temporaryFolder(), "pulumi", "echo v3.230.0");
    assert.equal(await versionOf(executable, process.env), "3.230.0");
  });

  it("is an error where the executable prints something else", async () => {
    const executable = writeScript(temporaryFolder(), "pulumi", "echo hello");
    await assert.rejects(versionOf(executable, process.env), {
      name: "SetupError",
      message: `${executable} answers 'version' with 'hello'.`,
    });
  });

  it("is an error where the executable fails", async () => {
    const executable = writeScript(temporaryFolder(), "pulumi", "echo no such shim >&2; exit 126");
    await assert.rejects(versionOf(executable, process.env), (error: Error) => {
      assert.equal(error.name, "SetupError");
      assert.match(error.message, /pulumi does not run: .*no such shim/s);
      return true;
    });
  });
});
