import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { circleOf } from "../../../../policy-pack/views/slos/dependencies";
import { perfectFacts, serviceComponent, toRaw } from "../../perfect-service";

/** A stack of services, each with the names that it needs. */
function circles(needs: Readonly<Record<string, readonly string[]>>): Record<string, string | undefined> {
  const components = Object.entries(needs).map(([name, needed]) =>
    serviceComponent(
      name,
      { ...perfectFacts(name), dependencies: needed.map((service) => ({ service, kind: "hard" })) },
      [],
    ),
  );
  const { services, surroundings } = buildInventory(toRaw(components));
  return Object.fromEntries(
    services.map(({ subject }) => [subject.name, circleOf(subject, surroundings)?.join(" ")]),
  );
}

describe("circleOf", () => {
  it("tells every service of a circle the same, and nothing to those that only lead to it", () => {
    assert.deepEqual(circles({ a: ["b"], b: ["c"], c: ["a"], d: ["a"], e: [] }), {
      a: "a b c a",
      b: "a b c a",
      c: "a b c a",
      d: undefined,
      e: undefined,
    });
  });

  it("names the shortest of several circles", () => {
    assert.deepEqual(circles({ a: ["b", "c"], b: ["c"], c: ["a"] }), {
      a: "a c a",
      b: "a b c a",
      c: "a c a",
    });
  });

  it("ends where a dependency is nobody's name", () => {
    assert.deepEqual(circles({ a: ["nobody"] }), { a: undefined });
  });

  it("stays quick on a circle of a thousand services", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `s${index}`);
    const needs = names.map((name, index) => [name, [names[(index + 1) % names.length] ?? ""]]);
    const started = process.hrtime.bigint();
    const found = circles(Object.fromEntries(needs));
    assert.equal(new Set(Object.values(found)).size, 1);
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 8_000);
  });
});
