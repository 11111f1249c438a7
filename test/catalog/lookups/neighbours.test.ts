import assert from "node:assert/strict";
import { catalogOutputsSchema, catalogToken, serviceFactsSchema } from "../../../catalog/graph";
import { standingOf } from "../../../catalog/lookups/neighbours";
import { neighbourOf, unreadNeighbour } from "../../../catalog/neighbour";
import { declared } from "../components/project";

const payment = { tier: 1, lifecycle: "production", aliases: ["billing"], promises: { "30d": 99.9 } };
const told = { schemaVersion: 1, programVersion: "9.9.9", owns: false, services: { payment } };
const stack = "acme/payments/prod";

describe("a neighbouring stack", () => {
  it("is known by its services, whatever else it tells", () => {
    assert.deepEqual(neighbourOf(stack, { ...told, more: { services: { payment: 1 } } }), {
      stack,
      services: { payment },
    });
  });

  const unread: Readonly<Record<string, readonly [unknown, string]>> = {
    "has told nothing yet": [
      undefined,
      "it has no output catalog that could be read, as after its first update",
    ],
    "shares nothing": [
      { schemaVersion: 1, programVersion: "1.0.0" },
      "it does not share them; readiness:shares in its config makes it do so",
    ],
    "is of a later version": [
      { ...told, schemaVersion: 2 },
      "its output is of another version of this program: catalog.schemaVersion: Invalid input: expected 1",
    ],
    "tells of a tier that there is not": [
      { ...told, services: { payment: { ...payment, tier: 4 } } },
      "its output is of another version of this program: catalog.services.payment.tier: Invalid option: expected one of 1|2|3",
    ],
    "is no stack of this program": [
      "a catalogue of pictures",
      "its output is of another version of this program: catalog: Invalid input: expected object, received string",
    ],
  };
  for (const [name, [output, why]] of Object.entries(unread))
    it(`is unread, and says why, where it ${name}`, () =>
      assert.deepEqual(neighbourOf(stack, output), { stack, services: {}, unread: why }));

  it("stands in the catalog's facts with those of its services that some service here depends on", async () => {
    const warnings: string[] = [];
    const { resources } = await declared({
      services: { cart: "name: cart\ndependencies: [{ service: billing, kind: hard }]\n" },
      teams: {},
      config: { "readiness:neighbours": [stack, "acme/new/prod"] },
      askNeighbour: async (name) =>
        name === stack
          ? neighbourOf(name, { ...told, services: { payment, other: { ...payment, aliases: [] } } })
          : unreadNeighbour(name, "it is new"),
      warn: async (warning) => void warnings.push(warning),
    });
    const catalog = resources.find(({ type }) => type === catalogToken);
    assert.deepEqual(catalogOutputsSchema.parse(catalog?.outputs).facts.neighbours, [
      { stack, services: { payment } },
      { stack: "acme/new/prod", services: {}, unread: "it is new" },
    ]);
    assert.deepEqual(warnings, [
      "Nothing is known of the services of the neighbouring stack acme/new/prod: it is new.",
    ]);
  });

  it("is told tier, lifecycle, names and promises, a target of the tier's where none is stated", () => {
    const availability = { kind: "availability", good: "a", total: "b" };
    const facts = serviceFactsSchema.parse({
      name: "payment",
      tier: 1,
      tierFrom: "stack",
      lifecycle: "production",
      aliases: ["billing"],
      slos: [
        { name: "a", ...availability, window: "30d" },
        { name: "b", ...availability, window: "30d", target: 99 },
        { name: "c", ...availability, window: "7d", target: 95 },
        { name: "d", ...availability, window: "90d", target: 99.99, existing: "abc" },
        { name: "e", kind: "latency", query: "q", threshold: 1, window: "90d" },
      ],
    });
    assert.deepEqual(standingOf(facts), {
      tier: 1,
      lifecycle: "production",
      aliases: ["billing"],
      promises: { "30d": 99.9, "7d": 95 },
    });
  });
});
