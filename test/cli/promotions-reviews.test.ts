import assert from "node:assert/strict";
import type { Approvals } from "../../scorecard/approvals";
import { projectWith } from "./command";
import { git, write } from "./committed";
import { approved, base, cart, check, day, onMain, stackFile, withCart } from "./promotions-cases";

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
    "proves nothing by a review that is not sent yet": [
      (head) => [{ ...review("pia", "PENDING", head), submitted_at: undefined }],
      1,
      "recorded",
      "pia has not reviewed it.",
    ],
    "minds nobody whose account is gone": [
      (head) => [
        { ...review("pia", "CHANGES_REQUESTED", head), user: null },
        review("pia", "APPROVED", head),
      ],
      0,
      "verified",
    ],
    "lets an approval stand after an earlier one that was dismissed": [
      (head) => [review("pia", "APPROVED", head, 3), review("pia", "DISMISSED", head, 2)],
      0,
      "verified",
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

  it("proves nothing that is not committed", async () => {
    const folder = reviewed((head) => [review("pia", "APPROVED", head)]);
    write(folder, { [stackFile]: withCart(1, approved("pia", ", reason: Later.")) });
    const { tiers } = JSON.parse((await check(folder, "--json", ...args)).out) as Approvals; // as the command prints it
    assert.deepEqual(
      tiers.map(({ proof, record }) => [proof, record?.reason]),
      [["verified", undefined]],
    );
    const { out } = await check(folder);
    assert.match(out, /^shop, [0-9a-f]{7} to the working tree: /);
    assert.match(out, /ticket OPS-7: Later\.\n/);
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
      "Not to be merged yet: 1 approval not proven by a review.",
    ]);
    const kept = git(folder, "status", "--short");
    assert.match(kept, /approvals\.json/);
    const comment = await check(folder, ...args, "-f", "markdown");
    assert.equal(
      comment.out,
      `<!-- readiness approvals -->

1 change of tiers, 0 new waivers, 0 deleted services: **not to be merged yet**, 1 approval not verified.

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
