import { ownerAssigned } from "../../../../policy-pack/rules/ownership/owner-assigned";
import { given } from "../../given";
import { testRule } from "../../rule-tester";

testRule(ownerAssigned, {
  pass: {
    "a team of the catalog": given.service(),
    "a team by an earlier name": given
      .service()
      .facts({ owner: "sales" })
      .team({ aliases: ["sales"] }),
    "a team with blanks around its name": given.service().facts({ owner: " orders " }),
  },
  fail: {
    "no owner": [given.service().facts({ owner: undefined }), [{ message: "missing" }]],
    "a blank owner": [given.service().facts({ owner: " " }), [{ message: "missing" }]],
    "a member's login": [
      given.service().facts({ owner: "amy" }),
      [{ message: "person", data: { owner: "amy" } }],
    ],
    "a member's login in capitals": [
      given.service().facts({ owner: "Amy" }),
      [{ message: "person", data: { owner: "Amy" } }],
    ],
    "a login as GitHub mentions it": [
      given.service().facts({ owner: "@zoe" }),
      [{ message: "person", data: { owner: "@zoe" } }],
    ],
    "a team as GitHub mentions it": [
      given.service().facts({ owner: "@shop/orders" }),
      [{ message: "unknownTeam", data: { owner: "@shop/orders" } }],
    ],
    "an e-mail address": [
      given.service().facts({ owner: "orders@astronomy-shop.example" }),
      [{ message: "person", data: { owner: "orders@astronomy-shop.example" } }],
    ],
    "a team that has no file": [
      given.service().facts({ owner: "ghosts" }),
      [{ message: "unknownTeam", data: { owner: "ghosts" } }],
    ],
    "a name that every object has": [
      given.service().facts({ owner: "constructor" }),
      [{ message: "unknownTeam", data: { owner: "constructor" } }],
    ],
  },
  notApplicable: { "a service that is only known by its resources": given.service().withoutComponent() },
});
