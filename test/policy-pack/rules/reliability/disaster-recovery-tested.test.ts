import { disasterRecoveryTested } from "../../../../policy-pack/rules/reliability/disaster-recovery-tested";
import { given } from "../../given";
import { testRule } from "../../rule-tester";

const record = "https://records.astronomy-shop.example/recovery/checkout";
const complete = { rto: "PT1H", rpo: "PT5M", lastTest: "2026-08-25", record };
const recovery = (patch: Record<string, unknown>, start = given.service()) =>
  start.facts({ recovery: { ...complete, ...patch } });

testRule(disasterRecoveryTested, {
  pass: {
    "objectives and a recorded test of 90 days ago": given.service(),
    "a test of 180 days ago": recovery({ lastTest: "2026-05-27" }),
    "a test of today": recovery({ lastTest: "2026-11-23" }),
    "a test of 365 days ago at tier 2": recovery({ lastTest: "2025-11-23" }, given.service({ tier: 2 })),
    "a test that configuration still accepts": recovery({ lastTest: "2025-11-23" }).parameters({ days: 400 }),
  },
  fail: {
    "no word at all": [given.service().facts({ recovery: undefined }), [{ message: "missing" }]],
    "no recovery time objective": [
      recovery({ rto: undefined }),
      [{ message: "noObjective", data: { objective: "recovery time objective (rto)" } }],
    ],
    "no recovery point objective": [
      recovery({ rpo: undefined }),
      [{ message: "noObjective", data: { objective: "recovery point objective (rpo)" } }],
    ],
    "objectives that were never tested": [
      recovery({ lastTest: undefined, record: undefined }),
      [{ message: "untested" }],
    ],
    "a test that is dated after today": [
      recovery({ lastTest: "2026-11-24" }),
      [{ message: "future", data: { date: "2026-11-24" } }],
    ],
    "a test of 181 days ago": [
      recovery({ lastTest: "2026-05-26" }),
      [{ message: "old", data: { days: 180, date: "2026-05-26" } }],
    ],
    "a test of 366 days ago at tier 2": [
      recovery({ lastTest: "2025-11-22" }, given.service({ tier: 2 })),
      [{ message: "old", data: { days: 365, date: "2025-11-22" } }],
    ],
    "a test without a record": [recovery({ record: undefined }), [{ message: "unrecorded" }]],
    "everything that can be wrong at once": [
      given.service().facts({ recovery: { lastTest: "2026-01-01" } }),
      [
        { message: "noObjective", data: { objective: "recovery time objective (rto)" } },
        { message: "noObjective", data: { objective: "recovery point objective (rpo)" } },
        { message: "old", data: { days: 180, date: "2026-01-01" } },
        { message: "unrecorded" },
      ],
    ],
  },
  notApplicable: {
    "tier 3": given.service({ tier: 3 }).facts({ recovery: undefined }),
    "a service that is only known by its resources": given
      .service()
      .catalog({ tiers: { checkout: 1, spare: 1 } })
      .withoutComponent(),
  },
});
