import { tierJustified } from "../../../../policy-pack/rules/ownership/tier-justified";
import { given } from "../../given";
import { testRule } from "../../rule-tester";

testRule(tierJustified, {
  pass: {
    "the tier that the facts suggest": given.service(),
    "a stricter tier than suggested": given.service().facts({ criticality: "medium", exposure: "internal" }),
    "tier 3 of little meaning": given
      .service({ tier: 3 })
      .facts({ criticality: "low", risk: "low", exposure: "internal" }),
    "neither exposure nor data class stated": given
      .service({ tier: 3 })
      .facts({ criticality: "medium", risk: "low", exposure: undefined, dataClass: undefined }),
  },
  fail: {
    "no criticality": [
      given.service().facts({ criticality: undefined }),
      [{ message: "unstated", data: { missing: "criticality" } }],
    ],
    "no risk": [
      given.service().facts({ risk: undefined }),
      [{ message: "unstated", data: { missing: "risk" } }],
    ],
    "neither, whatever the tier": [
      given.service({ tier: 3 }).facts({ criticality: undefined, risk: undefined }),
      [{ message: "unstated", data: { missing: "criticality and risk" } }],
    ],
    "tier 3 where tier 1 is suggested": [
      given.service({ tier: 3 }),
      [{ message: "weak", data: { suggested: 1, tier: 3, reasons: "criticality high with risk high" } }],
    ],
    "tier 2 where tier 1 is suggested by its data": [
      given.service({ tier: 2 }).facts({ criticality: "low", risk: "low", dataClass: "restricted" }),
      [{ message: "weak", data: { suggested: 1, tier: 2, reasons: "public exposure with restricted data" } }],
    ],
    "tier 3 where both suggest tier 2": [
      given.service({ tier: 3 }).facts({ criticality: "medium", risk: "medium" }),
      [
        {
          message: "weak",
          data: {
            suggested: 2,
            tier: 3,
            reasons: "criticality medium with risk medium and public exposure with confidential data",
          },
        },
      ],
    ],
  },
  notApplicable: { "a service that is only known by its resources": given.service().withoutComponent() },
});
