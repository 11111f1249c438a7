import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { entityName } from "../catalog/fields";
import { areas } from "./engine/rule";

/** A file that a new rule needs, by its path from the project's root. */
export interface ScaffoldedFile {
  readonly path: string;
  readonly content: string;
}

/** What a new rule changes in the two lists that name every rule. */
export interface RuleLists {
  readonly index: string;
  readonly pinned: string;
}

export const indexPath = "policy-pack/rules/index.ts";
export const pinnedPath = "test/policy-pack/rule-conventions.test.ts";

/** Reads <area>/<id>; throws an Error that says what is wrong with it. */
export function parseRulePath(text: string): { readonly area: string; readonly id: string } {
  const [area = "", id = "", ...more] = text.split("/");
  if (!areas.some((known) => known === area))
    throw new Error(`The area must be one of ${areas.join(", ")}; it is ${JSON.stringify(area)}.`);
  if (more.length > 0 || !entityName.safeParse(id).success)
    throw new Error(
      `The id must be lower-case letters, digits and dashes; it is ${JSON.stringify([id, ...more].join("/"))}.`,
    );
  return { area, id };
}

/** The rule and its test table, which fails until it is written. */
export function scaffold(area: string, id: string): readonly ScaffoldedFile[] {
  const name = camelCase(id);
  return [
    { path: `policy-pack/rules/${area}/${id}.ts`, content: ruleText(area, id, name) },
    { path: `test/policy-pack/rules/${area}/${id}.test.ts`, content: testText(area, id, name) },
  ];
}

/** The lists with the rule in its place. Throws where a list is not as expected, or has the rule already. */
export function listRule({ index, pinned }: RuleLists, area: string, id: string): RuleLists {
  const name = camelCase(id);
  return {
    index: insertSorted(
      insertSorted(
        index,
        `import { ${name} } from "./${area}/${id}";`,
        /^import \{ \w+ \} from "\.\/.*";$/,
        (line) => line.slice(line.indexOf('"')),
      ),
      `  ${name},`,
      /^ {2}\w+,$/,
      (line) => kebabCase(line.trim().slice(0, -1)),
    ),
    pinned: insertSorted(pinned, `  "${id}",`, /^ {2}"[a-z0-9-]+",$/, (line) => line.trim().slice(1, -2)),
  };
}

/** Inserts a line among the first run of lines of its kind, in the order of their keys. */
function insertSorted(text: string, line: string, kind: RegExp, keyOf: (line: string) => string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((one) => kind.test(one));
  if (start < 0) throw new Error(`No line like ${JSON.stringify(line)} was found to put it beside.`);
  const length = lines.slice(start).findIndex((one) => !kind.test(one));
  const run = lines.slice(start, start + length);
  if (run.includes(line)) throw new Error(`There is a rule of that name already: ${line.trim()}`);
  const before = run.filter((one) => keyOf(one) < keyOf(line)).length;
  lines.splice(start + before, 0, line);
  return lines.join("\n");
}

function camelCase(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function ruleText(area: string, id: string, name: string): string {
  return `import { defineRule } from "../../engine/rule";

export const ${name} = defineRule({
  id: "${id}",
  area: "${area}",
  level: "silver",
  title: "Say in a short sentence what every service does",
  why: "Say what goes wrong without it.",
  fix: "Say what to change in {file}.",
  whenNot: "Say for which services the rule is wrong, and what to do then.",
  evidence: ["catalog"],
  messages: {
    missing: "The service must have what the rule is about.",
  },
  check({ service, fail }) {
    if (service.facts.description === undefined) fail("missing", {});
  },
});
`;
}

function testText(area: string, id: string, name: string): string {
  return `import { ${name} } from "../../../../policy-pack/rules/${area}/${id}";
import { given } from "../../given";
import { testRule } from "../../rule-tester";

testRule(${name}, {
  pass: {
    "a service that lacks nothing": given.service(),
  },
  fail: {},
});
`;
}

/** Writes a rule, its test table and its lines in the lists. */
function main(argument: string | undefined): void {
  const root = join(__dirname, "..", "..");
  const { area, id } = parseRulePath(argument ?? "");
  const files = scaffold(area, id);
  for (const { path } of files) if (existsSync(join(root, path))) throw new Error(`${path} exists already.`);
  const lists = {
    index: readFileSync(join(root, indexPath), "utf8"),
    pinned: readFileSync(join(root, pinnedPath), "utf8"),
  };
  const { index, pinned } = listRule(lists, area, id);
  const all = [...files, { path: indexPath, content: index }, { path: pinnedPath, content: pinned }];
  for (const { path, content } of all) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  console.log(
    `Wrote ${files.map(({ path }) => path).join(" and ")}. Now write the table first: npm test says what it lacks.`,
  );
}

if (require.main === module) {
  try {
    main(process.argv[2]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
