import { runbookPresent } from "../../../../policy-pack/rules/documentation/runbook-present";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const runbook = (value: Record<string, unknown> | undefined): Given =>
  given.service().facts({ runbook: value });
const link = (value: Record<string, unknown>): Given => runbook(undefined).facts({ links: [value] });
const url = "https://wiki.astronomy-shop.example/runbooks/checkout";
const path = "docs/runbook.md";

testRule(runbookPresent, {
  pass: {
    "a confirmed page": given.service(),
    "a page that nobody has confirmed": runbook({ url }),
    "a page without a repository": runbook({ url }).facts({ repository: undefined }),
    "a file in the repository": runbook({ path }),
    "a page among the links": link({ kind: "runbook", url }),
    "a file among the links": link({ kind: "runbook", path }),
  },
  fail: {
    "no runbook": [runbook(undefined), [{ message: "missing" }]],
    "a link of another kind": [link({ kind: "architecture", url }), [{ message: "missing" }]],
    "a link that leads nowhere": [link({ kind: "runbook", title: "Runbook" }), [{ message: "missing" }]],
  },
  notApplicable: {
    "a file in no repository": runbook({ path }).facts({ repository: undefined }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
});
