import { github } from "../../../../policy-pack/engine/tokens";
import { descriptionPresent } from "../../../../policy-pack/rules/ownership/description-present";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const described = (description: string, facts: Record<string, unknown> = {}): Given =>
  given.service().facts({ description, ...facts });
const placeholder = (description: string): readonly [Given, readonly ExpectedFailure[]] => [
  described(description),
  [{ message: "placeholder", data: { description } }],
];
const onlyName = (
  description: string,
  facts: Record<string, unknown> = {},
): readonly [Given, readonly ExpectedFailure[]] => [
  described(description, facts),
  [{ message: "name", data: { description } }],
];
const fromRepository = (description: string | undefined): Given =>
  inOwnRepository({ description }).facts({ description: undefined });
/** A repository of its own that another stack manages, with what GitHub tells of it. */
const seen = (description: string, props: Record<string, string> = {}): Given =>
  given
    .service()
    .facts({ description: undefined, repository: "elsewhere", path: undefined })
    .catalog({ owns: false, observe: ["github"] })
    .observed("repository", "elsewhere", {
      value: {
        resources: [
          {
            type: github.repository,
            id: "elsewhere",
            name: "elsewhere",
            props: { name: "elsewhere", description, ...props },
          },
        ],
      },
    });

testRule(descriptionPresent, {
  pass: {
    "a sentence in the catalog": given.service(),
    "twenty characters": described("Takes the payments.."),
    "another script": described("カートの中身を受け取り、カードに請求し、注文を配送に渡します。"),
    "a sentence that mentions a tool": described(
      "Deployed with Pulumi; takes carts, charges cards and ships orders.",
    ),
    "a sentence about a list of things to do": described("Todo lists of the people who pack the parcels"),
    "the description of a repository of its own": fromRepository("Takes orders and payments of the shop"),
    "a repository of its own that the catalog gives as its root folder": fromRepository(
      "Takes orders and payments of the shop",
    ).facts({ path: "." }),
    "the repository of a service that no catalog has": inOwnRepository({
      description: "Takes orders and payments of the shop",
    }).withoutComponent(),
    "the description of a repository that was seen": seen("Takes orders and payments of the shop"),
    "the description of a repository that has another name today": seen(
      "Takes orders and payments of the shop",
      {
        name: "till",
      },
    ),
  },
  fail: {
    "a repository without a description that was seen": [seen(""), [{ message: "missing" }]],
    "a repository that GitHub does not know": [
      seen("").observed("repository", "elsewhere", "absent"),
      [{ message: "missing" }],
    ],
    "a repository with a placeholder that was seen": [
      seen("Managed by Terraform"),
      [{ message: "placeholder", data: { description: "Managed by Terraform" }, on: "elsewhere" }],
    ],
    "a repository with a placeholder that has another name today": [
      seen("Managed by Terraform", { name: "till" }),
      [{ message: "placeholder", data: { description: "Managed by Terraform" } }],
    ],
    "no description": [given.service().facts({ description: undefined }), [{ message: "missing" }]],
    "characters that nobody sees": [described("\u200b\u200b\u200b"), [{ message: "missing" }]],
    "nineteen characters": [
      described("Takes the payments."),
      [{ message: "short", data: { least: 20, found: 19 } }],
    ],
    "blanks that make it long": [
      described("Takes    the    payments."),
      [{ message: "short", data: { least: 20, found: 19 } }],
    ],
    "characters that nobody sees which make it long": [
      described(`Takes the${"\u200b".repeat(20)} payments.`),
      [{ message: "short", data: { least: 20, found: 19 } }],
    ],
    "what Pulumi writes": placeholder("Managed by Pulumi"),
    "what Terraform writes": placeholder("Managed by Terraform"),
    "what a tool writes, with its place": placeholder(
      "This repository is managed by Terraform in infra. Do not edit.",
    ),
    "what GitHub shows instead": placeholder("No description, website, or topics provided."),
    "what a template asks for": placeholder("Add a short description of your service here"),
    "what a generator leaves": placeholder("An example of a Backstage application."),
    "what is still to be done": placeholder("TODO: add a description"),
    "a field that was never filled": placeholder("{{ values.description }}"),
    "its name": onlyName("checkout service"),
    "its name, made long": onlyName("This is the repository of our checkout microservice"),
    "its name in other words' shape": onlyName("The ProductCatalogIndexer", {
      title: "product-catalog-indexer",
    }),
    "its title": onlyName("The orders and payments service", { title: "Orders and payments" }),
    "an earlier name": onlyName("The till of the application service", { aliases: ["till"] }),
    "the catalog's words before the repository's": [
      inOwnRepository({ description: "Takes orders and payments of the shop" }).facts({
        description: "Takes orders",
      }),
      [{ message: "short", data: { least: 20, found: 12 } }],
    ],
    "the description of a repository that it shares by folder": [
      fromRepository("Takes orders and payments of the shop").facts({ path: "src/checkout" }),
      [{ message: "missing" }],
    ],
    "the description of a repository that another service lives in too": [
      fromRepository("Takes orders and payments of the shop").other("till", { repository: "shop/Checkout" }),
      [{ message: "missing" }],
    ],
    "a repository of its own without a description": [fromRepository(undefined), [{ message: "missing" }]],
    "a repository of its own with a placeholder": [
      fromRepository("Managed by Pulumi"),
      [{ message: "placeholder", data: { description: "Managed by Pulumi" }, on: "own" }],
    ],
  },
  notApplicable: {
    "a service that neither a catalog nor a repository tells of": given.service().withoutComponent(),
  },
  unknown: {
    "a description that is only known after the update": [
      fromRepository("x").unknown(github.repository, "own", "description"),
      "planned: description",
    ],
    "the description of a repository that another stack declares": [
      given
        .service()
        .facts({ description: undefined, repository: "elsewhere", path: undefined })
        .catalog({ owns: false }),
      "no-collector: the description of repository elsewhere",
    ],
    "the description of a repository that may not be seen": [
      seen("").observed("repository", "elsewhere", { permission: "Metadata: read" }),
      "unobserved: GitHub shows the description of repository elsewhere only with the permission Metadata: read",
    ],
  },
});
