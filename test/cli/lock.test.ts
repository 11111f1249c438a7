import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectWith, type Ran, readiness, smallProject } from "./command";

const stack = smallProject["stacks/Pulumi.prod.yaml"] ?? "";
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const textOf = (folder: string): string =>
  fs.readFileSync(path.join(folder, "stacks/Pulumi.prod.yaml"), "utf8");
const lock = (
  folder: string,
  service: string,
  flags: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const all = { stack: "prod", reason: "Stock is counted.", until: day(3), by: "pia", ...flags };
  return readiness(folder, [
    "lock",
    service,
    ...Object.entries(all).flatMap(([name, one]) => [`--${name}`, one]),
  ]);
};
const unlock = (folder: string, service: string): Promise<Ran> =>
  readiness(folder, ["unlock", service, "--stack", "prod"]);
const next = "Have it reviewed. The gate knows of it from the next scorecard on.";

describe("readiness lock and unlock", () => {
  it("stop a service's deployments, and let them go on", async () => {
    const folder = projectWith();
    const { code, out, err } = await lock(folder, "cart");
    assert.deepEqual(
      [code, out, err],
      [
        0,
        `stacks/Pulumi.prod.yaml: cart is locked by pia until the end of ${day(3)}: Stock is counted.`,
        next,
      ],
    );
    assert.equal((await readiness(folder, ["check"])).code, 0);
    const denied = await readiness(folder, ["gate", "cart", "--stack", "prod", "--json"]);
    assert.deepEqual(JSON.parse(denied.out).locks, [
      { service: "cart", reason: "Stock is counted.", by: "pia", until: day(3) },
    ]);
    const open = await unlock(folder, "cart");
    assert.deepEqual(
      [open.code, open.out],
      [
        0,
        `stacks/Pulumi.prod.yaml: cart is no longer locked; it was by pia until the end of ${day(3)}: Stock is counted.`,
      ],
    );
    assert.equal(textOf(folder), stack);
  });

  it("replace an earlier lock with a word", async () => {
    const folder = projectWith();
    await lock(folder, "quote", { by: "amy", until: day(0) });
    const { out } = await lock(folder, "rates", { reason: "Rates move." });
    assert.equal(
      out,
      `stacks/Pulumi.prod.yaml: quote is locked by pia until the end of ${day(3)}, instead of by amy until ${day(0)}: Rates move.`,
    );
    assert.equal(textOf(folder).match(/- service: /g)?.length, 1);
  });

  it("remove the lock of what is no service any more", async () => {
    const text = `${stack}  readiness:locks: [{ service: gone, reason: Old., by: amy, until: "2026-01-01" }]\n`;
    const folder = projectWith({ "stacks/Pulumi.prod.yaml": text });
    assert.equal((await readiness(folder, ["check"])).code, 2);
    assert.equal((await unlock(folder, "gone")).code, 0);
    assert.equal(textOf(folder), stack);
  });

  it("say so where there is nothing to unlock", async () => {
    const folder = projectWith();
    const { code, out } = await unlock(folder, "rates");
    assert.deepEqual(
      [code, out, textOf(folder)],
      [0, "stacks/Pulumi.prod.yaml: quote is not locked; nothing was written.", stack],
    );
  });

  it("know who locks from the workflow or from git", async () => {
    const folder = projectWith();
    const args = ["lock", "cart", "--stack", "prod", "--reason", "Why.", "--until", day(1)];
    const workflow = await readiness(folder, args, { env: { GITHUB_ACTOR: "amy" } });
    assert.match(workflow.out, /: cart is locked by amy until /);
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
    execFileSync("git", ["config", "github.user", "pia"], { cwd: folder });
    assert.match((await readiness(folder, args)).out, /: cart is locked by pia until .+, instead of by amy /);
  });

  const refused: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>, string]>> = {
    "a service that does not exist": [
      "crat",
      {},
      '"crat" is not a service in catalog/services. Did you mean "cart"?',
    ],
    "a day that does not exist": [
      "cart",
      { until: "2026-02-30" },
      "--until must be a day that exists, written YYYY-MM-DD.",
    ],
    "a day in the past": [
      "cart",
      { until: day(-1) },
      `--until must not be in the past; it is "${day(-1)}", and today is ${day(0)}.`,
    ],
    "several flags that are wrong, all at once": [
      "cart",
      { reason: " ", by: "Pia P", until: "soon" },
      "--reason must not be blank.\n--by must be a login, without @ or spaces.\n--until must be a day that exists, written YYYY-MM-DD.",
    ],
    "a stack that does not exist": [
      "cart",
      { stack: "prdo" },
      'There is no stack "prdo". Did you mean "prod"? There are prod.',
    ],
  };
  for (const [name, [service, flags, message]] of Object.entries(refused))
    it(`refuse ${name}, and write nothing`, async () => {
      const folder = projectWith();
      const { code, err } = await lock(folder, service, flags);
      assert.deepEqual([code, err, textOf(folder)], [2, message, stack]);
    });
});
