import assert from "node:assert/strict";
import type { Approvals } from "../../scorecard/approvals";
import { projectWith, type Ran, readiness, smallProject } from "./command";
import { committed, git, write } from "./committed";

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const stackFile = "stacks/Pulumi.prod.yaml";
const old = '{ from: 3, to: 2, by: pia, at: "2026-01-05" }';
const stack = `config:
  github:owner: astronomy-shop
  readiness:owns: true
  readiness:tiers: { cart: 2, quote: 3 }
  readiness:approvers: { 1: [platform], 2: [platform, lea] }
  readiness:promotions:
    cart: [${old}]
`;
const base = { [stackFile]: stack };
/** The stack with another tier of cart, and a record of it more. */
const withCart = (tier: number, record?: string): string =>
  stack
    .replace("cart: 2", `cart: ${tier}`)
    .replace(`[${old}]`, record === undefined ? `[${old}]` : `[${old}, ${record}]`);
const approved = (by = "pia", more = ""): string =>
  `{ from: 2, to: 1, by: ${by}, at: "${day(0)}", ticket: OPS-7${more} }`;
const cart = smallProject["catalog/services/cart.yaml"] ?? "";
const platform = smallProject["catalog/teams/platform.yaml"] ?? "";
const waiver = (approver: string): string =>
  `waivers:\n  - { rule: slo-defined, service: cart, reason: migration, note: Soon., approver: ${approver}, requested: ${day(0)}, expires: ${day(20)} }\n`;

/** The project committed on a branch that is called main, whatever git calls the first one here. */
function onMain(files: Readonly<Record<string, string>>): string {
  const folder = committed(files);
  git(folder, "branch", "-M", "main");
  return folder;
}

type Files = Readonly<Record<string, string | undefined>>;
const check = (folder: string, ...args: readonly string[]): Promise<Ran> =>
  readiness(folder, ["promotions", "--base", "main", ...args]);

let shared: string | undefined;

/** What comes of a change of the project's files, as the check prints it; all begin with the same commit. */
async function found(change: Files, ...args: readonly string[]) {
  shared ??= onMain(base);
  const folder = shared;
  git(folder, "reset", "-q", "--hard");
  git(folder, "clean", "-fdq");
  write(folder, change);
  const { code, out, err } = await check(folder, "--json", ...args);
  assert.equal(err, "");
  return { code, ...(JSON.parse(out) as Approvals) }; // as the command prints it
}

/** Code, and of each change of a tier what it is, its proof and its faults. */
async function tiersOf(change: Files, ...args: readonly string[]): Promise<unknown> {
  const { code, tiers } = await found(change, ...args);
  const of = ({ service, what, from, to, proof, faults }: Approvals["tiers"][number]) => [
    `${service} ${what} ${from}-${to} ${proof}`,
    ...faults,
  ];
  return [code, ...tiers.map(of)];
}

const missing = "It must have a new record with its approval under readiness:promotions; there is none.";
const lists = (who: string, by: string): string =>
  `The approver must be one of those whom readiness:approvers lists for tier 1 (${who}); ${by} is none.`;

