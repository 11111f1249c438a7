import assert from "node:assert/strict";
import { mentions, proseWords, searchable } from "../../../../policy-pack/views/documents/phrases";

const found = (text: string, ...phrases: readonly string[]): boolean => mentions(searchable(text), phrases);

describe("a phrase", () => {
  const cases: Readonly<Record<string, readonly [boolean, boolean]>> = {
    "is found whole": [found("How to run it", "run"), true],
    "is found at the start and the end": [found("Run", "run"), true],
    "is not found within a word": [found("A runbook", "run"), false],
    "is not found at the end of a word": [found("Rerun", "run"), false],
    "is found without its case": [found("RUN", "Run"), true],
    "is found without its accents": [found("Déploiement", "deploiement"), true],
    "is found with its accents left out": [found("Deploiement", "déploi*"), true],
    "is found beside signs": [found("1. 🚀 Deploy!", "deploy"), true],
    "is found with an ending where it ends in a star": [found("Deployment", "deploy*"), true],
    "is found without one as well": [found("Deploy", "deploy*"), true],
    "is not found with another beginning": [found("Undeployed", "deploy*"), false],
    "is found anywhere where a star is at both ends": [found("本番環境へのデプロイ手順", "*デプロイ*"), true],
    "is found as words in a row": [found("How we are rolling it back", "rolling it back"), true],
    "is not found as words that are apart": [found("Get the thing started", "get started"), false],
    "is found with a star in its middle": [found("It rolled back.", "roll* back"), true],
    "is not found where its middle is another word": [found("It rolled far back.", "roll* back"), false],
    "is found across a dash": [found("CI/CD", "ci cd"), true],
    "is found as one of several": [found("Ask us", "contact", "ask"), true],
    "is not found in nothing": [found("", "ask"), false],
    "is not found where there is none": [found("Ask us"), false],
    "is not found where it is a star only": [found("Ask us", "*", " "), false],
    "is looked for as it is written, not as a pattern": [found("abc", "a.c", "[a-z]+"), false],
  };
  for (const [name, [actual, expected]] of Object.entries(cases))
    it(name, () => assert.equal(actual, expected));
});

describe("the words of a paragraph", () => {
  const cases: Readonly<Record<string, readonly [string, number]>> = {
    "are counted": ["Ask the orders team.", 4],
    "are counted in other scripts": ["Спросите команду заказов", 3],
    "are counted where no blanks part them": ["カートの中身を受け取り、", 6],
    "are none in an address": ["https://wiki.example/how/to/deploy/it", 0],
    "are counted beside an address": ["See https://wiki.example/deploy please", 2],
    "are none in signs": ["— … !", 0],
    "are none in nothing": ["", 0],
    "are none in what is still to be done": ["TODO: tell how it is deployed", 0],
    "are none in what is still to be done, written small": ["todo: tell how it is deployed", 0],
    "are counted in a list of things to do": ["Todo lists are kept by the board", 7],
    "are counted where what is to be done is named later": ["The board keeps a TODO", 5],
    "are none in a box that is not ticked": ["[ ] Tell how it is deployed", 0],
    "are counted in one that is": ["[x] Told how it is", 5],
    "are none where they are still to be written": ["To be written by the team", 0],
    "are none where they come soon": ["*Coming soon*", 0],
    "are none in a template's request": ["Describe how the service is deployed here.", 0],
    "are none where it says that there is none": ["N/A", 0],
  };
  for (const [name, [text, expected]] of Object.entries(cases))
    it(name, () => assert.equal(proseWords(text), expected));
});

describe("a text of any length", () => {
  for (const part of ["TODO ", "a ", "a", "é", "://", "roll ", "rolled", "日"]) {
    it(`is searched in a bounded time where it is many '${part}'`, () => {
      const text = part.repeat(500_000 / part.length);
      const started = process.hrtime.bigint();
      found(text, "roll* back", "*x* y", "deploy*", "*デプロイ*");
      proseWords(text);
      assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 8_000);
    });
  }
});
