import assert from "node:assert/strict";
import { join } from "node:path";
import { given } from "./given";
import { type ServedPack, servePack } from "./pack-client";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("a pack whose rules go wrong, served by the real SDK", function () {
  this.timeout(60_000);
  let pack: ServedPack;
  before(async () => {
    pack = await servePack(
      join(__dirname, "..", "..", "..", "test", "policy-pack", "fixtures", "faulty-pack"),
    );
  });
  after(() => pack.stop());

  it("keeps the other findings, blocks, and does not hang, however often it is asked", async () => {
    const thing = { type: "test:index:Thing", name: "thing", props: { id: unknown } };
    const resources = given.service().add(thing).resources();
    for (const _ of [1, 2]) {
      const diagnostics = await pack.analyzeStack(resources);
      const lines = diagnostics.map(({ policy, enforcement, message }) => [
        policy,
        enforcement,
        message.split("\n")[0]?.replace(/^checkout \(tier 1, no level yet, must be gold\): /, ""),
      ]);
      assert.deepEqual(lines.slice(0, -1), [
        ["crashing", "mandatory", "The rule could not judge: boom."],
        ["good-first", "mandatory", "The service must have a thing."],
        [
          "promising",
          "mandatory",
          "The rule could not judge: it returned a promise; checks must be synchronous.",
        ],
        [
          "reading-unknown",
          "advisory",
          "Cannot be judged yet: id of test:index:Thing thing is only known after an update.",
        ],
        ["rejecting", "mandatory", "The rule left a rejected promise behind: left behind."],
        ["spinning", "mandatory", "The rule took longer than 1 s."],
        ["good-last", "mandatory", "The thing x must be strong."],
      ]);
      assert.match(
        diagnostics.at(-1)?.message ?? "",
        /\n4 judgements ended in an error, which counts as a failure\.\n/,
      );
    }
  });
});
