import assert from "node:assert/strict";
import { ownersOfFolder, readOwnerLines } from "../../../../policy-pack/views/repository/owner-lines";

describe("lines of code owners", () => {
  it("have a pattern and those who own what it matches, with their places", () => {
    const lines = readOwnerLines("# note\n\n  /src/ \t@a  @o/b #c @d\r\n/my\\ docs/\n");
    assert.deepEqual(
      lines.map(({ line, text, owners }) => [line, text, ...owners.map((one) => [one.text, one.column])]),
      [
        [3, "/src/", ["@a", 10], ["@o/b", 14]],
        [4, "/my\\ docs/"],
      ],
    );
  });
  it("are left out where GitHub skips them", () => {
    assert.deepEqual(readOwnerLines("!/a @b\n/a[0-9] @b\n\\#a @b\n***/a @b\n"), []);
  });

  const isSound = ({ owners }: { readonly owners: readonly unknown[] }): boolean => owners.length > 0;
  const decided = (text: string, folder = "src") => {
    const { unsound, isCovered } = ownersOfFolder(readOwnerLines(text), folder, isSound);
    return [isCovered, ...unsound.map(({ line }) => line)];
  };
  const cases: Readonly<Record<string, readonly [string, readonly (number | boolean)[]]>> = {
    "cover a folder": ["* @a\n", [true]],
    "leave a folder out": ["/docs/ @a\n", [false]],
    "stop at the last that covers all": ["/src/x/\n/src/y/\n/src/ @a\n/src/z/\n", [true, 4]],
    "count where they decide over something that others leave": ["* @a\n*.md\n/src/x/*.md @b\n", [true, 2]],
    "do not count where a later one decides over all of theirs": ["* @a\n/src/x/*.md\n*.md @b\n", [true]],
    "do not count where later ones decide over all of theirs together": [
      "* @a\n/src/x/\n/src/x/* @b\n/src/x/*/ @b\n",
      [true],
    ],
    "count for a file where later ones are about a folder of its name": [
      "* @a\n/src/x\n/src/x/ @b\n",
      [true, 2],
    ],
    "cover a folder together": ["/src/* @a\n/src/*/ @b\n", [true]],
  };
  for (const [name, [text, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(decided(text), expected));

  it("are not read where they are about other folders", () => {
    const lines = readOwnerLines(
      `/src/ @a\n${Array.from({ length: 20_000 }, (_, at) => `/apps/a${at}/ @b`).join("\n")}\n`,
    );
    const start = process.cpuUsage();
    for (let service = 0; service < 100; service++) ownersOfFolder(lines, `src/s${service}`, isSound);
    assert.ok(process.cpuUsage(start).user < 3_000_000, "two million lines must take seconds at most");
  });
  it("take no more than a moment where they are made to take long", () => {
    const hostile = `${"**/a".repeat(250)}\n${"*a".repeat(400)}\n${"?".repeat(999)}\n`.repeat(50);
    const start = process.cpuUsage();
    assert.equal(ownersOfFolder(readOwnerLines(hostile), "a/a/a/a/a/a", isSound).unsound.length, 20);
    assert.ok(process.cpuUsage(start).user < 3_000_000);
  });
});
