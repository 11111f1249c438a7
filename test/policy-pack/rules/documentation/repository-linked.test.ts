import { github } from "../../../../policy-pack/engine/tokens";
import { repositoryLinked } from "../../../../policy-pack/rules/documentation/repository-linked";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { testRule } from "../../rule-tester";

/** A service whose repository another stack manages, with what GitHub tells of it. */
const elsewhere = (props?: Record<string, unknown>, repository = "elsewhere/checkout"): Given => {
  const start = given
    .service()
    .facts({ repository })
    .catalog({ observe: ["github"] });
  if (props === undefined) return start.observed("repository", repository, "absent");
  const { name = "checkout", fullName = `elsewhere/${name}` } = props;
  const found = {
    type: github.repository,
    id: "checkout",
    name: "checkout",
    props: { name, fullName, ...props },
  } as const;
  return start.observed("repository", repository, {
    value: { resources: [{ ...found, props: found.props as Record<string, string | boolean> }] },
  });
};

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
    "a repository that GitHub knows": elsewhere({}),
    "a repository that GitHub writes in another case": elsewhere({ name: "Checkout" }),
    "a repository that the catalog names without its owner": elsewhere({}, "checkout"),
    "a repository that the stack declares, which GitHub does not know yet": inOwnRepository()
      .catalog({ observe: ["github"] })
      .observed("repository", "checkout", "absent"),
  },
  fail: {
    "a repository that GitHub does not know": [
      elsewhere(),
      [
        {
          message: "absent",
          data: { repository: "elsewhere/checkout" },
          subject: "elsewhere/checkout",
          observed: false,
        },
      ],
    ],
    "an answer without the repository": [
      given
        .service()
        .facts({ repository: "elsewhere/checkout" })
        .observed("repository", "elsewhere/checkout", { value: { resources: [] } }),
      [
        {
          message: "absent",
          data: { repository: "elsewhere/checkout" },
          subject: "elsewhere/checkout",
          observed: false,
        },
      ],
    ],
    "a repository that has another name today": [
      elsewhere({ name: "till" }),
      [
        {
          message: "renamed",
          data: { repository: "elsewhere/checkout", now: "elsewhere/till" },
          subject: "elsewhere/checkout",
          observed: true,
        },
      ],
    ],
    "a repository that has another owner today, and is archived there": [
      elsewhere({ fullName: "museum/checkout", archived: true }),
      [
        {
          message: "renamed",
          data: { repository: "elsewhere/checkout", now: "museum/checkout" },
          subject: "elsewhere/checkout",
          observed: true,
        },
        { message: "archived", data: { repository: "elsewhere/checkout" }, subject: "elsewhere/checkout" },
      ],
    ],
    "an archived repository that was seen": [
      elsewhere({ archived: true }),
      [
        {
          message: "archived",
          data: { repository: "elsewhere/checkout" },
          subject: "elsewhere/checkout",
          observed: true,
          on: "checkout",
        },
      ],
    ],
    "an archived repository that this stack should declare": [
      elsewhere({ archived: true, fullName: "shop/checkout" }, "checkout"),
      [{ message: "archived", data: { repository: "checkout" }, subject: "checkout" }],
    ],
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
    "a repository that may not be seen": [
      elsewhere().observed("repository", "elsewhere/checkout", { permission: "Metadata: read" }),
      "unobserved: GitHub shows repository elsewhere/checkout only with the permission Metadata: read",
    ],
    "a repository that GitHub does not tell": [
      elsewhere().unobserved("repository"),
      "unobserved: GitHub did not tell repository elsewhere/checkout",
    ],
  },
});
