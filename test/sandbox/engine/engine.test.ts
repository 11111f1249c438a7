import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type EngineSources, setUpEngine } from "../../../sandbox/engine/engine";
import { pinnedVersion } from "../../../sandbox/engine/version";
import { SetupError } from "../../../sandbox/setup-error";
import { temporaryFolder, writeScript } from "../temporary";

const answersPinned = `echo v${pinnedVersion}`;

interface Given {
  /** What `pulumi version` of the pulumi on PATH runs. */
  readonly onPath?: string;
  readonly inCheckout?: boolean;
  readonly download?: string;
  readonly build?: string;
}

/** Sources of which each has what is given, and a list of those that were asked. */
function sources({ onPath, inCheckout, download, build }: Given) {
  const root = temporaryFolder();
  const folder = path.join(root, "engine");
  const bin = path.join(root, "bin");
  if (onPath !== undefined) writeScript(bin, "pulumi", onPath);
  if (inCheckout) writeScript(path.join(folder, `pulumi-${pinnedVersion}`), "pulumi", answersPinned);
  const asked: string[] = [];
  const source = (name: string, script: string | undefined) => async (target: string) => {
    asked.push(name);
    if (script === undefined) throw new SetupError(`${name} is out of reach`);
    writeScript(target, "pulumi", script);
  };
  const given: EngineSources = {
    env: { PATH: bin },
    folder,
    download: source("download", download),
    build: source("build", build),
  };
  return { given, asked, folder, bin };
}

describe("the engine", () => {
  const origins: Readonly<Record<string, [Given, string, string[]]>> = {
    "from PATH wins over all others": [
      { onPath: "echo v3.245.1", inCheckout: true, download: answersPinned, build: answersPinned },
      "3.245.1 from PATH",
      [],
    ],
    "set up earlier is used before a download": [
      { inCheckout: true, download: answersPinned, build: answersPinned },
      `${pinnedVersion} from this checkout`,
      [],
    ],
    "is downloaded before it is built": [
      { download: answersPinned, build: answersPinned },
      `${pinnedVersion} from download`,
      ["download"],
    ],
    "is built where the download fails": [
      { build: answersPinned },
      `${pinnedVersion} from Go module`,
      ["download", "build"],
    ],
    "is built where the download does not run here": [
      { download: "exit 1", build: answersPinned },
      `${pinnedVersion} from Go module`,
      ["download", "build"],
    ],
  };
  for (const [title, [given, expected, expectedAsked]] of Object.entries(origins)) {
    it(title, async () => {
      const { given: all, asked } = sources(given);
      const { version, origin, executable } = await setUpEngine(all);
      assert.equal(`${version} from ${origin}`, expected);
      assert.deepEqual(asked, expectedAsked);
      assert.ok(fs.existsSync(executable));
    });
  }

  it("on PATH that is too old stops the set-up, whatever else there is", async () => {
    const { given, asked } = sources({ onPath: "echo v3.100.0", inCheckout: true, download: answersPinned });
    await assert.rejects(setUpEngine(given), /is Pulumi 3\.100\.0; this project needs/);
    assert.deepEqual(asked, []);
  });

  it("is found again by the next run", async () => {
    const { given } = sources({ download: answersPinned });
    await setUpEngine(given);
    assert.equal((await setUpEngine(given)).origin, "this checkout");
  });

  it("leaves nothing behind where no source has one, and lists the choices", async () => {
    const { given, folder } = sources({});
    await assert.rejects(setUpEngine(given), {
      name: "SetupError",
      message: [
        "There is no Pulumi engine, and none could be set up:",
        "  - PATH: no pulumi",
        "  - download: download is out of reach",
        "  - Go module: build is out of reach",
        "One of these is enough, then run the same command again:",
        "  - install Pulumi (https://www.pulumi.com/docs/install/), so that `pulumi version` works;",
        "  - a connection to https://get.pulumi.com;",
        "  - Go 1.25 or later (https://go.dev/dl/) with a connection to a Go module proxy, or a filled module cache.",
      ].join("\n"),
    });
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it("passes on a fault of ours instead of taking it for an absent source", async () => {
    const { given } = sources({ build: answersPinned });
    const download = () => Promise.reject(new TypeError("a bug"));
    await assert.rejects(setUpEngine({ ...given, download }), { name: "TypeError", message: "a bug" });
  });
});
