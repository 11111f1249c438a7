import assert from "node:assert/strict";
import { diffText, type StackDiff } from "../../cli/printing/diff";
import { judgementText } from "../../cli/printing/judgement";
import { paintFor, shownTexts, table, wrap } from "../../cli/terminal";
import { oneLine } from "../../policy-pack/engine/text";
import type { ScoredFinding, ScoredService } from "../../scorecard/schema";
import * as cards from "../scorecard/cards";

const plainPaint = paintFor({ colour: false });

const finding = (rule: string, enforcement: "advisory" | "mandatory"): ScoredFinding =>
  cards.finding({
    rule,
    violations: [
      cards.violation({
        text: `Something of ${rule} must be so.`,
        fix: "Mend it.",
        enforcement,
        gate: enforcement,
      }),
    ],
  });

const service = (index: number, findings: readonly ScoredFinding[]): ScoredService =>
  cards.service({
    name: `service-${String(index).padStart(3, "0")}`,
    levels: [cards.level("none", "bronze")],
    findings: [...findings],
  });

const shown = (services: readonly ScoredService[]): string =>
  judgementText(cards.card(services), "Summed up.", { width: 110, paint: plainPaint });

describe("a judgement of 200 services", () => {
  const advisory = Array.from({ length: 200 }, (_, index) =>
    service(index, [finding("runbook-present", "advisory")]),
  );
  const blocking = advisory.map((one, index) =>
    index % 2 === 0 ? { ...one, findings: [...one.findings, finding("owner-assigned", "mandatory")] } : one,
  );

  it("has each service in one line, those that block first", () => {
    const lines = shown(blocking).split("\n");
    const rows = lines.filter((line) => /^service-\d{3} +1 /.test(line));
    assert.equal(rows.length, 200);
    assert.deepEqual(
      rows.map((row) => / 1 +1 +\. +\. +orders$/.test(row)),
      rows.map((_, index) => index < 100),
    );
  });

  it("names every failure that blocks, and says once how to be told how to mend them", () => {
    const text = shown(blocking);
    assert.equal(text.match(/^ {2}blocks {2}owner-assigned$/gm)?.length, 100);
    assert.equal(text.match(/Fix:/g), null);
    assert.equal(text.match(/readiness judge --stack prod --service <name>/g)?.length, 1);
  });

  it("gathers what is advisory by rule, in few lines", () => {
    const text = shown(advisory);
    assert.match(text, /^ {2}runbook-present {2}200 services: service-000, service-001, /m);
    assert.ok(text.split("\n").length < 260);
  });

  it("says how to mend what blocks where that is little", () => {
    assert.match(shown(blocking.slice(0, 5)), /^ {4}Fix: Mend it\.$/m);
  });

  it("shows levels with and without waivers where these differ", () => {
    assert.match(
      shown(blocking.slice(0, 1)),
      /^service-000 \(tier 1, bronze with waivers, no level without, must be gold\)$/m,
    );
  });
});

describe("a table", () => {
  it("aligns columns, counts right-aligned, without blanks at the end", () => {
    const cell = (text: string) => ({ text });
    const number = (text: string) => ({ text, right: true });
    assert.equal(
      table([
        [cell("a"), number("10"), cell("x")],
        [cell("long"), number("5"), cell("")],
      ]),
      "a     10  x\nlong   5",
    );
    assert.equal(table([]), "");
  });
});

describe("a wrapped text", () => {
  it("breaks at blanks and keeps a word that is longer than a line", () => {
    assert.equal(wrap("one two three four", 22, "  "), "  one two three four");
    assert.equal(wrap("one two three four five", 22, "  "), "  one two three four\n  five");
    const long = "x".repeat(60);
    assert.equal(wrap(`a ${long} b`, 30), `a\n${long}\nb`);
  });
});

describe("a text that is shown", () => {
  it("is one line, whole, with what deceives a terminal escaped", () => {
    assert.equal(oneLine("a\n  b\u001b[31m\u202e"), "a b\\u001b[31m\\u202e");
    assert.equal(oneLine("x".repeat(1_000)), "x".repeat(1_000));
    assert.equal(oneLine(oneLine("\u001b")), "\\u001b");
  });
  it("takes no longer for a hostile one", () => {
    const start = performance.now();
    assert.equal(oneLine(`${" ".repeat(3_000_000)}x`), "x");
    assert.ok(performance.now() - start < 3_000);
  });
  it("is made so wherever it stands in a value", () => {
    assert.deepEqual(shownTexts({ a: ["\u0007", 1, null], b: { c: true } }), {
      a: ["\\u0007", 1, null],
      b: { c: true },
    });
  });
});

describe("a diff", () => {
  const empty = {
    findings: [],
    enforcements: [],
    levels: [],
    waivedLevels: [],
    newServices: [],
    lostServices: [],
  };
  const text = (parts: Partial<StackDiff>): string =>
    diffText(
      {
        project: "shop",
        stack: "prod",
        since: "2026-11-01",
        until: "2026-11-08",
        figures: [],
        ...empty,
        ...parts,
      },
      { width: 110, paint: plainPaint },
    );

  it("shows a share as finely as it takes to see that it is another", () => {
    const shares = [
      [0.3, 0.95],
      [0.364, 0.366],
      [0.36401, 0.36402],
    ] as const;
    const figures = shares.map(
      ([from, to]) => ({ figure: "ready", from, to, unit: "share", causes: [] }) as const,
    );
    assert.deepEqual(text({ figures }).split("\n").slice(3), [
      "  ready: 30 % -> 95 %",
      "  ready: 36.4 % -> 36.6 %",
      "  ready: 36.401 % -> 36.402 %",
    ]);
  });

  it("shows a level with waivers where it moved otherwise than the one as judged", () => {
    const change = {
      service: "cart",
      set: "own",
      direction: "degraded",
      from: "gold",
      to: "bronze",
    } as const;
    const because = { kind: "waiver", because: "a waiver ended on 2026-11-07" } as const;
    const level = { change, causes: [because] };
    const cause = "    waiver: a waiver ended on 2026-11-07";
    const lines = (parts: Partial<StackDiff>) => text(parts).split("\n").slice(3);
    assert.deepEqual(lines({ waivedLevels: [level] }), [
      "  cart: gold -> bronze in own, with waivers",
      cause,
    ]);
    assert.deepEqual(lines({ levels: [level], waivedLevels: [level] }), [
      "  cart: gold -> bronze in own",
      cause,
    ]);
  });
});
