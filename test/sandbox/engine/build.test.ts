import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { buildWithGo } from "../../../sandbox/engine/build";
import { temporaryFolder, writeScript } from "../temporary";

/** Environment whose PATH holds a go that answers `go env GOVERSION`, and for `go build` runs a script. */
function withGo(version: string, build: string): NodeJS.ProcessEnv {
  const bin = temporaryFolder();
  writeScript(bin, "go", `if [ "$1" = env ]; then echo ${version}; exit; fi\n${build}`);
  return { PATH: `${bin}${path.delimiter}${process.env.PATH}` };
}

describe("the build of the engine with Go", () => {
  it("asks for the pinned module, checksums and version, without cgo", async () => {
    const folder = temporaryFolder();
    const script = 'echo "$CGO_ENABLED $PWD $*" > "$OUT"';
    const env = { ...withGo("go1.25.0", script), OUT: path.join(folder, "call") };
    await buildWithGo("3.230.0", folder, env);
    const [cgo, cwd, ...args] = fs.readFileSync(path.join(folder, "call"), "utf8").trim().split(" ");
    assert.equal(cgo, "0");
    assert.ok(cwd?.endsWith(path.join("sandbox", "engine", "go")));
    assert.equal(
      args.join(" "),
      "build -mod=readonly -buildvcs=false -v -ldflags " +
        "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.230.0 " +
        `-o ${path.join(folder, "pulumi")} github.com/pulumi/pulumi/pkg/v3/cmd/pulumi`,
    );
  });

  const failures: Readonly<Record<string, [NodeJS.ProcessEnv, RegExp]>> = {
    "no go on PATH": [{ PATH: "" }, /^no go on PATH$/],
    "a go that is too old": [
      withGo("go1.24.9", "exit 0"),
      /go is go1\.24\.9; Go 1\.25\.0 or later is needed$/,
    ],
    "a module that cannot be had": [
      withGo("go1.26.1", 'echo "go: downloading a v1" >&2; echo "a@v1: no route to host" >&2; exit 1'),
      /^go build failed: a@v1: no route to host$/,
    ],
  };
  for (const [title, [env, message]] of Object.entries(failures)) {
    it(`fails with ${title}`, async () => {
      await assert.rejects(buildWithGo("3.230.0", temporaryFolder(), env), (error: Error) => {
        assert.equal(error.name, "SetupError");
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it("pins the same version as the download", () => {
    const modules = fs.readFileSync(path.join(__dirname, "../../../../sandbox/engine/go/go.mod"), "utf8");
    assert.match(modules, /^\tgithub\.com\/pulumi\/pulumi\/pkg\/v3 v3\.230\.0/m);
  });
});