/** What changes, and what comes of it: the exit code and each change of a tier with its faults. */
const cases: Readonly<Record<string, readonly [Files, ...(readonly unknown[])]>> = {
  "nothing, where nothing changes": [{}, 0],
  "a promotion with a new record": [
    { [stackFile]: withCart(1, approved()) },
    0,
    ["cart promotion 2-1 recorded"],
  ],
  "a promotion without a record": [{ [stackFile]: withCart(1) }, 1, ["cart promotion 2-1 recorded", missing]],
  "a promotion by a record that was there before": [
    { [stackFile]: stack.replace("quote: 3", "quote: 2") },
    1,
    ["quote promotion 3-2 recorded", missing],
  ],
  "an approver who is not listed": [
    { [stackFile]: withCart(1, approved("lea")) },
    1,
    ["cart promotion 2-1 recorded", lists("platform", "lea")],
  ],
  "an approver who is listed by the change itself": [
    { [stackFile]: withCart(1, approved("lea")).replace("1: [platform]", "1: [platform, lea]") },
    1,
    ["cart promotion 2-1 recorded", lists("platform", "lea")],
  ],
  "an approver who joins the team that is listed": [
    {
      [stackFile]: withCart(1, approved("lea")),
      "catalog/teams/platform.yaml": platform.replace("members: [", "members: [{ login: lea }, "),
    },
    1,
    ["cart promotion 2-1 recorded", lists("platform", "lea")],
  ],
  "an approver of the team that owned it before": [
    {
      [stackFile]: withCart(1, approved("amy")),
      "catalog/services/cart.yaml": cart.replace("owner: orders", "owner: platform"),
    },
    1,
    [
      "cart promotion 2-1 recorded",
      lists("platform", "amy"),
      "The approver must be from outside orders, which owns the service; amy is a member.",
    ],
  ],
  "a record that says another tier before": [
    { [stackFile]: withCart(1, approved().replace("from: 2", "from: 3")) },
    1,
    ["cart promotion 2-1 recorded", "Its record must say that it comes from tier 2; it says 3."],
  ],
  "a record of tomorrow": [
    { [stackFile]: withCart(1, approved().replace(day(0), day(1))) },
    1,
    ["cart promotion 2-1 recorded", `Its record must not be dated after today; it is of ${day(1)}.`],
  ],
  "a demotion with a reason": [
    { [stackFile]: withCart(3, `{ from: 2, to: 3, by: amy, at: "${day(0)}", reason: Guests only. }`) },
    0,
    ["cart demotion 2-3 not-needed"],
  ],
  "a demotion without a reason": [
    { [stackFile]: withCart(3, `{ from: 2, to: 3, by: amy, at: "${day(0)}" }`) },
    1,
    ["cart demotion 2-3 not-needed", "The record of a weaker tier must have a reason."],
  ],
  "a demotion by taking it out of the list": [
    { [stackFile]: stack.replace("cart: 2, ", "") },
    1,
    [
      "cart demotion 2-3 not-needed",
      "It must have a new record with its reason under readiness:promotions; there is none.",
    ],
  ],
  "a record that only brings grace": [
    { [stackFile]: withCart(2, `{ from: 3, to: 2, by: amy, at: "${day(0)}" }`) },
    1,
    [
      "cart record 3-2 recorded",
      "The approver must be one of those whom readiness:approvers lists for tier 2 (platform, lea); amy is none.",
      "The approver must be from outside orders, which owns the service; amy is a member.",
    ],
  ],
  "a service under a new name": [
    {
      "catalog/services/cart.yaml": undefined,
      "catalog/services/basket.yaml": cart.replace("name: cart", "name: basket\naliases: [cart]"),
      [stackFile]: stack.replaceAll("cart:", "basket:"),
    },
    0,
  ],
  "a new service at a strict tier": [
    {
      "catalog/services/ad.yaml": "name: ad\nowner: orders\n",
      [stackFile]: stack.replace("cart: 2,", "ad: 1, cart: 2,"),
    },
    1,
    ["ad promotion 3-1 recorded", missing],
  ],
  "a new stack, by whom it lists itself": [
    { "stacks/Pulumi.dev.yaml": withCart(1, approved()).replace("owns: true", "owns: false") },
    0,
    ["cart promotion 3-1 recorded", "Its record must say that it comes from tier 3; it says 2."],
    ["cart record 3-2 recorded"],
  ],
};

