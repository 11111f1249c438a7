import assert from "node:assert/strict";
import { type Asking, answersFrom } from "../../../cli/init/answers";

const usual = { name: "shop", stack: "prod", platformTeam: "platform", ci: "github", service: "shop" };
const flags = { org: "acme", team: "orders", service: "cart" };

/** Answers to what is asked, from a list; and what was asked and said. */
function person(answers: readonly string[]): {
  readonly asked: string[];
  readonly said: string[];
} & Pick<Asking, "ask" | "say"> {
  const left = [...answers];
  const asked: string[] = [];
  const said: string[] = [];
  return {
    asked,
    said,
    ask: async (question) => {
      asked.push(question.replace(/: $/, ""));
      return left.shift() ?? "";
    },
    say: (text) => void said.push(text),
  };
}

describe("answers for a new repository", () => {
  it("are flags first, and else what is usual", async () => {
    const answers = await answersFrom({
      given: flags,
      usual,
      needed: ["team", "service"],
      ask: undefined,
      say: assert.fail,
    });
    assert.deepEqual(answers, { ...usual, ...flags });
  });

  it("are asked for, the usual one with an empty line, until they are right", async () => {
    const one = person(["acme", "", "Prod", "", "plat", "", "cart", "gitlab"]);
    const answers = await answersFrom({ given: {}, usual, needed: [], ...one });
    assert.deepEqual(answers, {
      org: "acme",
      name: "shop",
      stack: "prod",
      platformTeam: "plat",
      team: "plat",
      service: "cart",
      ci: "gitlab",
    });
    assert.deepEqual(one.said, [
      "--stack must be lower-case letters, digits and dashes, at most 63 characters.",
    ]);
    assert.deepEqual(one.asked, [
      "Organisation at GitHub or GitLab",
      "Name of the Pulumi project [shop]",
      "First stack [prod]",
      "First stack [prod]",
      "Team that looks after readiness (owns tiers, stacks and waivers) [platform]",
      "First team that owns a service [plat]",
      "First service [shop]",
      "Workflows for github, gitlab or none [github]",
    ]);
  });

  it("are not asked for where a flag says them", async () => {
    const one = person([]);
    await answersFrom({ given: { ...usual, ...flags }, usual: {}, needed: [], ...one });
    assert.deepEqual(one.asked, []);
  });

  const refused: Readonly<Record<string, readonly [Asking["given"], string]>> = {
    "what nobody said, all at once": [
      {},
      "Say with --org: Organisation at GitHub or GitLab.\nSay with --team: First team that owns a service.\nSay with --service: First service.",
    ],
    "what would not be safe in a file": [
      { ...flags, org: 'a"b', name: "a: b", team: "*" },
      "--org must be a login, without @ or spaces.\n--name must be letters, digits, dots, dashes and underscores.\n--team must be lower-case letters, digits and dashes, at most 63 characters.",
    ],
  };
  for (const [name, [given, message]] of Object.entries(refused))
    it(`refuse ${name}`, async () => {
      const asking: Asking = { given, usual, needed: ["team", "service"], ask: undefined, say: assert.fail };
      await assert.rejects(answersFrom(asking), { name: "InputError", message });
    });
});
