import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder, writeFiles } from "../../sandbox/temporary";
import { type Ran, readiness } from "../command";

const flags = ["--org", "acme", "--team", "orders", "--service", "cart", "--name", "shop"];
const init = (folder: string, ...more: readonly string[]): Promise<Ran> =>
  readiness(folder, ["init", ...flags, ...more]);
const filesIn = (folder: string): readonly string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
    .filter((name) => !name.startsWith(".git/"))
    .sort();
const fatesOf = ({ out }: Ran): Readonly<Record<string, string>> =>
  Object.fromEntries(
    JSON.parse(out).files.map((one: { file: string; fate: string }) => [one.file, one.fate]),
  );

const base = [
  ".gitignore",
  "Pulumi.yaml",
  "catalog/index.js",
  "catalog/services/cart.yaml",
  "catalog/teams/orders.yaml",
  "catalog/teams/platform.yaml",
  "catalog/waivers.yaml",
  "package.json",
  "stacks/Pulumi.prod.yaml",
  "tiers/policy-config.json",
];
const owned: Readonly<Record<string, readonly string[]>> = {
  github: [".github/CODEOWNERS", ".github/actions/readiness-gate/action.yml"],
  gitlab: [".gitlab-ci.yml", "CODEOWNERS"],
  none: [".github/CODEOWNERS"],
};

