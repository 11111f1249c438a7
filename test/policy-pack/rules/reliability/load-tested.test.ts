import { loadTested } from "../../../../policy-pack/rules/reliability/load-tested";
import { given } from "../../given";
import { testRule } from "../../rule-tester";

const url = "https://records.astronomy-shop.example/load-tests/checkout";
const complete = { date: "2026-10-08", peak: 2400, expectedPeak: 1200, url };
const tested = (patch: Record<string, unknown>, start = given.service()) =>
  start.facts({ loadTest: { ...complete, ...patch } });

testRule(loadTested, {
  pass: {
    "twice the expected peak": given.service(),
    "the expected peak itself": tested({ peak: 1200 }),
    "a test of 365 days ago": tested({ date: "2025-11-23" }),
    "a test of today": tested({ date: "2026-11-23" }),
    "a peak below one, in a unit of its own": tested({ peak: 0.4, expectedPeak: 0.2 }),
    "tier 2": given.service({ tier: 2 }),
  },
  fail: {
    "no word at all": [given.service().facts({ loadTest: undefined }), [{ message: "missing" }]],
    "a test that is dated after today": [
      tested({ date: "2026-11-24" }),
      [{ message: "future", data: { date: "2026-11-24" } }],
    ],
    "a test of 366 days ago": [
      tested({ date: "2025-11-22" }),
      [{ message: "old", data: { days: 365, date: "2025-11-22" } }],
    ],
    "a peak below the expected one": [
      tested({ peak: 1199 }),
      [{ message: "low", data: { expected: 1200, peak: 1199 } }],
    ],
    "a peak of nothing that is expected": [tested({ peak: 0, expectedPeak: 0 }), [{ message: "idle" }]],
    "no link": [tested({ url: undefined }), [{ message: "unlinked" }]],
    "all of it, at tier 2": [
      tested({ date: "2020-02-29", peak: 1, url: undefined }, given.service({ tier: 2 })),
      [
        { message: "old", data: { days: 365, date: "2020-02-29" } },
        { message: "low", data: { expected: 1200, peak: 1 } },
        { message: "unlinked" },
      ],
    ],
  },
  notApplicable: { "tier 3": given.service({ tier: 3 }).facts({ loadTest: undefined }) },
});
