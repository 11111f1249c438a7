import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { z } from "zod";
import { policiesFor } from "./engine/crossguard";
import { composeSets } from "./engine/extension";
import { resolveToday } from "./engine/today";
import { loadExtensions } from "./extensions";
import { keepingScorecard } from "./kept-scorecard";
import { shippedSets } from "./rule-sets";
import { walkOnce } from "./walk-once";

// The engine starts a pack in its own folder; the SDK reads the version from the same file.
const manifest = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")));

walkOnce();
const { sets, problems } = composeSets(shippedSets, loadExtensions(process.cwd()));

new PolicyPack("readiness", {
  description: "Production readiness: what each service lacks for its tier, and whether that blocks.",
  policies: policiesFor(sets, {
    packVersion: manifest.version,
    today: () => resolveToday(new Date(), process.env.READINESS_TODAY),
    clock: () => performance.now(),
    problems,
    askGate: async (asked) => {
      // Stacks without a gate in their policy config need none of this.
      const { askGate, usualLimits } = await import("./gate/ask.js");
      return askGate(asked, { env: process.env, limits: usualLimits, now: new Date() });
    },
    keep: keepingScorecard({
      file: process.env.READINESS_SCORECARD,
      packVersion: manifest.version,
      problems,
    }),
  }),
});
