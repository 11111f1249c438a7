import { ownerReachable } from "../../../../policy-pack/rules/ownership/owner-reachable";
import { type Given, given } from "../../given";
import { ordersTeam } from "../../perfect-service";
import { testRule } from "../../rule-tester";

const chat = "#orders";
const email = "orders@astronomy-shop.example";
const owner = { owner: "crew" };
/** Owned by a team of its own: the second service keeps the perfect one. */
const reachedBy = (contacts: Record<string, unknown>): Given =>
  given
    .service()
    .facts(owner)
    .catalog({ teams: [ordersTeam, { name: "crew", contacts }] });

testRule(ownerReachable, {
  pass: {
    "a channel, an e-mail address and an on-call contact": given.service(),
    "a channel and an e-mail address": reachedBy({ chat, email }),
    "a channel and an on-call contact": given
      .service()
      .team({ contacts: { chat, onCall: "orders-primary" } }),
  },
  fail: {
    "only a channel": [reachedBy({ chat }), [{ message: "noContact", data: owner }]],
    "no channel": [reachedBy({ email, onCall: "orders-primary" }), [{ message: "noChat", data: owner }]],
    "nothing at all": [
      reachedBy({}),
      [
        { message: "noChat", data: owner },
        { message: "noContact", data: owner },
      ],
    ],
  },
  notApplicable: {
    "an owner that is no team of the catalog": given.service().facts({ owner: "ghosts" }),
    "a service without an owner": given.service().facts({ owner: undefined }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
});
