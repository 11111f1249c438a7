import { tierApproved } from "../../../../policy-pack/rules/ownership/tier-approved";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

interface Entry {
  readonly from?: number;
  readonly to: number;
  readonly by: string;
  readonly at: string;
}

const spare: readonly Entry[] = [{ from: 2, to: 1, by: "pia", at: "2026-09-01" }];
const records = (entries: readonly Entry[], start = given.service(), name = "checkout"): Given =>
  start.catalog({ promotions: { [name]: entries, spare } });
const approval = { from: 2, to: 1, by: "pia", at: "2026-09-01" };
const list = (start: Given, names: readonly string[]): Given =>
  // The second service is at tier 1 as well: its approver stays on the list.
  start.catalog({ approvers: { "1": ["pia", ...names] } });

testRule(tierApproved, {
  pass: {
    "an approval by a member of a listed team": given.service(),
    "an approval by a listed login, in other capitals": list(records([{ ...approval, by: "Tess" }]), [
      "tess",
    ]),
    "an approval of today": records([{ ...approval, at: "2026-11-23" }]),
    "an approval of the first tier that the service had": records([{ to: 1, by: "pia", at: "2026-09-01" }]),
    "the approval that came last, whatever the order in the file": records([
      approval,
      { from: 1, to: 2, by: "pia", at: "2026-05-01" },
    ]),
    "two approvals of one day, in the order of the file": records([
      { from: 3, to: 2, by: "pia", at: "2026-09-01" },
      approval,
    ]),
    "a member's approval beside one from outside": records([
      approval,
      { ...approval, by: "amy", at: "2026-09-02" },
    ]),
    "an approval of another tier that is dated after today": records([
      approval,
      { from: 1, to: 2, by: "pia", at: "2026-12-01" },
    ]),
    "an approval, and the next of the same tier that is dated after today": records([
      approval,
      { ...approval, at: "2026-12-01" },
    ]),
    "a listed member's approval beside one from outside": list(
      records([approval, { ...approval, by: "amy", at: "2026-09-02" }]),
      ["amy"],
    ),
    "an approval under an earlier name": records(
      [approval],
      given.service().facts({ aliases: ["till"] }),
      "till",
    ),
    "an approval of tier 2 by its own list": records(
      [{ from: 3, to: 2, by: "tess", at: "2026-09-01" }],
      given.service({ tier: 2 }),
    ).catalog({ approvers: { "1": ["platform"], "2": ["tess"] } }),
  },
  fail: {
    "no record": [records([]), [{ message: "missing", data: { tier: 1 } }]],
    "no record but one of another tier that is dated after today": [
      records([{ from: 1, to: 2, by: "pia", at: "2026-12-01" }]),
      [{ message: "missing", data: { tier: 1 } }],
    ],
    "no record of a name that every object has": [
      given
        .service()
        .facts({ aliases: ["constructor"] })
        .catalog({ promotions: { spare } }),
      [{ message: "missing", data: { tier: 1 } }],
    ],
    "no record although the owner is no team": [
      records([]).facts({ owner: "ghosts" }),
      [{ message: "missing", data: { tier: 1 } }],
    ],
    "an approval that is dated after today": [
      records([{ ...approval, at: "2026-11-24" }]),
      [{ message: "future", data: { tier: 1, at: "2026-11-24" } }],
    ],
    "an approval of a lower tier": [
      records([{ from: 3, to: 2, by: "pia", at: "2026-09-01" }]),
      [{ message: "other", data: { tier: 1, to: 2, by: "pia", at: "2026-09-01" } }],
    ],
    "a stricter tier that was left without a record": [
      records([approval], given.service({ tier: 2 })),
      [{ message: "other", data: { tier: 2, to: 1, by: "pia", at: "2026-09-01" } }],
    ],
    "an approval that a later change has overtaken": [
      records([approval, { from: 1, to: 2, by: "pia", at: "2026-10-01" }]),
      [{ message: "other", data: { tier: 1, to: 2, by: "pia", at: "2026-10-01" } }],
    ],
    "an approver in the owning team": [
      list(records([{ ...approval, by: "Amy" }]), ["amy"]),
      [{ message: "ownTeam", data: { tier: 1, team: "orders", by: "Amy" } }],
    ],
    "an approver who is on no list": [
      records([{ ...approval, by: "zoe" }]),
      [{ message: "notAllowed", data: { tier: 1, by: "zoe" } }],
    ],
    "a team in place of a person, though the team is listed": [
      records([{ ...approval, by: "platform" }]),
      [{ message: "notAllowed", data: { tier: 1, by: "platform" } }],
    ],
    "an approver of another tier only": [
      list(records([{ ...approval, by: "tess" }]), []),
      [{ message: "notAllowed", data: { tier: 1, by: "tess" } }],
    ],
    "an outsider on no list beside a listed member": [
      list(
        records([
          { ...approval, by: "zoe" },
          { ...approval, by: "amy" },
        ]),
        ["amy"],
      ),
      [{ message: "ownTeam", data: { tier: 1, team: "orders", by: "amy" } }],
    ],
    "no list of approvers for the tier": [
      records([{ from: 3, to: 2, by: "pia", at: "2026-09-01" }], given.service({ tier: 2 })).catalog({
        approvers: { "1": ["platform"] },
      }),
      [{ message: "noApprovers", data: { tier: 2 } }],
    ],
  },
  notApplicable: {
    "a service of tier 3": given.service({ tier: 3 }),
    "an approved service whose owner is no team of the catalog": given.service().facts({ owner: "ghosts" }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
});
