import assert from "node:assert/strict";
import { InputError, NotJudgedError } from "../../../cli/failures";
import { readState } from "../../../cli/judging/state";
import { writeScript } from "../../sandbox/temporary";
import { projectWith, readiness } from "../command";

const urn = (type: string, name: string, stack = "prod"): string =>
  `urn:pulumi:${stack}::shop::${type}::${name}`;
const secret = (content: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...content,
});
const thing = (rest: object = {}) => ({ urn: urn("x:index:Thing", "a"), type: "x:index:Thing", ...rest });
const stateOf = (...resources: readonly unknown[]): string =>
  JSON.stringify({ version: 3, deployment: { resources } });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("a stored state", () => {
  it("is read as policies see it: outputs, relations, secrets in plain, references as ids", () => {
    const reference = {
      "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
      urn: "u",
      id: "i",
    };
    const { resources, encrypted } = readState(
      "s.json",
      stateOf(
        thing({
          inputs: { left: "out" },
          outputs: { key: secret({ plaintext: '{"a":["b"]}' }), deep: [{ other: reference }], nothing: null },
          parent: urn("y:index:Part", "p"),
          dependencies: [urn("x:index:Thing", "b")],
          propertyDependencies: { key: [urn("x:index:Thing", "b")], none: null, empty: [] },
        }),
        thing({ urn: urn("x:index:Thing", "gone"), delete: true }),
      ),
      "prod",
    );
    assert.deepEqual(resources, [
      {
        urn: urn("x:index:Thing", "a"),
        type: "x:index:Thing",
        name: "a",
        props: { key: { a: ["b"] }, deep: [{ other: "i" }], nothing: null },
        parent: urn("y:index:Part", "p"),
        dependencies: [urn("x:index:Thing", "b")],
        propertyDependencies: { key: [urn("x:index:Thing", "b")] },
      },
    ]);
    assert.equal(encrypted, 0);
  });

  it("has unknown values where secrets are encrypted or unreadable", () => {
    const outputs = { a: secret({ ciphertext: "v1:x" }), b: secret({ plaintext: "{" }), c: secret({}) };
    const { resources, encrypted } = readState("s.json", stateOf(thing({ outputs })), "prod");
    assert.deepEqual([resources[0]?.props, encrypted], [{ a: unknown, b: unknown, c: unknown }, 3]);
  });

  it("survives what no provider would write", () => {
    const nested = `${"[".repeat(5_000)}1${"]".repeat(5_000)}`;
    const text = stateOf(thing({ outputs: {}, parent: urn("x:index:Thing", "a") })).replace(
      '"outputs":{}',
      `"outputs":{"__proto__":{"polluted":true},"deep":${nested},"long":"${"x".repeat(10_000_000)}"}`,
    );
    const { resources } = readState("s.json", text, "prod");
    assert.equal(String(resources[0]?.props.long).length, 10_000_000);
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });

  it("is judged also where the project keeps no file of the stack", async () => {
    const text = stateOf({ urn: urn("pulumi:pulumi:Stack", "shop-dev", "dev"), type: "pulumi:pulumi:Stack" });
    const folder = projectWith({ "state.json": text });
    const { code, err } = await readiness(folder, ["judge", "--stack", "dev", "--from-state", "state.json"]);
    assert.deepEqual([code, err], [0, ""]);
  });

  const wrong: Readonly<Record<string, readonly [string, RegExp]>> = {
    "no JSON": ["{", /^"s\.json" must be JSON: /],
    "something else": ["[]", /^"s\.json" must be what `pulumi stack export` writes: the file: /],
    "a resource without a type": [
      stateOf({ urn: "u" }),
      /^"s\.json" must be what `pulumi stack export` writes: deployment\.resources\.0\.type: /,
    ],
    "a resource whose outputs are a list": [
      stateOf(thing({ outputs: [] })),
      /deployment\.resources\.0\.outputs: /,
    ],
    "another stack's": [
      stateOf(thing({ urn: urn("x:index:Thing", "a", "dev") })),
      /^"s\.json" must be of the stack "prod"; it is of "dev"\.$/,
    ],
  };
  for (const [name, [text, expected]] of Object.entries(wrong))
    it(`is wrong input where it is ${name}`, () => {
      assert.throws(
        () => readState("s.json", text, "prod"),
        (error) => error instanceof InputError && expected.test(error.message),
      );
    });

  it("judges nothing where it holds nothing, so that nothing passes for it", () => {
    for (const text of [stateOf(), '{ "deployment": {} }', stateOf(thing({ delete: true }))])
      assert.throws(() => readState("s.json", text, "prod"), NotJudgedError);
  });
});

describe("a state that pulumi is asked for", function () {
  this.timeout(20_000);

  it("is that of the stack, secrets shown", async () => {
    const folder = projectWith();
    const state = stateOf({ urn: urn("pulumi:pulumi:Stack", "shop-prod"), type: "pulumi:pulumi:Stack" });
    writeScript(folder, "pulumi", `[ "$*" = "stack export --stack prod --show-secrets" ] && echo '${state}'`);
    const { code, out, err } = await judged(folder, folder);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^Stack prod, mode advise, judged for \S+ from its stored state\.$/m);
  });

  it("is not judged where pulumi is not there, or fails", async () => {
    const folder = projectWith();
    const none = await judged(folder, "/nowhere");
    assert.equal(none.code, 3);
    assert.match(none.err, /^--state needs a pulumi on PATH\./);
    writeScript(folder, "pulumi", "echo 'error: no stack named prod' >&2; exit 255");
    const failing = await judged(folder, folder);
    assert.deepEqual(
      [failing.code, failing.err],
      [3, "pulumi stack export failed:\nerror: no stack named prod"],
    );
  });

  async function judged(folder: string, searchPath: string) {
    const before = process.env.PATH;
    process.env.PATH = searchPath === "/nowhere" ? searchPath : `${searchPath}:${before}`;
    try {
      return await readiness(folder, ["judge", "--stack", "prod", "--state"]);
    } finally {
      process.env.PATH = before;
    }
  }
});
