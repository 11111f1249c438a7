import { runbookPresent } from "../../../../policy-pack/rules/documentation/runbook-present";
import { type Given, given } from "../../given";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const runbook = (value: Record<string, unknown> | undefined): Given =>
  given.service().facts({ runbook: value });
const link = (value: Record<string, unknown>): Given => runbook(undefined).facts({ links: [value] });
const url = "https://wiki.astronomy-shop.example/runbooks/checkout";
const path = "docs/runbook.md";
/** A runbook in the repository, which GitHub is asked for. */
const inRepository = (at = path): Given => runbook({ path: at }).catalog({ observe: ["github"] });
const absent = (name = path): readonly ExpectedFailure[] => [
  { message: "absent", data: { runbook: name, repository: "astronomy-shop" }, subject: name },
];

testRule(runbookPresent, {
  pass: {
    "a confirmed page": given.service(),
    "a page that nobody has confirmed": runbook({ url }),
    "a page without a repository": runbook({ url }).facts({ repository: undefined }),
    "a file in a repository that nobody looks at": runbook({ path }),
    "a page among the links": link({ kind: "runbook", url }),
    "a file among the links": link({ kind: "runbook", path }),
    "a file that was seen": withFile(inRepository(), path, "# Runbook"),
    "a file that its folder lists": withFolder(inRepository(), "docs", "runbook.md"),
    "a file that the stack declares": declareFile(inRepository(), path, "# Runbook"),
    "a section of a file": withFile(inRepository(`${path}#checkout`), path, "# Runbook"),
    "a folder with a README": withFile(
      withFolder(withoutFile(inRepository("runbooks"), "runbooks"), "runbooks", "README.md"),
      "runbooks/README.md",
      "# Runbook",
    ),
  },
  fail: {
    "no runbook": [runbook(undefined), [{ message: "missing" }]],
    "a link of another kind": [link({ kind: "architecture", url }), [{ message: "missing" }]],
    "a link that leads nowhere": [link({ kind: "runbook", title: "Runbook" }), [{ message: "missing" }]],
    "a file that is not there": [withoutFile(inRepository(), path), absent()],
    "a file that its folder does not list": [withFolder(inRepository(), "docs", "Runbook.md"), absent()],
    "a file that is not there, beside a page among the links": [
      withoutFile(inRepository(), path).facts({ links: [{ kind: "runbook", url }] }),
      absent(),
    ],
    "a file among the links that is not there": [
      withoutFile(link({ kind: "runbook", path }).catalog({ observe: ["github"] }), path),
      absent(),
    ],
    "a folder without a README": [
      withFolder(withoutFile(inRepository("runbooks"), "runbooks"), "runbooks", "restart.sh"),
      absent("runbooks"),
    ],
    "a file on another branch": [
      declareFile(withoutFile(inRepository(), path), path, "# Runbook", { branch: "drafts" }),
      absent(),
    ],
  },
  notApplicable: {
    "a file in no repository": runbook({ path }).facts({ repository: undefined }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a file that GitHub does not tell": [
      inRepository(),
      "unobserved: GitHub did not tell runbook docs/runbook.md in repository astronomy-shop",
    ],
    "a file that may not be seen": [
      inRepository().observed("repository-file", `astronomy-shop:${path}`, { permission: "Contents: read" }),
      "unobserved: GitHub shows runbook docs/runbook.md in repository astronomy-shop only with",
    ],
  },
});
