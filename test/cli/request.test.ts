import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { run } from "../../cli/commands/request";
import { projectWith, type Ran, readiness } from "./command";

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const lock = (service: string, reason = "Stock is counted."): string =>
  `### Readiness: service to lock\n\n${service}\n\n### Why it must not be deployed\n\n${reason}\n\n### Last day\n\n${day(3)}\n`;
const folderWith = (body: string): string => projectWith({ "request.md": body });
const ask = (folder: string, ...more: readonly string[]): Promise<Ran> =>
  readiness(folder, [
    ...["request", "--body-file", "request.md", "--requester", "amy", "--stack", "prod"],
    ...[
      "--link",
      "https://github.com/acme/shop/issues/7",
      "--reply",
      "reply.md",
      "--pull-request",
      "pr.json",
    ],
    ...more,
  ]);
const read = (folder: string, file: string): string => fs.readFileSync(path.join(folder, file), "utf8");

describe("readiness request", () => {
  it("changes what is asked for, answers, and describes the pull request", async () => {
    const folder = folderWith(lock("cart"));
    const { code, out } = await ask(folder);
    const said = `stacks/Pulumi.prod.yaml: cart is locked by amy until the end of ${day(3)}: Stock is counted.\nHave it reviewed. The gate knows of it from the next scorecard on.`;
    assert.deepEqual([code, out], [0, said]);
    assert.equal(
      read(folder, "reply.md"),
      `**Lock cart**: A pull request follows; it is in force once that is merged.\n\n\`\`\`text\n${said}\n\`\`\`\n`,
    );
    assert.deepEqual(JSON.parse(read(folder, "pr.json")), {
      title: "Lock cart",
      body: `Asked for by amy in https://github.com/acme/shop/issues/7.\n\n\`\`\`text\n${said}\n\`\`\`\n`,
      reviewers: [],
    });
    assert.match(read(folder, "stacks/Pulumi.prod.yaml"), /service: cart/);
  });

  it("does with a waiver what readiness waive does, its approver a reviewer", async () => {
    const folder = folderWith(
      [
        ["Readiness: rule to waive", "slo-defined"],
        ["Service", "quote"],
        ["Why the failure is accepted", "migration"],
        ["What is done meanwhile", "Queries move."],
        ["Who accepts it", "pia"],
        ["Last day", day(20)],
        ["What the failure is about", "_No response_"],
      ]
        .map(([label, answer]) => `### ${label}\n\n${answer}`)
        .join("\n\n"),
    );
    const { code, err } = await ask(folder);
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(read(folder, "pr.json")).reviewers, ["pia"]);
    assert.match(read(folder, "catalog/waivers.yaml"), /approver: pia/);
  });

  it("says why not, and changes nothing", async () => {
    const folder = folderWith(lock("crat"));
    const before = read(folder, "stacks/Pulumi.prod.yaml");
    const { code, err } = await ask(folder);
    assert.deepEqual([code, err], [2, '"crat" is not a service in catalog/services. Did you mean "cart"?']);
    assert.match(read(folder, "reply.md"), /^\*\*Lock crat\*\*: refused, and nothing was changed\.\n/);
    assert.ok(!fs.existsSync(path.join(folder, "pr.json")));
    assert.equal(read(folder, "stacks/Pulumi.prod.yaml"), before);
  });

  it("answers a form that is filled in wrongly", async () => {
    const folder = folderWith(lock("cart", "_No response_"));
    const { code } = await ask(folder);
    assert.equal(code, 2);
    assert.equal(
      read(folder, "reply.md"),
      '**This request**: refused, and nothing was changed.\n\n```text\n"Why it must not be deployed" must be answered.\n```\n',
    );
  });

  it("lets no answer become markup", async () => {
    const folder = folderWith(lock("cart", "Because. ```\n@acme/everybody <b>![x](https://a.example)"));
    await ask(folder);
    const reply = read(folder, "reply.md");
    const [, fence = "", inside = ""] = /\n(`{4,})text\n([\s\S]*)\n\1\n$/.exec(reply) ?? [];
    assert.equal(fence, "````");
    assert.match(inside, /@acme\/everybody/);
    assert.ok(!reply.slice(0, reply.indexOf(fence)).includes("@"));
  });

  it("judges a service for whoever asks, blocked or not", async () => {
    const folder = folderWith("### Readiness: service to judge again\n\nquote\n");
    const { code } = await ask(folder);
    assert.equal(code, 0);
    const reply = read(folder, "reply.md");
    assert.match(reply, /^\*\*Judge quote again\*\*: Done\.\n/);
    assert.match(reply, /lifecycle-declared/);
    assert.ok(!fs.existsSync(path.join(folder, "pr.json")));
  });

  it("calls what was blocked refused, makes no pull request of it, and fails as it did", async () => {
    const folder = folderWith(lock("cart"));
    const said: string[] = [];
    const keep = (text: string): void => void said.push(text);
    const terminal = { out: keep, err: keep, colour: false, width: 110, cwd: folder, env: {} };
    const options = { bodyFile: "request.md", requester: "amy", stack: "prod" };
    const files = { reply: "reply.md", pullRequest: "pr.json" };
    assert.equal(await run({ ...options, ...files }, terminal, async () => 1), 1);
    assert.match(read(folder, "reply.md"), /^\*\*Lock cart\*\*: refused, and nothing was changed\.\n/);
    assert.ok(!fs.existsSync(path.join(folder, "pr.json")));
  });

  it("only says in a dry run what it would do", async () => {
    const folder = folderWith(lock("cart"));
    const { code, out } = await ask(folder, "--dry-run");
    assert.equal(code, 0);
    assert.equal(
      out,
      `Lock cart: readiness "lock" "cart" "--stack" "prod" "--by" "amy" "--reason=Stock is counted." "--until" "${day(3)}"`,
    );
    assert.ok(!fs.existsSync(path.join(folder, "reply.md")));
  });

  const refused: Readonly<Record<string, readonly [readonly string[], string]>> = {
    "who asks, and where": [
      ["--requester", "Amy A", "--link", "javascript:1"],
      "--requester must be a login, without @ or spaces.\n--link must be an absolute http or https address.",
    ],
    "a stack that is not there": [
      ["--stack", "prdo"],
      'There is no stack "prdo". Did you mean "prod"? There are prod.',
    ],
    "a file that is not there": [
      ["--body-file", "none.md"],
      '"none.md" cannot be read: it does not exist, or it is a link that leads nowhere.',
    ],
  };
  for (const [name, [flags, message]] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      const { code, err } = await ask(folderWith(lock("cart")), ...flags);
      assert.deepEqual([code, err], [2, message]);
    });
});
