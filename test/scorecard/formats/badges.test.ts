import assert from "node:assert/strict";
import fc from "fast-check";
import { badgesOf } from "../../../scorecard/formats/badges";
import type { ScoredService } from "../../../scorecard/schema";
import { card, level, service } from "../cards";

const badges = (...services: readonly ScoredService[]): ReadonlyMap<string, string> =>
  badgesOf(card(services));

const endpoint = (all: ReadonlyMap<string, string>, name: string): Readonly<Record<string, unknown>> =>
  JSON.parse(all.get(`${name}.json`) ?? "");

const title = (all: ReadonlyMap<string, string>, name: string): string | undefined =>
  /<title>(.*)<\/title>/.exec(all.get(`${name}.svg`) ?? "")?.[1];

/** Relative luminance of a colour such as #3f4650 (WCAG 2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // three parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("badges of a scorecard", () => {
  const levels: Readonly<Record<string, readonly [ScoredService["levels"], string, string]>> = {
    gold: [[level("gold")], "gold", "readiness: gold, must be gold"],
    silver: [[level("silver")], "silver", "readiness: silver, must be gold"],
    "bronze, more with waivers": [
      [level("bronze", "gold")],
      "bronze (gold with waivers)",
      "readiness: bronze (gold with waivers), must be gold",
    ],
    "nothing yet": [[level("none")], "no level yet", "readiness: no level yet, must be gold"],
    "no level that applies": [[], "no level", "readiness: no level applies"],
    "another set alone": [[{ ...level("gold"), set: "security" }], "no level", "readiness: no level applies"],
  };
  for (const [name, [own, message, words]] of Object.entries(levels))
    it(`tell a service's level: ${name}`, () => {
      const all = badges(service({ levels: own }));
      const { color, ...rest } = endpoint(all, "cart");
      assert.deepEqual(rest, { schemaVersion: 1, label: "readiness", message });
      assert.match(String(color), /^#[0-9a-f]{6}$/);
      assert.equal(title(all, "cart"), words);
      assert.ok(all.get("cart.svg")?.includes(`>${message}</text>`));
    });

  it("have a colour for each level", () => {
    const all = badges(
      ...(["none", "bronze", "silver", "gold"] as const).map((one) =>
        service({ name: one, levels: [level(one)] }),
      ),
    );
    const colours = ["none", "bronze", "silver", "gold"].map((name) => endpoint(all, name).color);
    assert.equal(new Set(colours).size, 4);
  });

  const shares: Readonly<Record<string, readonly [ScoredService[], string, string]>> = {
    all: [[service()], "100 % at must-level", "readiness: 1 of 1 services at their must-level"],
    "some, rounded down": [
      ["a", "b", "c"].map((name) =>
        service({ name, levels: [level(name === "a" ? "bronze" : "gold", "gold")] }),
      ),
      "66 % at must-level",
      "readiness: 2 of 3 services at their must-level, 3 with waivers",
    ],
    none: [
      [service({ levels: [level("none")] })],
      "0 % at must-level",
      "readiness: 0 of 1 services at their must-level",
    ],
    nobody: [[], "no service", "readiness: no service"],
  };
  for (const [name, [services, message, words]] of Object.entries(shares))
    it(`tell the share of services at their must-level: ${name}`, () => {
      const all = badges(...services);
      assert.equal(endpoint(all, "overall").message, message);
      assert.equal(title(all, "overall"), words);
    });

  it("have one colour for a share of 90 % and more, one down to 50 %, one below", () => {
    const colourAt = (percent: number): unknown => {
      const services = Array.from({ length: 100 }, (_, index) =>
        service({ name: `s${index}`, levels: [level(index < percent ? "gold" : "none")] }),
      );
      return endpoint(badges(...services), "overall").color;
    };
    const [all, least, under, half, below, nothing] = [100, 90, 89, 50, 49, 0].map(colourAt);
    assert.deepEqual([all, under, below], [least, half, nothing]);
    assert.equal(new Set([all, under, below]).size, 3);
  });

  it("can be read: white text has a contrast of at least 4.5 to 1 on every background", () => {
    const half = ["gold", "none"] as const;
    const sets = [
      badges(
        ...(["none", "bronze", "silver", "gold"] as const).map((one) =>
          service({ name: one, levels: [level(one)] }),
        ),
      ),
      badges(service({ levels: [] })),
      badges(...half.map((one) => service({ name: one, levels: [level(one)] }))),
      badges(service()),
    ];
    const pictures = sets.flatMap((all) => [...all].filter(([name]) => name.endsWith(".svg")));
    const backgrounds = new Set(
      pictures.flatMap(([, svg]) => svg.match(/(?<=height="20" fill=")#\w+/g) ?? []),
    );
    assert.equal(backgrounds.size, 7);
    for (const colour of backgrounds) assert.ok(1.05 / (luminance(colour) + 0.05) >= 4.5, colour);
  });

  it("are pictures without anything to run or to load", () => {
    for (const [name, svg] of badges(service(), service({ name: "<script>" })))
      if (name.endsWith(".svg")) {
        assert.match(
          svg,
          /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="20" role="img" aria-label="[^"<&]+">\n/,
        );
        assert.doesNotMatch(svg, /script|href|style|<image|&/);
      }
  });

  const names: Readonly<Record<string, string>> = {
    "cart-2": "cart-2",
    overall: "_006fverall",
    con: "_0063on",
    Cart: "_0043art",
    "../etc": "_002e_002e_002fetc",
    a_b: "a_005fb",
    "-rf": "_002drf",
    "a b": "a_0020b",
    "\ud800": "_d800",
  };
  for (const [name, file] of Object.entries(names))
    it(`have a safe file name for a service called ${JSON.stringify(name)}`, () => {
      assert.deepEqual(
        [...badges(service({ name })).keys()],
        ["overall.json", "overall.svg", `${file}.json`, `${file}.svg`],
      );
    });

  it("have a safe file name of its own for any service", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.string({ minLength: 1, maxLength: 400 }),
      fc.constantFrom("overall", "_006fverall", "x".repeat(200), "x".repeat(201), "X", "x"),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (all) => {
        const files = [...badges(...all.map((one) => service({ name: one }))).keys()];
        assert.equal(new Set(files).size, 2 * all.length + 2);
        for (const file of files) assert.match(file, /^[a-z0-9_][a-z0-9_-]{0,199}\.(json|svg)$/);
      }),
    );
  });
});