describe("readiness promotions", function () {
  this.timeout(60_000);

  for (const [name, [change, code, ...expected]] of Object.entries(cases))
    it(`finds ${name}`, async () => {
      const faulty = expected.some((one) => Array.isArray(one) && one.length > 1);
      assert.deepEqual(await tiersOf(change), [faulty ? 1 : code, ...expected]);
    });

  it("finds the author who approves what is his own", async () => {
    const { code, tiers } = await found({ [stackFile]: withCart(1, approved()) }, "--author", "PIA");
    assert.deepEqual(
      [code, tiers[0]?.faults],
      [1, ["The approver must be another than who asks for it; both are pia."]],
    );
  });

  it("asks an approver of a demotion where the stack says who that is", async () => {
    const listed = (text: string): string =>
      text.replace("2: [platform, lea]", "2: [platform], 3: [platform]");
    const folder = onMain({ [stackFile]: listed(stack) });
    const record = `{ from: 2, to: 3, by: lea, at: "${day(0)}", reason: Guests only. }`;
    write(folder, { [stackFile]: listed(withCart(3, record)) });
    const { code, out } = await check(folder, "--json");
    const { tiers } = JSON.parse(out) as Approvals; // as the command prints it
    assert.deepEqual(
      [code, tiers.map(({ proof, faults }) => [proof, faults.length])],
      [1, [["recorded", 1]]],
    );
  });

  it("finds waivers whose approver may not approve", async () => {
    const of = async (approver: string, ...args: readonly string[]): Promise<unknown> => {
      const { code, waivers } = await found({ "catalog/waivers.yaml": waiver(approver) }, ...args);
      return [code, ...waivers.map(({ proof, faults }) => [proof, ...faults])];
    };
    assert.deepEqual(await of("pia", "--author", "amy"), [0, ["recorded"]]);
    assert.deepEqual(await of("amy"), [
      1,
      ["recorded", "The approver must be from outside orders, which owns the service; amy is a member."],
    ]);
    assert.deepEqual(await of("lea", "--author", "lea"), [
      1,
      ["recorded", "The approver must be another than who asks for it; both are lea."],
    ]);
  });

  it("refuses that a service goes that was not retired before", async () => {
    const deleted = async (lifecycle: string): Promise<unknown> => {
      const text = stack
        .replace("cart: 2, ", "")
        .replace(`  readiness:promotions:\n    cart: [${old}]\n`, "");
      const retired = { "catalog/services/cart.yaml": cart.replace("production", lifecycle) };
      const folder = onMain({ ...retired, [stackFile]: text });
      write(folder, { "catalog/services/cart.yaml": undefined });
      const { code, out } = await check(folder, "--json");
      return [code, (JSON.parse(out) as Approvals).deleted]; // as the command prints it
    };
    assert.deepEqual(await deleted("retired"), [0, [{ service: "cart", faults: [] }]]);
    assert.deepEqual(await deleted("production"), [
      1,
      [
        {
          service: "cart",
          faults: [
            "Its lifecycle must be retired in an earlier change; it is production. A new name keeps the old one under aliases.",
          ],
        },
      ],
    ]);
  });

  it("says what else a reviewer should know", async () => {
    const listed = stack.replace("1: [platform]", "1: [platform, lea]").replace(`[${old}]`, "[]");
    assert.deepEqual((await found({ [stackFile]: listed })).notices, [
      "Who may approve in prod changes: here those count who could before.",
      "Records in prod changed or are gone: those of cart.",
    ]);
    const moved = { [stackFile]: undefined, "stacks/Pulumi.live.yaml": stack };
    assert.deepEqual((await found(moved)).notices, [
      "The stack prod is gone, and with it what it asked of its services.",
      "The stack live is new: who may approve is what it says itself.",
    ]);
  });
});

