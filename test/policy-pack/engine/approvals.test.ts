import assert from "node:assert/strict";
import { approversOf, hasMember, isListed, promotionsOf } from "../../../policy-pack/engine/approvals";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import type { Subject, Surroundings } from "../../../policy-pack/engine/rule";
import { given } from "../given";

function known(catalog: Record<string, unknown>, aliases: readonly string[] = []) {
  const inventory = buildInventory(given.service().facts({ aliases }).catalog(catalog).resources());
  const subject = inventory.surroundings.service("checkout")?.subject;
  assert.ok(subject);
  return { subject, surroundings: inventory.surroundings };
}

describe("the promotions on record of a service", () => {
  const at = (day: string, by: string) => ({ to: 1, by, at: day });
  const [may, june] = [at("2026-05-01", "amy"), at("2026-06-01", "ben")];
  const cases: Readonly<Record<string, readonly [Record<string, unknown>, readonly unknown[]]>> = {
    "are none without a record": [{}, []],
    "come oldest first, however they are written": [{ checkout: [june, may] }, [may, june]],
    "are those of earlier names as well, among its own": [{ checkout: [june], till: [may] }, [may, june]],
    "are in the order of the file where they are of one day": [
      { checkout: [june, { ...june, by: "cho" }] },
      [june, { ...june, by: "cho" }],
    ],
    "are none of another service": [{ cart: [may] }, []],
  };
  for (const [name, [promotions, expected]] of Object.entries(cases))
    it(name, () => {
      const { subject, surroundings } = known({ promotions }, ["till", "constructor"]);
      assert.deepEqual(promotionsOf(subject, surroundings), expected);
    });
  it("are none without a catalog", () => {
    const { subject, surroundings } = known({});
    assert.deepEqual(promotionsOf(subject, { ...surroundings, catalog: undefined }), []);
  });
});

describe("an approver", () => {
  const { subject, surroundings } = known({ approvers: { "1": ["Pia", "orders"] } });
  const listed = approversOf(1, surroundings);
  const cases: Readonly<Record<string, readonly [string, boolean]>> = {
    "is listed by login, in whatever capitals": ["pIA", true],
    "is listed as a member of a listed team": ["amy", true],
    "is not listed who is neither": ["nobody", false],
    "is a person, never a team itself": ["Orders", false],
  };
  for (const [name, [by, expected]] of Object.entries(cases))
    it(name, () => assert.equal(isListed(by, listed, surroundings), expected));

  const without: Surroundings = { ...surroundings, catalog: undefined };
  it("is nobody at a tier without a list, nor without a catalog", () => {
    assert.deepEqual([approversOf(3, surroundings), approversOf(1, without)], [[], []]);
  });
  it("is a member of a team in whatever capitals, and of no team that is not there", () => {
    const team: Subject["team"] = subject.team;
    assert.deepEqual(
      [hasMember(team, "AMY"), hasMember(team, "pia"), hasMember(undefined, "amy")],
      [true, false, false],
    );
  });
});
