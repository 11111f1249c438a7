import assert from "node:assert/strict";
import { serviceOutputsSchema, serviceToken } from "../../../catalog/graph";
import type { Observe } from "../../../catalog/program";
import type { ObservedFact } from "../../../evidence/facts";
import { checkout, declared } from "../components/project";

const fact: ObservedFact = {
  kind: "pages",
  subject: "checkout",
  source: "pagerduty",
  at: "2026-11-23T11:59:00.000Z",
  answer: { state: "unanswered", reason: "it answered 500" },
};

/** Runs the program with vendors to observe; tells what was asked of whom, and what each service was given. */
async function observedWith(vendors: readonly string[]) {
  const asked: unknown[] = [];
  const observe: Observe = async (named, services) => {
    asked.push([
      named,
      services.map(({ name, repository }) => `${name} ${repository?.owner}/${repository?.name}`),
    ]);
    return { facts: new Map([["checkout", [fact]]]), remarks: [] };
  };
  const { resources } = await declared({
    services: { checkout, bare: "name: bare\n" },
    config: { "readiness:observe": vendors },
    observe,
  });
  const services = resources.filter(({ type }) => type === serviceToken);
  const given = services.map(({ name, outputs }) => [name, serviceOutputsSchema.parse(outputs).observed]);
  return { asked, given: Object.fromEntries(given) };
}

describe("what the program observes", () => {
  it("is told by the vendors that the stack names, once for all services, and stands in their outputs", async () => {
    const { asked, given } = await observedWith(["pagerduty", "github"]);
    assert.deepEqual(asked, [
      [
        ["pagerduty", "github"],
        ["bare undefined/undefined", "checkout acme/shop"],
      ],
    ]);
    assert.deepEqual(given, { checkout: [fact], bare: [] });
  });

  it("is nothing where the stack names no vendor: nobody is asked", async () => {
    const { asked, given } = await observedWith([]);
    assert.deepEqual(asked, []);
    assert.deepEqual(given, { checkout: [], bare: [] });
  });
});