describe("readiness promotions with reviews", function () {
  this.timeout(60_000);

  /** The project with a promotion that is committed on a branch, and reviews of it in a file beside. */
  function reviewed(reviews: (head: string) => unknown): string {
    const folder = onMain(base);
    git(folder, "checkout", "-qb", "promotion");
    write(folder, { [stackFile]: withCart(1, approved()) });
    git(folder, "commit", "-qam", "promote");
    write(folder, { "reviews.json": JSON.stringify(reviews(git(folder, "rev-parse", "HEAD").trim())) });
    return folder;
  }
  const review = (login: string, state: string, commit: string, at = 1) => ({
    id: at,
    user: { login, type: "User" },
    body: "",
    state,
    commit_id: commit,
    submitted_at: `2026-11-2${at}T10:00:00Z`,
  });
  const args = ["--reviews", "reviews.json", "--author", "amy"];
  const other = "0123456789abcdef0123456789abcdef01234567";

  const proofs: Readonly<Record<string, readonly [(head: string) => unknown, 0 | 1, string, string?]>> = {
    "proves an approval of the last commit": [(head) => [review("Pia", "APPROVED", head)], 0, "verified"],
    "takes reviews as pages": [(head) => [[], [review("pia", "APPROVED", head)]], 0, "verified"],
    "lets a comment stand beside an approval": [
      (head) => [review("pia", "APPROVED", head), review("pia", "COMMENTED", head, 2)],
      0,
      "verified",
    ],
    "proves nothing without a review of the approver": [
      (head) => [review("sam", "APPROVED", head)],
      1,
      "recorded",
      "pia has not reviewed it.",
    ],
    "proves nothing by a comment": [
      (head) => [review("pia", "COMMENTED", head)],
      1,
      "recorded",
      "pia has not reviewed it.",
    ],
    "minds that the last review asks for changes": [
      (head) => [review("pia", "CHANGES_REQUESTED", head, 3), review("pia", "APPROVED", head, 2)],
      1,
      "recorded",
      "pia asks for changes.",
    ],
    "minds that the review was dismissed": [
      (head) => [review("pia", "DISMISSED", head)],
      1,
      "recorded",
      "The review of pia was dismissed.",
    ],
    "minds that something was pushed after the review": [
      () => [review("pia", "APPROVED", other)],
      1,
      "recorded",
      "pia approved 0123456, not the last commit HEAD.",
    ],
  };
  for (const [name, [reviews, code, proof, why]] of Object.entries(proofs))
    it(name, async () => {
      const folder = reviewed(reviews);
      const head = git(folder, "rev-parse", "HEAD").slice(0, 7);
      const ran = await check(folder, "--json", ...args);
      const { tiers } = JSON.parse(ran.out) as Approvals; // as the command prints it
      assert.deepEqual(
        [ran.code, tiers.map((one) => [one.proof, one.why])],
        [code, [[proof, why?.replace("HEAD", head)]]],
      );
    });

  it("says so for people and as a comment, and keeps it in a file", async () => {
    const folder = reviewed(() => []);
    const [from, to] = ["main", "HEAD"].map((one) => git(folder, "rev-parse", one).slice(0, 7));
    const { out } = await check(folder, ...args, "-o", "approvals.json");
    assert.deepEqual(out.split("\n"), [
      `shop, ${from} to ${to}: 1 change of tiers, 0 new waivers, 0 services deleted`,
      "",
      "Tiers",
      "  cart in prod  promotion from tier 2 to 1  recorded",
      `    approved by pia on ${day(0)}, ticket OPS-7`,
      "    Not verified: pia has not reviewed it.",
      "",
      "Nothing stands against it. 1 approval not proven by a review.",
    ]);
    const kept = git(folder, "status", "--short");
    assert.match(kept, /approvals\.json/);
    const comment = await check(folder, ...args, "-f", "markdown");
    assert.equal(
      comment.out,
      `<!-- readiness approvals -->

1 change of tiers, 0 new waivers, 0 deleted services: nothing stands against them; 1 approval not verified.

### Tiers

- **cart** in prod: promotion from tier 2 to 1, approved by pia on ${day(0)}, ticket OPS-7 (recorded: pia has not reviewed it.)`,
    );
  });

  it("looks at the change alone, whatever was merged into the base since", async () => {
    const folder = reviewed((head) => [review("pia", "APPROVED", head)]);
    git(folder, "checkout", "-q", "main");
    write(folder, { "catalog/services/ad.yaml": "name: ad\n" });
    git(folder, "add", "catalog");
    git(folder, "commit", "-qm", "ad");
    const { code, out } = await check(folder, "--head", "promotion", "--json", ...args);
    const { tiers, deleted } = JSON.parse(out) as Approvals; // as the command prints it
    assert.deepEqual([code, tiers.length, deleted], [0, 1, []]);
  });

  it("demands a proof where it is told to, reviews or not", async () => {
    const folder = reviewed(() => []);
    assert.equal((await check(folder)).code, 0);
    assert.equal((await check(folder, "--require-verified")).code, 1);
  });

  it("refuses what are no reviews, and revisions that are none", async () => {
    const folder = reviewed(() => ({ message: "Not Found" }));
    const { code, err } = await check(folder, ...args);
    assert.deepEqual(
      [code, err],
      [
        2,
        '"reviews.json" must be a pull request\'s reviews, as `gh api repos/OWNER/REPO/pulls/N/reviews --paginate --slurp` gives them.',
      ],
    );
    assert.equal((await check(folder, "--head", "nowhere")).code, 2);
    assert.equal((await check(projectWith())).code, 2);
  });

  it("could not judge where the base cannot be read, and is wrong input where the change cannot", async () => {
    const folder = onMain({ ...base, "catalog/services/cart.yaml": "name: [" });
    assert.equal((await check(folder)).code, 2);
    write(folder, { "catalog/services/cart.yaml": cart });
    const { code, err } = await check(folder);
    assert.equal(code, 3);
    assert.match(err, /^The files of [0-9a-f]{7} cannot be read:\n {2}catalog\/services\/cart\.yaml:1:/);
  });
});
