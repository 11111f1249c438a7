import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {
  readSent,
  type Sent,
  sentKey,
  updateSent,
  withAllTold,
  withFirst,
  withOpen,
  withoutOpen,
  withTold,
} from "../../../cli/notify/sent-file";
import { temporaryFolder } from "../../sandbox/temporary";
import { card } from "../../scorecard/cards";

const key = (name: string): string => sentKey("central slack HOOK", name);
const paged = { project: "shop", stack: "prod", service: "cart" };
const nothing: Sent = { schemaVersion: 1, sent: {}, told: {}, open: [] };
const fresh = (): string => path.join(temporaryFolder(), "notified.json");

describe("the file of what was told", () => {
  it("is empty where there is none, and keeps what is added", () => {
    const file = fresh();
    assert.deepEqual(readSent(file), { schemaVersion: 1, sent: {}, told: {}, open: [] });
    updateSent(file, "2026-11-26", (sent) => withTold(sent, [key("a")], "2026-11-26"));
    assert.deepEqual(readSent(file).sent, { [key("a")]: "2026-11-26" });
  });

  it("keeps what another run wrote after this one had read it", () => {
    const file = fresh();
    const before = readSent(file);
    updateSent(file, "2026-11-26", (sent) => withTold(sent, [key("theirs")], "2026-11-26"));
    assert.deepEqual(before.sent, {});
    updateSent(file, "2026-11-26", (sent) => withTold(sent, [key("ours")], "2026-11-26"));
    assert.deepEqual(new Set(Object.keys(readSent(file).sent)), new Set([key("theirs"), key("ours")]));
  });

  it("forgets what is older than anything is reminded of", () => {
    const file = fresh();
    updateSent(file, "2026-01-01", (sent) => withTold(sent, [key("old")], "2026-01-01"));
    updateSent(file, "2026-07-20", (sent) => withTold(sent, [key("new")], "2026-07-20"));
    assert.deepEqual(Object.keys(readSent(file).sent).length, 2);
    updateSent(file, "2026-07-21", (sent) => sent);
    assert.deepEqual(Object.keys(readSent(file).sent), [key("new")]);
  });

  it("knows an alert until it is over, by destination", () => {
    const file = fresh();
    updateSent(file, "2026-11-26", (sent) => withOpen(sent, "central", paged, "2026-11-20"));
    updateSent(file, "2026-11-26", (sent) => withOpen(sent, "team orders", paged, "2026-11-21"));
    updateSent(file, "2026-11-26", (sent) => withoutOpen(sent, "central", paged));
    assert.deepEqual(readSent(file).open, [{ to: "team orders", ...paged, since: "2026-11-21" }]);
  });

  it("knows an alert once, and each of a service, stack and project by itself", () => {
    const others = [
      { ...paged, project: "depot" },
      { ...paged, stack: "dev" },
      { ...paged, service: "quote" },
    ];
    const start = withOpen(withOpen(nothing, "central", paged, "2026-11-20"), "central", paged, "2026-11-21");
    const all = others.reduce((sent, one) => withOpen(sent, "central", one, "2026-11-22"), start);
    assert.deepEqual(
      withoutOpen(all, "central", paged).open,
      others.map((one) => ({ to: "central", ...one, since: "2026-11-22" })),
    );
    assert.deepEqual(start.open, [{ to: "central", ...paged, since: "2026-11-21" }]);
  });

  it("notes of which day a reader was told all, by stack, and nothing of one service's scorecard", () => {
    const [prod, dev] = [card([], { judgedFor: "2026-11-20" }), card([], { stack: "dev" })];
    const first = withAllTold(nothing, ["amy", "ben"], [prod]);
    const second = withAllTold(first, ["amy"], [dev, { ...prod, judgedFor: "2026-11-23", only: "cart" }]);
    assert.deepEqual(second.told, {
      amy: { "shop/prod": "2026-11-20", "shop/dev": "2026-11-23" },
      ben: { "shop/prod": "2026-11-20" },
    });
  });

  it("keeps, once a reader was told anything, the day that was noted", () => {
    const told = withFirst(nothing, "amy", [card([], { judgedFor: "2026-11-20" })]);
    assert.deepEqual(told.told, { amy: { "shop/prod": "2026-11-20" } });
    assert.deepEqual(withFirst(told, "amy", [card([], { judgedFor: "2026-11-10" })]), told);
  });

  it("tells audiences and destinations apart", () => {
    assert.notEqual(sentKey("central slack A", "x"), sentKey("central slack B", "x"));
  });

  for (const [name, text] of Object.entries({
    "no JSON": "{",
    "another version": JSON.stringify({ schemaVersion: 2, sent: {}, told: {}, open: [] }),
    "another key": JSON.stringify({ schemaVersion: 1, sent: { a: "2026-11-26" }, told: {}, open: [] }),
  }))
    it(`is refused where it is ${name}, with what to do`, () => {
      const file = fresh();
      fs.writeFileSync(file, text);
      assert.throws(() => readSent(file), /must be .*\. Put it back as it was, or delete it/);
    });
});
