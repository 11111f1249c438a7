import assert from "node:assert/strict";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import {
  allPeople,
  atMost,
  hasPeople,
  nobody,
  type People,
  samePeople,
  unnamedPeople,
} from "../../../../policy-pack/views/on-call/on-call-people";

const open = new UnknownValue("planned", "the id is only known after an update");

function people(sure: readonly string[], maybe: readonly string[] = []): People {
  return { ...nobody, sure: new Set(sure), maybe: new Set(maybe), open: maybe.length > 0 ? open : undefined };
}

describe("people on call", () => {
  it("counts nobody twice when groups are added up", () => {
    const all = allPeople([people(["amy", "ben"], ["cho"]), people(["ben", "cho"]), unnamedPeople(open, 2)]);
    assert.deepEqual(all, { sure: new Set(["amy", "ben", "cho"]), maybe: new Set(), more: 2, open });
    assert.equal(atMost(all), 5);
  });

  it("knows that there are enough by those who are sure", () => {
    assert.equal(hasPeople(allPeople([people(["amy", "ben"]), unnamedPeople(open)]), 2), true);
  });

  it("knows that there are too few although not all are known", () => {
    assert.equal(hasPeople(allPeople([people(["amy"], ["ben"]), unnamedPeople(open, 1)]), 4), false);
  });

  it("cannot tell where those who are not known decide", () => {
    assert.throws(() => hasPeople(people(["amy"], ["ben"]), 2), open);
  });

  const pairs: Readonly<Record<string, readonly [People, People, boolean | undefined]>> = {
    "the same names": [people(["amy", "ben"]), people(["ben", "amy"]), true],
    "one more": [people(["amy", "ben"]), people(["amy"]), false],
    "nobody twice": [nobody, nobody, true],
    "somebody who may be of both": [people(["amy"], ["ben"]), people(["amy", "ben"]), undefined],
    "somebody who is surely not of the other, whoever else is": [
      people(["amy", "ben"]),
      people(["amy"], ["cho"]),
      false,
    ],
    "people whom nothing names": [people(["amy"]), unnamedPeople(open, 1), undefined],
    "somebody whom the open end of the other may be": [
      people(["amy"]),
      allPeople([people(["ben"]), unnamedPeople(open)]),
      false,
    ],
    "two open ends": [unnamedPeople(open), unnamedPeople(open), undefined],
  };
  for (const [name, [one, other, expected]] of Object.entries(pairs)) {
    it(`compares ${name}`, () => {
      assert.equal(samePeople(one, other), expected);
      assert.equal(samePeople(other, one), expected);
    });
  }
});
