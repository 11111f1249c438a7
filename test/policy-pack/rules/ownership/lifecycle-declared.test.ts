import { lifecycleDeclared } from "../../../../policy-pack/rules/ownership/lifecycle-declared";
import { given } from "../../given";
import { testRule } from "../../rule-tester";

testRule(lifecycleDeclared, {
  pass: {
    production: given.service(),
    deprecated: given.service().facts({ lifecycle: "deprecated" }),
    retired: given.service().facts({ lifecycle: "retired" }),
    "experimental at tier 3": given.service({ tier: 3 }).facts({ lifecycle: "experimental" }),
  },
  fail: {
    "no lifecycle": [given.service().facts({ lifecycle: undefined }), [{ message: "missing" }]],
    "no lifecycle at tier 3": [
      given.service({ tier: 3 }).facts({ lifecycle: undefined }),
      [{ message: "missing" }],
    ],
    "experimental at tier 2": [
      given.service({ tier: 2 }).facts({ lifecycle: "experimental" }),
      [{ message: "experimental", data: { tier: 2 } }],
    ],
    "experimental at tier 1": [
      given.service().facts({ lifecycle: "experimental" }),
      [{ message: "experimental", data: { tier: 1 } }],
    ],
  },
  notApplicable: { "a service that is only known by its resources": given.service().withoutComponent() },
});
