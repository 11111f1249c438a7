import { github } from "../../../../policy-pack/engine/tokens";
import { repositoryLinked } from "../../../../policy-pack/rules/documentation/repository-linked";
import { given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { testRule } from "../../rule-tester";

testRule(repositoryLinked, {
  pass: {
    "a repository that the stack declares": given.service(),
    "a repository of its own": inOwnRepository(),
    "a repository that only the catalog knows": given.service().facts({ repository: "elsewhere/checkout" }),
    "a repository that another stack declares": given
      .service()
      .catalog({ owns: false })
      .without(github.repository),
    "a repository below the service that the catalog does not name": inOwnRepository().facts({
      repository: undefined,
    }),
    "an archived repository of the same name and another owner": inOwnRepository({ archived: true }).facts({
      repository: "elsewhere/checkout",
    }),
    "a service that is only known by its repository": inOwnRepository().withoutComponent(),
  },
  fail: {
    "no repository": [given.service().facts({ repository: undefined }), [{ message: "missing" }]],
    "an archived repository": [
      inOwnRepository({ archived: true }),
      [{ message: "archived", data: { repository: "checkout" }, subject: "checkout", on: "own" }],
    ],
    "an archived repository that the catalog names with its owner": [
      inOwnRepository({ archived: true }).facts({ repository: "Shop/Checkout" }),
      [{ message: "archived", data: { repository: "Shop/Checkout" }, subject: "Shop/Checkout", on: "own" }],
    ],
    "an archived repository of a service that no catalog has": [
      inOwnRepository({ archived: true }).withoutComponent(),
      [{ message: "archived", data: { repository: "shop/checkout" }, subject: "shop/checkout", on: "own" }],
    ],
  },
  notApplicable: {
    "a service that neither a catalog nor a repository tells of": given.service().withoutComponent(),
  },
  unknown: {
    "an archive switch that is only known after the update": [
      inOwnRepository().unknown(github.repository, "own", "archived"),
      "planned: archived",
    ],
  },
});