describe("readiness init", () => {
  for (const [ci, more] of Object.entries(owned))
    it(`writes what passes check and can be judged, with workflows for ${ci}`, async () => {
      const folder = temporaryFolder();
      const { code, err } = await init(folder, "--ci", ci);
      assert.equal(code, 0, err);
      const others = filesIn(folder).filter((file) => !/^\.github\/(workflows|ISSUE_TEMPLATE)\//.test(file));
      assert.deepEqual(others, [...base, ...more].sort());
      const checked = await readiness(folder, ["check", "--policy-config", "tiers/policy-config.json"]);
      assert.equal(
        checked.out,
        "Nothing is wrong: 1 service, 2 teams, 0 waivers, 0 initiatives, 70 rules.",
        checked.err,
      );
      const judged = await readiness(folder, ["judge", "--stack", "prod", "--vendors", "none"]);
      assert.equal(judged.code, 0, judged.err);
      for (const file of filesIn(folder))
        assert.doesNotMatch(fs.readFileSync(path.join(folder, file), "utf8"), /__[a-z]+__/, file);
    });

  it("writes nothing in a dry run", async () => {
    const folder = temporaryFolder();
    const { code, out } = await init(folder, "--dry-run", "--ci", "none");
    assert.deepEqual([code, filesIn(folder)], [0, []]);
    assert.match(out, /^Pulumi\.yaml: would be written\.$/m);
  });

  it("changes nothing when it is run again", async () => {
    const folder = temporaryFolder();
    await init(folder, "--ci", "none");
    const { code, out } = await init(folder, "--ci", "none", "--json");
    assert.deepEqual([code, new Set(Object.values(fatesOf({ code, out, err: "" })))], [0, new Set(["same"])]);
  });

  it("never replaces a file, says which differ, and writes the others", async () => {
    const folder = temporaryFolder();
    const own = {
      "package.json": '{ "name": "shop" }\n',
      ".gitignore": "dist/",
      CODEOWNERS: "* @acme/devs\n",
      "catalog/services/cart.yaml": "name: cart\n",
    };
    writeFiles(folder, own);
    const ran = await init(folder, "--ci", "github", "--json");
    assert.equal(ran.code, 1);
    const fates = fatesOf(ran);
    assert.deepEqual(
      Object.entries(fates).filter(([, fate]) => fate !== "written"),
      [
        ["package.json", "differs"],
        [".gitignore", "added"],
        ["catalog/services/cart.yaml", "differs"],
        ["CODEOWNERS", "added"],
      ],
    );
    const text = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
    assert.equal(text("package.json"), own["package.json"]);
    assert.equal(text(".gitignore"), "dist/\n\nnode_modules/\n");
    assert.ok(text("CODEOWNERS").startsWith("* @acme/devs\n\n# How strictly"));
    assert.match(text("CODEOWNERS"), /^\/stacks\/ @acme\/platform$/m);
    assert.ok(!fs.existsSync(path.join(folder, ".github/CODEOWNERS")));
  });

  it("writes a program that Pulumi can load, where package.json makes code ES modules too", async () => {
    for (const manifest of ['{ "type": "module" }\n', "{}\n"]) {
      const folder = temporaryFolder();
      const run = "node_modules/readiness/index.js";
      writeFiles(folder, { "package.json": manifest, [run]: "module.exports = async () => {};\n" });
      writeFiles(folder, { "node_modules/readiness/package.json": "{}\n" });
      await init(folder, "--ci", "none");
      // As Pulumi does: it takes a default export, and then no other beside it.
      const script =
        manifest === "{}\n"
          ? "console.log(typeof require('./catalog/index.js'))"
          : "import('./catalog/index.js').then((all) => console.log(Object.keys(all).join(), typeof all.default))";
      const kind = manifest === "{}\n" ? "commonjs" : "module";
      const out = execFileSync(process.execPath, [`--input-type=${kind}`, "-e", script], { cwd: folder });
      assert.equal(out.toString().trim(), kind === "module" ? "default function" : "function");
    }
  });

  it("tells what to install where package.json is another's", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "package.json": "{}\n" });
    const { err } = await init(folder, "--ci", "none", "--package-version", "file:../readiness.tgz");
    assert.match(err, /^ {2}npm install --save-exact readiness@file:\.\.\/readiness\.tgz$/m);
  });

  it("writes all or nothing", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { stacks: "a file where a folder has to be\n" });
    const { code, err } = await init(folder, "--ci", "none");
    assert.deepEqual(
      [code, err],
      [2, `Nothing was written. ${folder}/stacks: a file is where a folder must be.`],
    );
    assert.deepEqual(filesIn(folder), ["stacks"]);
    assert.deepEqual(fs.readdirSync(folder), ["stacks"]);
  });

  it("says so where the system lets nobody make a folder", async function () {
    if (process.platform !== "linux") this.skip(); // only there is /proc such a place
    const { code, err } = await init("/proc/readiness", "--ci", "none");
    assert.equal(code, 2);
    assert.match(err, /^Nothing was written\. \/proc\/readiness: /);
  });

  it("replaces no link, wherever it leads, and adds lines to the file behind one", async () => {
    const folder = temporaryFolder();
    fs.symlinkSync("../elsewhere.json", path.join(folder, "package.json"));
    const { code, err } = await init(folder, "--ci", "none");
    assert.deepEqual(
      [code, err],
      [2, `${folder}/package.json must be a file. Move it away; nothing was written.`],
    );
    assert.deepEqual(fs.readdirSync(folder), ["package.json"]);
    fs.rmSync(path.join(folder, "package.json"));
    writeFiles(folder, { ignored: "dist/\n" });
    fs.symlinkSync("ignored", path.join(folder, ".gitignore"));
    await init(folder, "--ci", "none");
    assert.equal(fs.readlinkSync(path.join(folder, ".gitignore")), "ignored");
    assert.equal(fs.readFileSync(path.join(folder, "ignored"), "utf8"), "dist/\n\nnode_modules/\n");
  });

  it("gives what decides to the platform team, at GitLab in a section that is not optional", async () => {
    for (const [ci, file, lines] of [
      ["github", ".github/CODEOWNERS", ["/.github/ @acme/platform"]],
      ["gitlab", "CODEOWNERS", ["[Readiness]", "/.gitlab-ci.yml @acme/platform"]],
    ] as const) {
      const folder = temporaryFolder();
      writeFiles(folder, { [file]: "^[Docs]\n/docs/ @acme/writers\n" });
      await init(folder, "--ci", ci);
      const owners = fs.readFileSync(path.join(folder, file), "utf8").split("\n");
      for (const line of [
        ...lines,
        "/stacks/ @acme/platform",
        "/package.json @acme/platform",
        "CODEOWNERS @acme/platform",
      ])
        assert.ok(owners.indexOf(line) > 1, `${ci}: ${line}`);
    }
  });

  it("says what of an existing project is wrong", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "catalog/services/old.yaml": "name: odl\n" });
    const { code, err } = await init(folder, "--ci", "none");
    assert.equal(code, 2);
    assert.match(err, /^catalog\/services\/old\.yaml:1:7: /m);
  });

  it("knows the organisation from the repository's remote", async () => {
    const folder = temporaryFolder();
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
    for (const [remote, owner] of [
      ["git@github.com:acme/shop.git", "acme"],
      ["https://token@github.com/depot/shop.git", "depot"],
      ["ssh://git@github.com:22/yard/shop", "yard"],
    ] as const) {
      execFileSync("git", ["config", "remote.origin.url", remote], { cwd: folder });
      const to = path.join(folder, "new");
      const { code, err } = await readiness(folder, ["init", "new", "--yes", "--ci", "none"]);
      assert.equal(code, 2, "a folder that is not there has no remote");
      assert.equal(err, "Say with --org: Organisation at GitHub or GitLab.");
      assert.ok(!fs.existsSync(to));
      await readiness(folder, ["init", "--yes", "--ci", "none"]);
      const stack = path.join(folder, "stacks/Pulumi.prod.yaml");
      assert.match(fs.readFileSync(stack, "utf8"), new RegExp(`^ {2}github:owner: "${owner}"$`, "m"));
      fs.rmSync(stack);
    }
  });

  const refused: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    "a folder that is a file": [["afile"], /afile must be a folder; it is a file\.$/],
    "a folder inside a repository": [
      ["inner"],
      /inner lies inside the repository .+, and workflows count in a repository's root only\. Run it there, or leave workflows out with --ci none\.$/,
    ],
    "a version that JSON would not hold": [
      ["--package-version", 'a"b'],
      /^--package-version must be a version, or a path or address without quotes\.$/,
    ],
  };
  for (const [name, [args, message]] of Object.entries(refused))
    it(`refuses ${name}, and writes nothing`, async () => {
      const folder = temporaryFolder();
      writeFiles(folder, { afile: "" });
      execFileSync("git", ["init", "--quiet"], { cwd: folder });
      const { code, err } = await init(folder, ...args);
      assert.equal(code, 2);
      assert.match(err, message);
      assert.deepEqual(filesIn(folder), ["afile"]);
    });
});
