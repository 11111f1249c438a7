import assert from "node:assert/strict";
import { loadCatalog } from "../../catalog/load";
import { formatProblem } from "../../catalog/reading/problems";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

type Files = Readonly<Record<string, string>>;

const base: Files = {
  "catalog/services/cart.yaml": "name: cart\naliases: [basket]\n",
  "catalog/services/checkout.yaml": "name: checkout\n",
  "catalog/teams/orders.yaml": "name: orders\naliases: [sales]\n",
};

function load(files: Files): ReturnType<typeof loadCatalog> {
  const root = temporaryFolder();
  writeFiles(root, { ...base, ...files });
  return loadCatalog(root);
}

function problemsOf(files: Files): readonly string[] {
  const result = load(files);
  return result.ok ? [] : result.problems.map(formatProblem);
}

const spring = (rest: string): Files => ({
  "catalog/initiatives/spring.yaml": `id: spring\ntitle: Spring\nstart: 2026-11-01\ndeadline: 2026-12-31\n${rest}`,
});
const waiver = (patch: Readonly<Record<string, string | undefined>> = {}): string => {
  const fields: Readonly<Record<string, string | undefined>> = {
    rule: "slo-defined",
    service: "cart",
    reason: "migration",
    note: "Moves.",
    approver: "pia",
    requested: "2026-11-01",
    expires: "2026-11-30",
    ...patch,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `  - ${lines.join("\n    ")}\n`;
};
const waivers = (...all: readonly string[]): Files => ({
  "catalog/waivers.yaml": `waivers:\n${all.join("")}`,
});

/** One test a row: files beside the two services and the team, and every line that is printed about them. */
function holdAll(cases: Readonly<Record<string, readonly [Files, readonly string[]]>>): void {
  for (const [name, [files, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(problemsOf(files), expected));
}

describe("the initiatives of a catalog", () => {
  it("are read with their defaults, sorted by id", () => {
    const result = load({
      ...spring("rules: [slo-defined]\nbrief: docs/spring.md\n"),
      "catalog/initiatives/autumn.yaml":
        "id: autumn\ntitle: Autumn\nstart: 2026-09-01\ndeadline: 2026-10-31\nlevel: silver\ngoal: 80\nscope: {tiers: [1], teams: [sales], tags: [eu], services: [basket, checkout]}\n",
    });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(result.value.initiatives, [
      {
        id: "autumn",
        title: "Autumn",
        start: "2026-09-01",
        deadline: "2026-10-31",
        level: "silver",
        goal: 80,
        scope: { tiers: [1], teams: ["sales"], tags: ["eu"], services: ["basket", "checkout"] },
      },
      {
        id: "spring",
        title: "Spring",
        start: "2026-11-01",
        deadline: "2026-12-31",
        rules: ["slo-defined"],
        goal: 100,
        scope: {},
        brief: { path: "docs/spring.md" },
      },
    ]);
  });

  describe("are refused", () => {
    const file = "catalog/initiatives/spring.yaml";
    holdAll({
      "for another id than the file's name": [
        {
          "catalog/initiatives/spring.yaml":
            "id: winter\ntitle: W\nstart: 2026-11-01\ndeadline: 2026-12-31\nlevel: gold\n",
        },
        [
          `${file}:1:5: id must equal the file's name "spring"; it is "winter". Rename the file or change the id.`,
        ],
      ],
      "for neither rules nor level": [
        spring(""),
        [`${file}:1:1: The initiative must have either rules or level. State which rules it is about.`],
      ],
      "for both rules and level": [
        spring("rules: [slo-defined]\nlevel: gold\n"),
        [`${file}:1:1: The initiative must have either rules or level. State which rules it is about.`],
      ],
      "for a set without a level": [
        spring("rules: [slo-defined]\nruleSet: migration\n"),
        [`${file}:6:10: ruleSet says which set level is of. Remove it, or state level instead of rules.`],
      ],
      "for a deadline before its start": [
        {
          "catalog/initiatives/spring.yaml":
            "id: spring\ntitle: Spring\nstart: 2026-12-31\ndeadline: 2026-12-30\nlevel: gold\n",
        },
        [`${file}:4:11: deadline must not be before start, "2026-12-31"; it is "2026-12-30".`],
      ],
      "for services and teams in its scope that do not exist": [
        spring("level: gold\nscope:\n  services: [cart, chekout]\n  teams: [order, sales]\n"),
        [
          `${file}:7:20: "chekout" must be a service in catalog/services. Did you mean "checkout"?`,
          `${file}:8:11: "order" must be a team in catalog/teams. Did you mean "orders"?`,
        ],
      ],
      "for what its schema says, without blaming what that hides": [
        spring("level: platinum\ngoal: 0\nscope: {tiers: [4], services: []}\n"),
        [
          `${file}:5:8: level must be one of bronze, silver, gold; it is "platinum".`,
          `${file}:6:7: goal must be more than 0; it is 0.`,
          `${file}:7:17: scope.tiers[0] must be one of 1, 2, 3; it is 4.`,
          `${file}:7:31: scope.services must have at least 1 entry.`,
        ],
      ],
      "for an empty list of rules": [
        spring("rules: []\n"),
        [`${file}:5:8: rules must have at least 1 entry.`],
      ],
      "for days that do not exist": [
        {
          "catalog/initiatives/spring.yaml":
            "id: spring\ntitle: Spring\nstart: 2026-02-30\ndeadline: soon\nlevel: gold\n",
        },
        [
          `${file}:3:8: start must be a day that exists, written YYYY-MM-DD; it is "2026-02-30".`,
          `${file}:4:11: deadline must be a day that exists, written YYYY-MM-DD; it is "soon".`,
        ],
      ],
      "for a file name that is not read": [
        { "catalog/initiatives/spring.yml": "id: spring\n" },
        ["catalog/initiatives/spring.yml: The file's name must end in .yaml. Rename it."],
      ],
      "for an empty file": [
        { [file]: "" },
        [`${file}:1:1: The file must not be empty. Write its fields, or delete it.`],
      ],
    });
    it("without blaming names where a service's file cannot be read", () => {
      const files = { ...spring("level: gold\nscope: {services: [ad]}\n"), "catalog/services/ad.yaml": "" };
      assert.deepEqual(problemsOf(files), [
        "catalog/services/ad.yaml:1:1: The file must not be empty. Write its fields, or delete it.",
      ]);
    });
  });
});

describe("the waivers of a catalog", () => {
  it("need not be there", () => {
    const result = load({});
    assert.deepEqual(result.ok && result.value.waivers, []);
  });
  it("may be none", () => assert.deepEqual(problemsOf({ "catalog/waivers.yaml": "waivers: []\n" }), []));
  it("are read in the order of the file, those of services and rules that do not exist among them", () => {
    const result = load(waivers(waiver({ service: "gone" }), waiver({ rule: "gone", subject: "latency" })));
    assert.ok(result.ok);
    assert.deepEqual(
      result.value.waivers.map(({ service, rule, subject }) => [service, rule, subject]),
      [
        ["gone", "slo-defined", undefined],
        ["cart", "gone", "latency"],
      ],
    );
  });
  describe("are taken", () => {
    holdAll({
      "for a whole of 90 days": [waivers(waiver({ requested: "2026-11-01", expires: "2027-01-30" })), []],
      "for a single day": [waivers(waiver({ expires: "2026-11-01" })), []],
      "again where one follows another": [
        waivers(waiver(), waiver({ requested: "2026-11-30", expires: "2026-12-29" })),
        [],
      ],
      "for each of several subjects": [
        waivers(waiver({ subject: "latency" }), waiver({ subject: "availability" }), waiver()),
        [],
      ],
    });
  });
  describe("are refused", () => {
    const file = "catalog/waivers.yaml";
    holdAll({
      "for more than 90 days": [
        waivers(waiver({ requested: "2026-11-01", expires: "2027-01-31" })),
        [`${file}:8:14: expires must be at most 90 days after requested; it is 91 days after.`],
      ],
      "for an end before they were requested": [
        waivers(waiver({ expires: "2026-10-31" })),
        [`${file}:8:14: expires must not be before requested, "2026-11-01"; it is "2026-10-31".`],
      ],
      "where one is given twice": [
        waivers(waiver(), waiver({ note: "Again." })),
        [`${file}:9:5: The waiver of "slo-defined" for "cart" is given twice. Remove one.`],
      ],
      "without an end, an approver or a note": [
        waivers(waiver({ expires: undefined, approver: undefined, note: undefined })),
        [
          `${file}:2:5: waivers[0].note is missing; it must be text.`,
          `${file}:2:5: waivers[0].approver is missing; it must be text.`,
          `${file}:2:5: waivers[0].expires is missing; it must be a day that exists, written YYYY-MM-DD.`,
        ],
      ],
      "for a reason that is not on the list": [
        waivers(waiver({ reason: "too-hard" })),
        [
          `${file}:4:13: waivers[0].reason must be one of migration, accepted-risk, external-control, wrong-rule; it is "too-hard".`,
        ],
      ],
      "for an approver that is no login": [
        waivers(waiver({ approver: '"@pia"' })),
        [`${file}:6:15: waivers[0].approver must be a login, without @ or spaces; it is "@pia".`],
      ],
      "for a misspelt key": [
        { [file]: "waiver: []\n" },
        [`${file}:1:1: "waiver" is not a field. Did you mean "waivers"? Allowed: waivers.`],
      ],
      "for a list without its key": [
        { [file]: waiver() },
        [`${file}:1:3: The file must be a map of fields; it is a list.`],
      ],
      "for a file name that is not read": [
        { "catalog/waivers.yml": "waivers: []\n" },
        ["catalog/waivers.yml: The file's name must end in .yaml. Rename it."],
      ],
      "for an empty file": [
        { [file]: "" },
        [`${file}:1:1: The file must not be empty. Write its fields, or delete it.`],
      ],
    });
  });
  it("are checked in seconds, however many there are", function () {
    this.timeout(30_000);
    const many = Array.from({ length: 2_000 }, (_, at) => waiver({ subject: `s${at}`, note: "N." }));
    const start = performance.now();
    assert.deepEqual(problemsOf(waivers(...many)), []);
    assert.ok(performance.now() - start < 8_000);
  });
});
