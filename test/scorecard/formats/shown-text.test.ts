import assert from "node:assert/strict";
import fc from "fast-check";
import { serviceFile } from "../../../scorecard/formats/service-file";
import { shown } from "../../../scorecard/formats/shown-text";
import { hostileText } from "./hostile";

const cases: Readonly<Record<string, readonly [string, number, string]>> = {
  "stays as it is": ["An SLO must be there.", 100, "An SLO must be there."],
  "is one line": ["one\r\ntwo\u2028three\u0085four", 100, "one two three four"],
  "has no control and no invisible characters": ["a\u0000b\u001b[31mc\u202ed\u200be", 100, "a b [31mc d e"],
  "has no half characters": ["a\ud800b\udc00\udc00c", 100, "a b c"],
  "has no noncharacters": ["a\ufffeb\uffffc", 100, "a b c"],
  "keeps what is written in two halves": ["😀", 2, "😀"],
  "is cut where it is too long": ["abcdef", 4, "abc…"],
  "is never cut inside a character": ["ab😀def", 4, "ab…"],
  "is never empty": [" \u0000\n", 100, "(empty)"],
};

describe("a text from outside, as it is shown", () => {
  for (const [name, [text, most, expected]] of Object.entries(cases))
    it(name, () => assert.equal(shown(text, most), expected));

  it("is well-formed, on one line and no longer than asked, whatever it was", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 8, max: 40 }), (text, most) => {
        const result = shown(text, most);
        assert.ok(result.length >= 1 && result.length <= most);
        assert.doesNotMatch(result, /[\p{Cc}\p{Cs}\n\r\u2028\u2029]/u);
        assert.equal(Buffer.from(result, "utf8").toString("utf8"), result);
      }),
    );
  });
});

describe("the catalog file of a service", () => {
  it("has the service's name", () => assert.equal(serviceFile("checkout"), "catalog/services/checkout.yaml"));

  it("lies in the folder of services, whatever the name", () => {
    assert.equal(serviceFile("../../.github/x"), "catalog/services/..-..-.github-x.yaml");
    fc.assert(
      fc.property(hostileText, (name) => {
        assert.match(serviceFile(name), /^catalog\/services\/[^/\\]+\.yaml$/u);
      }),
    );
  });
});
