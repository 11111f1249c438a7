import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { comparisonOf } from "../../../cli/notify/earlier";
import type { Terminal } from "../../../cli/terminal";
import { keepInHistory } from "../../../scorecard/history";
import type { Scorecard } from "../../../scorecard/schema";
import { temporaryFolder } from "../../sandbox/temporary";
import { card, service } from "../../scorecard/cards";

const today = "2026-11-23";
const of = (judgedFor: string) => card([service()], { judgedFor });
const told = (days: Readonly<Record<string, string>>) => ({
  schemaVersion: 1 as const,
  sent: {},
  told: Object.fromEntries(Object.entries(days).map(([to, day]) => [to, { "shop/prod": day }])),
  open: [],
});

/** The days that readers are told of today's scorecard against, out of a history of such days. */
function against(
  days: readonly string[],
  readers: Readonly<Record<string, string>>,
  digest = false,
): readonly (string | undefined)[] {
  const history = temporaryFolder();
  for (const day of days) keepInHistory(history, of(day), new Date(`${day}T07:00:00Z`));
  const everybody = Object.keys(readers);
  const terminal = { cwd: history } as Partial<Terminal> as Terminal; // nothing else is read
  const { pairsFor } = comparisonOf([of(today)], { history, digest }, told(readers), everybody, terminal);
  return everybody.map((to) => pairsFor(to)[0]?.earlier?.judgedFor);
}

describe("what today's scorecard is compared with, out of a history", () => {
  it("is for a digest the run of a week ago", () => {
    const days = ["2026-11-10", "2026-11-16", "2026-11-17", "2026-11-22"];
    assert.deepEqual(against(days, { amy: "2026-11-22" }, true), ["2026-11-16"]);
  });

  it("is for each reader the run of which all was told, however long ago", () => {
    const days = ["2025-11-30", "2026-10-30", "2026-11-17", "2026-11-20", "2026-11-22"];
    const readers = { amy: "2026-11-17", ben: "2026-11-01", cal: "2026-11-21" };
    assert.deepEqual(against(days, readers), ["2026-11-17", "2026-10-30", "2026-11-20"]);
    assert.deepEqual(against(days, { ...readers, dan: "2026-01-01" }), [
      "2026-11-17",
      "2026-10-30",
      "2026-11-20",
      "2025-11-30",
    ]);
  });

  it("is the first run where nothing is as old, and never one of today", () => {
    assert.deepEqual(against(["2026-11-20", today], { amy: "2026-11-01", ben: today }), [
      "2026-11-20",
      "2026-11-20",
    ]);
  });
});

describe("an earlier scorecard", () => {
  const compared = (earlier: Partial<Scorecard>, more: Partial<Scorecard> = {}) => {
    const cwd = temporaryFolder();
    fs.writeFileSync(path.join(cwd, "old.json"), JSON.stringify({ ...of("2026-11-22"), ...earlier }));
    const terminal = { cwd } as Partial<Terminal> as Terminal; // nothing else is read
    return () =>
      comparisonOf([{ ...of(today), ...more }], { since: "old.json" }, told({}), ["amy"], terminal);
  };

  it("is refused where it is of a moved day, of one service or later", () => {
    assert.throws(compared({ whatIf: true }), /of "shop\/prod" must be of its own day\.$/);
    assert.throws(compared({ only: "cart" }), /of "shop\/prod" must be of all services; it is of one\.$/);
    assert.throws(compared({ only: "cart" }, { only: "quote" }), /must be of all services/);
    assert.throws(compared({ judgedFor: "2026-11-24" }), /must not be of a later day; it is of 2026-11-24, /);
    assert.doesNotThrow(compared({ only: "cart" }, { only: "cart" }));
  });

  it("is told of where it cannot be read, of a history", () => {
    const history = temporaryFolder();
    keepInHistory(history, of("2026-11-20"), new Date("2026-11-20T07:00:00Z"));
    keepInHistory(history, of("2026-11-21"), new Date("2026-11-21T07:00:00Z"));
    const own = path.join(history, "shop", "prod");
    const [, torn = ""] = fs.readdirSync(own).sort();
    fs.writeFileSync(path.join(own, torn), "torn");
    const terminal = { cwd: history } as Partial<Terminal> as Terminal; // nothing else is read
    const { remarks } = comparisonOf([of(today)], { history }, told({}), ["amy"], terminal);
    assert.equal(remarks.length, 1);
  });
});
