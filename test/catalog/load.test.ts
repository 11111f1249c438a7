import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadCatalog } from "../../catalog/load";
import { formatProblem } from "../../catalog/reading/problems";

type Files = Readonly<Record<string, string | Buffer>>;

function problemsOf(root: string): string[] {
  const result = loadCatalog(root);
  return result.ok ? [] : result.problems.map(formatProblem);
}

describe("loadCatalog", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "catalog-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(files: Files): void {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, "catalog", file)), { recursive: true });
      writeFileSync(join(root, "catalog", file), content);
    }
  }

  it("gives services and teams by name", () => {
    write({
      "services/cart.yaml": "name: cart\n",
      "services/ad.yaml": "name: ad\n",
      "teams/orders.yaml": "name: orders\n",
    });
    const result = loadCatalog(root);
    assert.ok(result.ok);
    assert.deepEqual(
      [result.value.services.map(({ name }) => name), result.value.teams.map(({ name }) => name)],
      [["ad", "cart"], ["orders"]],
    );
  });

  it("takes an unknown owner and an unknown dependency, which rules judge", () => {
    write({ "services/cart.yaml": "name: cart\nowner: nobody\ndependencies: [{service: gone}]\n" });
    assert.deepEqual(problemsOf(root), []);
  });

  it("takes a catalog without services or teams", () => {
    mkdirSync(join(root, "catalog/services"), { recursive: true });
    assert.deepEqual(loadCatalog(root), {
      ok: true,
      value: { services: [], teams: [], waivers: [], initiatives: [] },
    });
  });

  it("takes a byte order mark, and leaves out hidden files, Markdown and editors' copies", () => {
    write({
      "services/cart.yaml": "\ufeffname: cart\n",
      "services/.cart.yaml.swp": "x",
      "services/.gitkeep": "",
      "services/README.md": "x",
      "services/cart.yaml~": "x",
    });
    assert.deepEqual(problemsOf(root), []);
  });

  const cases: Readonly<Record<string, readonly [Files, readonly string[]]>> = {
    "no services folder": [
      {},
      [
        "catalog/services: The folder must exist, with one YAML file for each service. Create it, or run from the project's root.",
      ],
    ],
    "a file where the folder should be": [
      { services: "x" },
      ["catalog/services: The folder cannot be read: ENOTDIR."],
    ],
    "a name that differs from the file's": [
      { "services/cart.yaml": "# c\nname: carts\n" },
      [
        'catalog/services/cart.yaml:2:7: name must equal the file\'s name "cart"; it is "carts". Rename the file or change the name.',
      ],
    ],
    "files that are empty, too large or not in UTF-8": [
      {
        "services/a.yaml": "",
        "services/b.yaml": Buffer.alloc(1024 * 1024 + 1, "#"),
        "services/c.yaml": Buffer.from("name: c\ntitle: caf\xe9\n", "latin1"),
        "services/d.yaml": Buffer.from("\ufeffname: d\n", "utf16le"),
      },
      [
        "catalog/services/a.yaml:1:1: The file must not be empty. Write its fields, or delete it.",
        "catalog/services/b.yaml: The file must have at most 1 MiB; it has 1048577 bytes.",
        "catalog/services/c.yaml:2:11: The file must be UTF-8 text. Save it with that encoding.",
        "catalog/services/d.yaml:1:1: The file must be UTF-8 text. Save it with that encoding.",
      ],
    ],
    "files and folders that would not be read": [
      {
        "services/a.yml": "name: a\n",
        "services/b.json": "{}",
        "services/sub/c.yaml": "",
        "services/D.YAML": "",
      },
      [
        "catalog/services/D.YAML: The file's name must end in .yaml. Rename it.",
        "catalog/services/a.yml: The file's name must end in .yaml. Rename it.",
        "catalog/services/b.json: Only files that end in .yaml are read here, and no folders. Rename or move it.",
        "catalog/services/sub: Only files that end in .yaml are read here, and no folders. Rename or move it.",
      ],
    ],
    "a folder that is called like a file": [
      { "services/a.yaml/b.txt": "" },
      ["catalog/services/a.yaml: This must be a file; it is a folder. Rename or move the folder."],
    ],
    "every fault of every file at once": [
      {
        "services/b.yaml": "name: b\nowner: 1\nonwer: x\n",
        "services/a.yaml": "name: a: b\n",
        "teams/t.yaml": "name: t\nmembers: [{login: amy}, {login: Amy}]\n",
      },
      [
        "catalog/services/a.yaml:1:7: The YAML is not well formed: Nested mappings are not allowed in compact mappings. Put a value that contains a colon and a space in quotes, or mend the indentation.",
        "catalog/services/b.yaml:2:8: owner must be text; it is the number 1. Put it in quotes.",
        'catalog/services/b.yaml:3:1: "onwer" is not a field. Did you mean "owner"? Allowed: name, title, aliases, description, owner, lifecycle, criticality, risk, exposure, dataClass, repository, path, branch, readme, runbook, apis, dependencies, onCall, health, slos, monitors, telemetry, kubernetes, redundancy, storesData, backup, recovery, loadTest, rollback, environments, pipeline, checks, delivery, reviews, security, bypass, adopt, tags, costCenter, links.',
        'catalog/teams/t.yaml:2:33: The member "Amy" is given twice, first on line 2.',
      ],
    ],
    "names and aliases that two services claim": [
      {
        "services/a.yaml": "name: a\naliases: [b, old, a]\n",
        "services/b.yaml": "name: b\naliases: [old]\n",
        "services/c.yaml": "name: b\n",
      },
      [
        'catalog/services/a.yaml:2:11: The alias "b" must be free; it is a name of catalog/services/b.yaml.',
        'catalog/services/a.yaml:2:19: The alias "a" must be free; it is its own name.',
        'catalog/services/b.yaml:2:11: The alias "old" must be free; it is a name of catalog/services/a.yaml.',
        'catalog/services/c.yaml:1:7: name must equal the file\'s name "c"; it is "b". Rename the file or change the name.',
        'catalog/services/c.yaml:1:7: The name "b" must be free; it is a name of catalog/services/b.yaml.',
      ],
    ],
    "SLOs, dependencies, aliases, members and addresses that are given twice": [
      {
        "services/a.yaml":
          "name: a\nslos:\n  - {name: s, kind: availability, good: x, total: y}\n  - {name: s, kind: availability, good: x, total: y}\ndependencies: [{service: b}, {service: b, kind: soft}]\naliases: [o, o]\n",
        "teams/t.yaml":
          "name: t\nmembers:\n  - {login: amy, email: a@shop.example}\n  - {login: amy}\n  - {login: ben, email: A@shop.example}\n",
      },
      [
        'catalog/services/a.yaml:4:12: The SLO "s" is given twice, first on line 3.',
        'catalog/services/a.yaml:5:40: The dependency "b" is given twice, first on line 5.',
        'catalog/services/a.yaml:6:14: The alias "o" is given twice, first on line 6.',
        'catalog/teams/t.yaml:4:13: The member "amy" is given twice, first on line 3.',
        'catalog/teams/t.yaml:5:25: The address "A@shop.example" is given twice, first on line 3.',
      ],
    ],
    "people who are paged and are in no team": [
      {
        "services/a.yaml": "name: a\nonCall: {rotation: [amyy, amy], escalateTo: [zoe]}\n",
        "teams/t.yaml": "name: t\nmembers: [{login: amy}]\nescalateTo: [ben]\n",
      },
      [
        'catalog/services/a.yaml:2:21: "amyy" must be the login of a member of a team in catalog/teams. Did you mean "amy"?',
        'catalog/services/a.yaml:2:46: "zoe" must be the login of a member of a team in catalog/teams.',
        'catalog/teams/t.yaml:3:14: "ben" must be the login of a member of a team in catalog/teams.',
      ],
    ],
    "somebody in two teams with two addresses": [
      {
        "services/a.yaml": "name: a\n",
        "teams/s.yaml": "name: s\nmembers: [{login: amy, email: amy@shop.example}]\n",
        "teams/t.yaml": "name: t\nmembers: [{login: amy, email: amy@other.example}]\n",
        "teams/u.yaml": "name: u\nmembers: [{login: amy, email: Amy@shop.example}]\n",
      },
      ['catalog/teams/t.yaml:2:31: The e-mail of "amy" must be the same as in catalog/teams/s.yaml.'],
    ],
    "a monitor's query that holds the comparison as well": [
      {
        "services/a.yaml":
          'name: a\nmonitors: [{signal: errors, query: "avg(last_5m):avg:e{service:a} > 0.5", critical: 1}]\n',
      },
      [
        'catalog/services/a.yaml:2:36: monitors[0].query must end without a comparison, which comparator and critical make; it is "avg(last_5m):avg:e{service:a} > 0.5".',
      ],
    ],
    "a team file that cannot be read, without blaming those who name its people": [
      { "services/a.yaml": "name: a\nonCall: {rotation: [amy]}\n", "teams/t.yaml": "" },
      ["catalog/teams/t.yaml:1:1: The file must not be empty. Write its fields, or delete it."],
    ],
  };
  for (const [name, [files, expected]] of Object.entries(cases)) {
    it(`reports ${name}`, () => {
      write(files);
      assert.deepEqual(problemsOf(root), expected);
    });
  }

  it("reports links that leave the project or lead nowhere, and follows those that stay", () => {
    write({ "services/cart.yaml": "name: cart\n", "a.txt": "name: ad\n" });
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    writeFileSync(join(outside, "x.yaml"), "name: x\n");
    symlinkSync(join(root, "catalog/a.txt"), join(root, "catalog/services/ad.yaml"));
    symlinkSync(join(outside, "x.yaml"), join(root, "catalog/services/x.yaml"));
    symlinkSync("gone.yaml", join(root, "catalog/services/y.yaml"));
    symlinkSync("z.yaml", join(root, "catalog/services/z.yaml"));
    assert.deepEqual(problemsOf(root), [
      "catalog/services/x.yaml: The link must not lead out of the project. Put the file itself here.",
      "catalog/services/y.yaml: The file cannot be read: it does not exist, or it is a link that leads nowhere.",
      "catalog/services/z.yaml: The file cannot be read: its links lead in a circle.",
    ]);
    rmSync(outside, { recursive: true });
  });

  it("reports a file without read permission", function () {
    if (process.getuid?.() === 0) this.skip(); // The root user may read everything.
    write({ "services/cart.yaml": "name: cart\n" });
    chmodSync(join(root, "catalog/services/cart.yaml"), 0);
    assert.deepEqual(problemsOf(root), [
      "catalog/services/cart.yaml: The file cannot be read: you have no permission to. Change its mode or owner.",
    ]);
  });

  it("loads 2,000 services in seconds", function () {
    this.timeout(30_000);
    const rest =
      "owner: t\nlifecycle: production\nrepository: shop\ndependencies: [{service: s1, kind: soft, fallback: Waits.}]\nslos:\n  - {name: a, kind: availability, good: x, total: y}\n";
    for (let n = 0; n < 2000; n += 1) write({ [`services/s${n}.yaml`]: `name: s${n}\n${rest}` });
    const start = performance.now();
    const result = loadCatalog(root);
    const seconds = (performance.now() - start) / 1000;
    assert.ok(result.ok && result.value.services.length === 2000);
    // Ordinarily one to two seconds; the slack is for a busy machine.
    assert.ok(seconds < 8, `It took ${seconds} s.`);
  });
});
