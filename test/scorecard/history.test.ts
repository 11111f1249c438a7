import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { explainDiff } from "../../scorecard/causes";
import { keepInHistory, readFigures, readHistory, stacksInHistory } from "../../scorecard/history";
import { figuresOf } from "../../scorecard/run-figures";
import { temporaryFolder } from "../sandbox/temporary";
import { cardOf, worldOfFigures as world } from "./year";

const at = (day: string): Date => new Date(`${day}T10:20:30.400Z`);
const files = (folder: string): readonly string[] =>
  fs
    .readdirSync(path.join(folder, "shop/prod"))
    .filter((name) => !name.includes(".figures."))
    .map((name) => path.join(folder, "shop/prod", name));

describe("the history of a stack", () => {
  it("is what was kept, oldest first, from a day on, with all that causes are found by", () => {
    const folder = temporaryFolder();
    const [first, second] = [cardOf(world("2026-11-01", 1, 20)), cardOf(world("2026-11-08", 20, 20))];
    assert.ok(keepInHistory(folder, second, at("2026-11-08")));
    assert.ok(keepInHistory(folder, first, at("2026-11-01")));
    const { entries, problems } = readHistory(folder, "shop", "prod");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      entries.map((one) => one.at),
      ["2026-11-01T10:20:30.400Z", "2026-11-08T10:20:30.400Z"],
    );
    const [older, newer] = entries.map(({ card }) => card);
    assert.ok(older && newer);
    const kinds = (diff: ReturnType<typeof explainDiff>) =>
      diff.findings.map(({ change, cause }) => `${change.service} ${change.rule} ${cause.kind}`);
    assert.deepEqual(kinds(explainDiff(older, newer)), kinds(explainDiff(first, second)));
    assert.deepEqual(older.summary, first.summary);
    assert.equal(readHistory(folder, "shop", "prod", "2026-11-02").entries.length, 1);
    assert.deepEqual(stacksInHistory(folder), [{ project: "shop", stack: "prod" }]);
  });

  it("keeps the same run once a day", () => {
    const folder = temporaryFolder();
    const card = cardOf(world("2026-11-01", 1));
    assert.equal(keepInHistory(folder, card, at("2026-11-01")), true);
    assert.equal(keepInHistory(folder, card, new Date("2026-11-01T23:00:00Z")), false);
    assert.equal(keepInHistory(folder, card, at("2026-11-02")), true);
    assert.equal(keepInHistory(folder, cardOf(world("2026-11-01", 20)), at("2026-11-02")), true);
    assert.equal(files(folder).length, 3);
  });

  it("is in the order of the days that were judged, also where several are kept at once, and each once", () => {
    const folder = temporaryFolder();
    const days = ["2026-11-03", "2026-11-01", "2026-11-04", "2026-11-02", "2026-11-05"];
    const twice = [cardOf(world("2026-11-05", 1)), cardOf(world("2026-11-05", 20))];
    const cards = [...days.slice(0, -1).map((day) => cardOf(world(day, 1))), ...twice];
    const now = at("2026-11-06");
    const keepAll = (): readonly boolean[] => cards.map((one) => keepInHistory(folder, one, now));
    assert.deepEqual(keepAll(), [true, true, true, true, true, true]);
    assert.deepEqual(keepAll(), [false, false, false, false, true, true], "it was otherwise in between");
    const read = readHistory(folder, "shop", "prod").entries.map(({ card }) => card);
    assert.deepEqual(
      read.map(({ judgedFor }) => judgedFor),
      ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", ...Array(4).fill("2026-11-05")],
    );
    assert.deepEqual(
      readFigures(folder, { project: "shop", stack: "prod" }).runs.map(({ figures }) => figures.judgedFor),
      read.map(({ judgedFor }) => judgedFor),
    );
    assert.deepEqual(
      read.slice(4).map(({ summary }) => summary),
      [...twice, ...twice].map(({ summary }) => summary),
    );
  });

  it("survives a torn file, and says which", () => {
    const folder = temporaryFolder();
    for (const day of ["2026-11-01", "2026-11-02", "2026-11-03"])
      keepInHistory(folder, cardOf(world(day, 1)), at(day));
    const [, torn = ""] = files(folder);
    fs.writeFileSync(torn, fs.readFileSync(torn).subarray(0, 60));
    const { entries, problems } = readHistory(folder, "shop", "prod");
    assert.equal(entries.length, 2);
    assert.match(problems.join(), /^shop\/prod\/2026-11-02T102030400Z-[0-9a-f]{12}\.json\.br cannot be read/);
  });

  it("has the figures of each run beside it, and reckons those that are missing, torn or wrong", () => {
    const folder = temporaryFolder();
    const days = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"];
    const cards = days.map((day, index) => cardOf(world(day, index * 5, 20)));
    for (const [index, one] of cards.entries()) keepInHistory(folder, one, at(days[index] ?? ""));
    const own = path.join(folder, "shop/prod");
    const kept = fs.readdirSync(own).filter((name) => name.includes(".figures."));
    assert.equal(kept.length, 4);
    const [missing = "", torn = "", wrong = ""] = kept.map((name) => path.join(own, name));
    fs.rmSync(missing);
    fs.writeFileSync(torn, fs.readFileSync(torn).subarray(0, 30));
    fs.writeFileSync(wrong, brotliCompressSync(JSON.stringify({ version: 0 })));
    const [last = ""] = files(folder).slice(-1);
    fs.writeFileSync(last, "torn"); // its figures tell all that is asked
    const { runs, problems } = readFigures(folder, { project: "shop", stack: "prod" });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      runs.map(({ figures }) => figures),
      cards.map((one) => figuresOf(one)),
    );
  });

  it("says which run has neither itself nor its figures", () => {
    const folder = temporaryFolder();
    keepInHistory(folder, cardOf(world("2026-11-01", 1)), at("2026-11-01"));
    for (const name of fs.readdirSync(path.join(folder, "shop/prod")))
      fs.writeFileSync(path.join(folder, "shop/prod", name), "torn");
    const { runs, problems } = readFigures(folder, { project: "shop", stack: "prod" });
    assert.deepEqual(runs, []);
    assert.match(problems.join(), /^shop\/prod\/2026-11-01T102030400Z-[0-9a-f]{12}\.json\.br cannot be read/);
  });

  it("is the union of what two branches kept", () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    keepInHistory(one, cardOf(world("2026-11-01", 1)), at("2026-11-01"));
    keepInHistory(other, cardOf(world("2026-11-02", 20)), at("2026-11-02"));
    fs.cpSync(other, one, { recursive: true, errorOnExist: true, force: false });
    assert.deepEqual(
      readHistory(one, "shop", "prod").entries.map(({ card }) => card.judgedFor),
      ["2026-11-01", "2026-11-02"],
    );
  });

  it("stays in its folder, whatever projects and stacks are called", () => {
    const folder = temporaryFolder();
    const inner = path.join(folder, "history");
    for (const name of ["..", ".", "../../x", "a/b", "ü %"])
      keepInHistory(
        inner,
        { ...cardOf(world("2026-11-01", 1)), project: name, stack: name },
        at("2026-11-01"),
      );
    assert.deepEqual(fs.readdirSync(folder), ["history"]);
    assert.equal(readHistory(inner, "..", "..").entries.length, 1);
    assert.deepEqual(
      stacksInHistory(inner)
        .map(({ project }) => project)
        .sort(),
      ["..", "../../x", ".", "a/b", "ü %"].sort(),
    );
  });

  it("takes little room: a year of weeks of 300 services is a few megabytes", () => {
    const folder = temporaryFolder();
    const figures = Array.from({ length: 300 }, (_, index) => (index * 7) % 21);
    keepInHistory(folder, cardOf(world("2026-11-01", ...figures)), at("2026-11-01"));
    const [file = ""] = files(folder);
    assert.ok(fs.statSync(file).size * 52 < 4_000_000, String(fs.statSync(file).size));
  });
});
