import type { FactValue } from "../../../../evidence/facts";
import { codeScanned } from "../../../../policy-pack/rules/security/code-scanned";
import { type Given, given } from "../../given";
import { addRuleset, inOwnRepository, withMain } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

type Scanning = FactValue<"code-scanning">;

const run = (createdAt: string, failed = false, tool = "CodeQL"): Scanning["analyses"][number] => ({
  tool,
  createdAt: `${createdAt}T03:00:00.000Z`,
  failed,
});
const seen = (
  analyses: Scanning["analyses"],
  rest: Partial<Scanning> = {},
  start = given.service(),
  repository = "astronomy-shop",
): Given =>
  start.observed("code-scanning", repository, {
    value: { state: "enabled", analyses, critical: 0, ...rest },
  });
const stated = (codeScan: Record<string, unknown>, start = given.service()): Given =>
  start.facts({
    security: {
      codeScan: { tool: "Scanner", critical: 0, url: "https://scanner.example/checkout", ...codeScan },
    },
  });
const gap = (message: string, data: Record<string, string | number> = {}, on?: string): ExpectedFailure => ({
  message,
  data: { repository: "astronomy-shop", ...data },
  subject: "astronomy-shop",
  ...(on && { on }),
});

testRule(codeScanned, {
  pass: {
    "a scan of three days ago": given.service(),
    "a scan of thirty days ago at tier 3": seen([run("2026-10-24")]).tier(3),
    "a failed run after one that was sound": seen([run("2026-11-22", true), run("2026-11-20")]),
    "a failed run of one tool beside a sound one of another": seen([
      run("2026-11-22", true),
      run("2026-11-21", false, "Semgrep"),
    ]),
    "a scan that GitHub dates after midnight": seen([run("2026-11-24")]),
    "a scan in languages that GitHub's own scanner does not read": seen([run("2026-11-21", false, "Other")], {
      languages: ["Erlang"],
    }),
    "a scanner that does not report to GitHub": stated({ date: "2026-11-10" }).unobserved("code-scanning"),
    "a scanner of its own where GitHub has no result": stated({ date: "2026-11-10" }, seen([])),
    "a scanner of its own on a private repository of the free plan": stated(
      { date: "2026-11-10" },
      inOwnRepository({ visibility: "private" }).catalog({ plans: { github: "free" } }),
    ),
    "a scan by GitHub beside an old one of another scanner": stated({ date: "2026-01-10" }),
  },
  fail: {
    "no scan": [seen([], { languages: ["HTML", "Go"] }), [gap("none", {}, "astronomy-shop")]],
    "what GitHub calls absent": [
      given.service().observed("code-scanning", "astronomy-shop", "absent"),
      [gap("none", {}, "astronomy-shop")],
    ],
    "scanning that is switched off": [seen([], { state: "disabled" }), [gap("none", {}, "astronomy-shop")]],
    "a run that ended with an error": [seen([run("2026-11-22", true)]), [gap("failed", { tool: "CodeQL" })]],
    "a scan of thirty-one days ago": [
      seen([run("2026-10-23")]),
      [gap("old", { most: 30, tool: "CodeQL", age: 31 })],
    ],
    "an old scan with a failed run after it": [
      seen([run("2026-11-22", true), run("2026-10-01")]),
      [gap("old", { most: 30, tool: "CodeQL", age: 53 })],
    ],
    "critical alerts, however new": [
      seen([run("2026-11-22")], { critical: 2 }),
      [gap("critical", { count: 2 })],
    ],
    "critical alerts of an old scan": [
      seen([run("2026-10-01")], { critical: 1 }),
      [gap("critical", { count: 1 }), gap("old", { most: 30, tool: "CodeQL", age: 53 })],
    ],
    "a ruleset that asks for a scan where there is none": [
      seen(
        [],
        {},
        addRuleset(withMain(), {
          rules: { requiredCodeScanning: { requiredCodeScanningTools: [{ tool: "CodeQL" }] } },
        }),
        "checkout",
      ),
      [{ message: "none", data: { repository: "checkout" }, subject: "checkout", on: "own" }],
    ],
    "an old result of a scanner of its own": [
      stated({ date: "2026-10-01" }, seen([])),
      [gap("old", { most: 30, tool: "Scanner", age: 53 })],
    ],
    "a result of a scanner of its own from the future": [
      stated({ date: "2026-11-24" }, seen([])),
      [gap("future", { tool: "Scanner", date: "2026-11-24" })],
    ],
    "critical findings of both scanners": [
      stated({ date: "2026-11-10", critical: 1 }, seen([run("2026-11-22")], { critical: 2 })),
      [gap("critical", { count: 3 })],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a private repository of the free plan": seen(
      [],
      {},
      inOwnRepository({ visibility: "private" }).catalog({ plans: { github: "free" } }),
      "checkout",
    ),
    "a repository for which the plan has no scanning": seen([], { state: "unavailable" }),
    "languages that no scanner reads": seen([], { languages: ["Erlang", "HTML"] }),
  },
  unknown: {
    "what a ruleset only intends": [
      addRuleset(withMain(), {
        rules: { requiredCodeScanning: { requiredCodeScanningTools: [{ tool: "CodeQL" }] } },
      }),
      "no-collector: the code scanning results of repository checkout",
    ],
    "what the token may not see": [
      given.service().observed("code-scanning", "astronomy-shop", {
        permission: "Code scanning alerts: read",
      }),
      "unobserved: GitHub shows the code scanning results of repository astronomy-shop only with",
    ],
    "what GitHub did not answer": [
      given.service().observed("code-scanning", "astronomy-shop", { reason: "it timed out" }),
      "unobserved: GitHub did not tell the code scanning results of repository astronomy-shop: it timed out",
    ],
  },
});
