import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { downloadRelease } from "../../../sandbox/engine/download";
import { temporaryFolder, writeScript } from "../temporary";

const version = "1.2.3";

type Answer = (response: http.ServerResponse) => void;

const platform = `${process.platform}-${process.arch}`;
const archive = `pulumi-v${version}-${platform}.tar.gz`;

/** A release archive as Pulumi packs it. */
function pack(): Buffer {
  const folder = temporaryFolder();
  writeScript(path.join(folder, "pulumi"), "pulumi", "echo v1.2.3");
  writeScript(path.join(folder, "pulumi"), "pulumi-language-nodejs", "echo host");
  execFileSync("tar", ["-czf", "release.tar.gz", "pulumi"], { cwd: folder });
  return fs.readFileSync(path.join(folder, "release.tar.gz"));
}

function text(body: string | Buffer): Answer {
  return (response) => response.end(body);
}

describe("the download of the engine", () => {
  // The fixture is packed as Linux and macOS releases are.
  if (process.platform === "win32") return;
  let server: http.Server;
  let answers: Readonly<Record<string, Answer>> = {};

  before((done) => {
    server = http.createServer((request, response) => {
      const answer = answers[path.basename(request.url ?? "")];
      if (answer) answer(response);
      else response.writeHead(404).end();
    });
    server.listen(0, "127.0.0.1", done);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function download(given: Readonly<Record<string, Answer>>): Promise<string> {
    answers = given;
    const folder = temporaryFolder();
    // The type of address() covers pipes; this server has a port.
    const { port } = server.address() as AddressInfo;
    await downloadRelease(version, folder, { url: `http://127.0.0.1:${port}`, answerMs: 150, stallMs: 150 });
    return folder;
  }

  const release = pack();
  const sum = createHash("sha256").update(release).digest("hex");
  const sums = {
    [`pulumi-${version}-checksums.txt`]: text(`${"0".repeat(64)}  other.tar.gz\n${sum}  ${archive}\n`),
  };

  it("puts the engine and the plugins beside it into the folder, and nothing else", async () => {
    const folder = await download({ ...sums, [archive]: text(release) });
    assert.deepEqual(fs.readdirSync(folder).sort(), ["pulumi", "pulumi-language-nodejs"]);
    assert.equal(execFileSync(path.join(folder, "pulumi"), { encoding: "utf8" }), "v1.2.3\n");
  });

  const failures: Readonly<Record<string, [Readonly<Record<string, Answer>>, RegExp]>> = {
    "an answer that never comes": [
      { [`pulumi-${version}-checksums.txt`]: () => {} },
      /checksums\.txt could not be read \(nothing came for 0\.15 s\)$/,
    ],
    "a download that stalls": [
      { ...sums, [archive]: (response) => response.write("some") },
      /tar\.gz could not be read \(nothing came for 0\.15 s\)$/,
    ],
    "a release that is not there": [{}, /checksums\.txt answered 404$/],
    "a connection that breaks off": [
      { ...sums, [archive]: (response) => response.destroy() },
      /tar\.gz could not be read \(other side closed\)$/,
    ],
    "an archive that differs from its checksum": [
      { ...sums, [archive]: text("tampered") },
      new RegExp(`has the checksum [0-9a-f]{64}, published is ${sum}$`),
    ],
    "checksums that do not list the archive": [
      { [`pulumi-${version}-checksums.txt`]: text("") },
      /the published checksums do not list pulumi-v1\.2\.3/,
    ],
  };
  for (const [title, [given, message]] of Object.entries(failures)) {
    it(`fails at once with ${title}`, async () => {
      const start = performance.now();
      await assert.rejects(download(given), (error: Error) => {
        assert.equal(error.name, "SetupError");
        assert.match(error.message, message);
        return true;
      });
      assert.ok(performance.now() - start < 2_000, "it took longer than its time-outs allow");
    });
  }

  it("fails at once where nothing listens", async () => {
    const site = { url: "http://127.0.0.1:1", answerMs: 5_000, stallMs: 5_000 };
    await assert.rejects(downloadRelease(version, temporaryFolder(), site), /ECONNREFUSED|bad port/);
  });
});
