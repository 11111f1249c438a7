import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { makeFolders } from "../../scorecard/make-folders";
import { temporaryFolder } from "../sandbox/temporary";

describe("a folder and those above it", () => {
  it("are made, the first that was not there is named, and made again they stay as they are", () => {
    const folder = temporaryFolder();
    const last = path.join(folder, "a", "b", "c");
    assert.equal(makeFolders(last), path.join(folder, "a"));
    fs.writeFileSync(path.join(last, "kept"), "");
    assert.equal(makeFolders(last), undefined);
    assert.equal(makeFolders(path.join(folder, "a", "other")), path.join(folder, "a", "other"));
    assert.deepEqual(fs.readdirSync(last), ["kept"]);
  });

  it("are not named where another run made them meanwhile, as whoever names them may undo them", () => {
    const folder = path.join(temporaryFolder(), "a");
    const make = fs.mkdirSync;
    const faster = (one: fs.PathLike): void => {
      make(one);
      make(one);
    };
    try {
      fs.mkdirSync = faster as typeof fs.mkdirSync; // only this form is called
      assert.equal(makeFolders(folder), undefined);
    } finally {
      fs.mkdirSync = make;
    }
    assert.ok(fs.statSync(folder).isDirectory());
  });

  it("are not made where a file is, nor below one", () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "file");
    fs.writeFileSync(file, "text");
    for (const one of [file, path.join(file, "a", "b")])
      assert.throws(() => makeFolders(one), { code: "EEXIST", path: file });
    assert.equal(fs.readFileSync(file, "utf8"), "text");
  });

  it("end in an error where the system calls a folder missing that nobody can make", function () {
    if (process.platform !== "linux") this.skip(); // only there is /proc such a place
    assert.throws(() => makeFolders("/proc/readiness/a"), { syscall: "mkdir" });
  });
});
