import { securityReviewed } from "../../../../policy-pack/rules/security/security-reviewed";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const url = "https://wiki.example/threat-model";
const model = (threatModel: Record<string, unknown>): Given =>
  given.service().facts({ security: { threatModel } });

testRule(securityReviewed, {
  pass: {
    "a class of data and a threat model of this year": given.service(),
    "a threat model of today": model({ date: "2026-11-23", url }),
    "a threat model of a year ago to the day": model({ date: "2025-11-23", url }),
    "public data at tier 2": given.service({ tier: 2 }).facts({ dataClass: "public" }),
    "an older threat model where the organisation gives it more time": model({
      date: "2025-06-01",
      url,
    }).parameters({ days: 730 }),
  },
  fail: {
    "no class of data": [given.service().facts({ dataClass: undefined }), [{ message: "unclassified" }]],
    "no security facts at all": [given.service().facts({ security: undefined }), [{ message: "missing" }]],
    "a code scan without a threat model": [given.service().facts({ security: {} }), [{ message: "missing" }]],
    "neither class nor threat model at tier 2": [
      given.service({ tier: 2 }).facts({ dataClass: undefined, security: undefined }),
      [{ message: "unclassified" }, { message: "missing" }],
    ],
    "a date without its record": [model({ date: "2026-08-11" }), [{ message: "unlinked" }]],
    "a record without a date": [model({ url }), [{ message: "undated" }]],
    "a date after today": [
      model({ date: "2026-11-24", url }),
      [{ message: "future", data: { date: "2026-11-24" } }],
    ],
    "a threat model of a year and a day ago": [
      model({ date: "2025-11-22", url }),
      [{ message: "old", data: { most: 365, age: 366 } }],
    ],
    "an old threat model without its record": [
      model({ date: "2025-11-13" }),
      [{ message: "unlinked" }, { message: "old", data: { most: 365, age: 375 } }],
    ],
  },
  notApplicable: {
    "tier 3, whatever it states": given.service({ tier: 3 }).facts({ security: undefined }),
    "a service that is not in a catalog": given.service().withoutComponent(),
  },
});
