import { github } from "../../../../policy-pack/engine/tokens";
import { codeownersPresent } from "../../../../policy-pack/rules/delivery/codeowners-present";
import { given } from "../../given";
import { withFile, withFolder, withoutFile } from "../../repository-files";
import { testRule } from "../../rule-tester";
import { access, declared, faulted, gap, owned, seen, team, uncovered } from "./codeowners-present-cases";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const watched = () => given.service().unobserved("repository-file").unobserved("repository-tree");
const elsewhere = (first: string) => withoutFile(watched(), first);
const third = () =>
  withFile(withoutFile(elsewhere(".github/CODEOWNERS"), "CODEOWNERS"), "docs/CODEOWNERS", "* @shop/orders\n");
const ordersLine = "/src/ @shop/orders";
const privately = { visibility: "private" };

testRule(codeownersPresent, {
  pass: {
    "a folder above that a team owns": seen("* @shop/everybody", ordersLine),
    "everything, for one team": seen("*  @shop/orders"),
    "a team beside people": seen("/src/ @amy amy@astronomy-shop.example @shop/orders"),
    "a later line for the folder, whatever the first says": seen("/src/checkout/", ordersLine),
    "a line without owners for another folder": seen(ordersLine, "/src/cart/", "/docs/"),
    "a line without owners that a later one takes back": seen(
      ordersLine,
      "/src/checkout/db/",
      "/src/checkout/db/ @shop/data",
    ),
    "a line without owners that a later, wider one takes back": seen(
      "*.md",
      ordersLine,
      "*.md",
      "/src/**/*.md @shop/docs",
    ),
    "files right in the folder and those below, by two lines": seen(
      "/src/checkout/* @shop/orders",
      "/src/checkout/*/ @shop/orders",
    ),
    "comments and blank lines": seen("# /src/checkout/", "", "  ", `${ordersLine} # @amy`, "#/src/checkout/"),
    "lines that GitHub skips": seen(ordersLine, "!/src/checkout/", "/src/[a-z]*/", "\\#checkout", "***/*.ts"),
    "a line that GitHub says it skips": faulted(seen(ordersLine, "/src/checkout/%"), {
      line: 2,
      column: 1,
      kind: "Invalid pattern",
    }),
    "carriage returns at the ends of lines": seen(`${ordersLine}\r`, "/docs/\r"),
    "a fault of somebody else in the line": faulted(seen("/src/ @gone @shop/orders"), {
      line: 1,
      column: 7,
      kind: "Unknown owner",
    }),
    "a fault of a line that decides nothing": faulted(seen("* @shop/gone", ordersLine), {
      line: 1,
      column: 3,
      kind: "Unknown owner",
    }),
    "the file at the root": withFile(elsewhere(".github/CODEOWNERS"), "CODEOWNERS", "* @shop/orders\n"),
    "the file in docs": third(),
    "the first of two files": withFile(seen(ordersLine), "CODEOWNERS", "/src/checkout/\n"),
    "a service on the root": seen("* @shop/orders").facts({ path: undefined }),
    "a repository that the catalog names with its owner": given
      .service()
      .facts({ repository: "shop/astronomy-shop" })
      .observed("repository-file", "shop/astronomy-shop:.github/CODEOWNERS", {
        value: { path: ".github/CODEOWNERS", text: ordersLine, truncated: false, binary: false },
      })
      .observed("code-owners", "shop/astronomy-shop", { value: { enforced: true, errors: [] } }),
    "a declared file, its team and access": access(team(declared(owned))),
    "a team by the name of its slug": access(team(declared(owned)), {
      teamId: "orders",
      permission: "maintain",
    }),
    "a team before its id is known": access(
      team(declared(owned), { id: unknownText, slug: unknownText, name: "Orders" }),
      { teamId: unknownText },
    ),
    "a team among all who have access": team(declared(owned)).add({
      type: github.repositoryCollaborators,
      name: "all",
      belongs: false,
      props: { repository: "checkout", teams: [{ teamId: "orders" }] },
      dependsOn: { repository: ["own"] },
    }),
    "a team that is part of one that may write": access(
      team(team(declared(["/src/ @shop/tills"])), { parentTeamId: "id-orders" }, "tills"),
    ),
    "a declared file on the default branch by its name": access(
      team(declared(owned, { branch: "main" })),
    ).facts({
      branch: "main",
    }),
    "a private repository of a plan that has code owners": seen(ordersLine).catalog({
      plans: { github: "team" },
    }),
  },
  fail: {
    "no file": [
      withoutFile(withoutFile(elsewhere(".github/CODEOWNERS"), "CODEOWNERS"), "docs/CODEOWNERS"),
      [
        {
          message: "missing",
          data: { repository: "astronomy-shop" },
          subject: "astronomy-shop",
          on: "astronomy-shop",
        },
      ],
    ],
    "folders that list no file": [
      withFolder(
        withFolder(withFolder(watched(), ".github", "workflows/"), "", "codeowners", "docs/"),
        "docs",
        "x.md",
      ),
      [
        {
          message: "missing",
          data: { repository: "astronomy-shop" },
          subject: "astronomy-shop",
          on: "astronomy-shop",
        },
      ],
    ],
    "an empty file": [seen(), [uncovered()]],
    "a file that is too large": [
      seen("#".repeat(3 * 1024 * 1024), ordersLine),
      [{ message: "oversized", data: { owners: ".github/CODEOWNERS" }, subject: ".github/CODEOWNERS" }],
    ],
    "another folder only": [seen("/src/cart/ @shop/orders", "/docs/ @shop/docs"), [uncovered()]],
    "a folder of that name at the root": [seen("/checkout/ @shop/orders"), [uncovered()]],
    "other capitals": [seen("/Src/ @shop/orders"), [uncovered()]],
    "only what is right in a folder above": [seen("/src/* @shop/orders"), [uncovered()]],
    "some endings only": [seen("*.go @shop/orders"), [uncovered()]],
    "lines that GitHub skips": [seen("/src/[a-z]*/ @shop/orders"), [uncovered()]],
    "a later line without owner": [seen(ordersLine, "/src/checkout/"), [gap("cleared", 2, "/src/checkout/")]],
    "a later line without owner but with a comment": [
      seen(ordersLine, "/src/checkout/ # @shop/orders"),
      [gap("cleared", 2, "/src/checkout/")],
    ],
    "a later line without owner for a part of the folder": [
      seen(ordersLine, "/src/checkout/db/", "/docs/"),
      [gap("cleared", 2, "/src/checkout/db/")],
    ],
    "a later line without owner for an ending": [seen(ordersLine, "*.md"), [gap("cleared", 2, "*.md")]],
    "a later line without owner that one after it takes back in part": [
      seen(ordersLine, "*.md", "/src/checkout/*.md @shop/docs"),
      [gap("cleared", 2, "*.md")],
    ],
    "a pattern that is too open to be read": [
      seen(ordersLine, "*a".repeat(60)),
      [gap("cleared", 2, "*a".repeat(60))],
    ],
    "people only": [
      seen("/src/checkout/ @amy ben@astronomy-shop.example"),
      [gap("people", 1, "/src/checkout/")],
    ],
    "people only for a part of the folder": [
      seen(ordersLine, "/src/checkout/db/ @amy"),
      [gap("people", 2, "/src/checkout/db/")],
    ],
    "a team without the sign of one": [seen("/src/ shop/orders"), [gap("people", 1, "/src/")]],
    "a team that GitHub does not know, or that may not write": [
      faulted(seen("/src/ @shop/gone"), { line: 1, column: 7, kind: "Unknown owner" }),
      [gap("team", 1, "/src/", { team: "@shop/gone" })],
    ],
    "a team of another organisation": [
      seen("/src/ @elsewhere/orders"),
      [gap("team", 1, "/src/", { team: "@elsewhere/orders" })],
    ],
    "two lines that decide, each with its own gap": [
      seen("/src/", ordersLine, "/src/checkout/a/", "/src/checkout/b/ @amy"),
      [gap("cleared", 3, "/src/checkout/a/"), gap("people", 4, "/src/checkout/b/")],
    ],
    "some files without a line, and one line without owner": [
      seen("*.go @shop/orders", "*.md"),
      [gap("cleared", 2, "*.md"), uncovered()],
    ],
    "a service on the root, one folder of which nobody owns": [
      seen("* @shop/orders", "/vendor/").facts({ path: undefined }),
      [gap("cleared", 2, "/vendor/", { folder: "the repository" })],
    ],
    "a declared team that may only read": [
      access(team(declared(owned)), { permission: "triage" }),
      [gap("team", 1, "/src/checkout/", { team: "@shop/orders" }, "owners")],
    ],
    "a declared team whose access says nothing, which is reading": [
      access(team(declared(owned)), { permission: undefined }),
      [gap("team", 1, "/src/checkout/", { team: "@shop/orders" }, "owners")],
    ],
    "a declared team without access": [
      team(declared(owned)),
      [gap("team", 1, "/src/checkout/", { team: "@shop/orders" }, "owners")],
    ],
    "a declared team that may write to another repository": [
      access(team(declared(owned)), { repository: "cart" }),
      [gap("team", 1, "/src/checkout/", { team: "@shop/orders" }, "owners")],
    ],
    "teams that are part of each other": [
      team(team(declared(owned), { parentTeamId: "tills" }), { parentTeamId: "orders" }, "tills"),
      [gap("team", 1, "/src/checkout/", { team: "@shop/orders" }, "owners")],
    ],
    "a declared file with a team that GitHub says is none": [
      declared(owned).observed("team-members", "orders", "absent"),
      [gap("team", 1, "/src/checkout/", { team: "@shop/orders" }, "owners")],
    ],
    "what is certain, whatever is not known besides": [
      declared(["/src/ @shop/other", "/src/checkout/db/"]),
      [gap("cleared", 2, "/src/checkout/db/", {}, "owners")],
    ],
  },
  notApplicable: {
    "a service without a repository": seen().facts({ repository: undefined }),
    "an archived repository": seen()
      .facts({ repository: "attic", path: undefined })
      .add({ type: github.repository, name: "attic", props: { name: "attic", archived: true } }),
    "a private repository of the free plan": declared([])
      .with(github.repository, "own", privately)
      .catalog({ plans: { github: "free" } }),
    "a repository of which GitHub says that it asks no code owners": seen().observed(
      "code-owners",
      "astronomy-shop",
      {
        value: { enforced: false, errors: [] },
      },
    ),
  },
  unknown: {
    "a file that nobody looked for": [
      watched(),
      "no-collector: the file of code owners of repository astronomy-shop",
    ],
    "a file in a place that comes before one that is known": [
      withFile(watched(), "CODEOWNERS", "* @shop/orders\n"),
      "no-collector: the file of code owners of repository astronomy-shop",
    ],
    "a file that GitHub told the beginning of": [
      withFile(given.service(), ".github/CODEOWNERS", ordersLine, { truncated: true }),
      "unobserved: GitHub told only the beginning of the file of code owners",
    ],
    "a declared file whose text is only known after the update": [
      declared(owned).unknown(github.repositoryFile, "owners", "content"),
      "planned: content",
    ],
    "a team that nobody tells of": [
      seen(ordersLine).unobserved("code-owners").unobserved("team-members").without(github.team),
      "no-collector: whether team @shop/orders may write to repository astronomy-shop",
    ],
    "a declared team whose access is a role of the organisation's own": [
      access(team(declared(owned)), { permission: "deployer" }),
      "unobserved: GitHub did not tell what role deployer may do",
    ],
    "a declared team whose access is only known after the update": [
      access(team(declared(owned)), { permission: unknownText }),
      "planned: permission",
    ],
    "a team of a declared file that GitHub knows but not its access": [
      declared(owned)
        .without(github.team)
        .observed("team-members", "orders", { value: { resources: [] } }),
      "unobserved: GitHub did not tell whether team @shop/orders may write to repository checkout",
    ],
  },
});
