import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { github } from "../../../../policy-pack/engine/tokens";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import { repositoryFile, repositoryFolder } from "../../../../policy-pack/views/repository/files";
import { type Given, given } from "../../given";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";

const bare = (): Given =>
  given.service().without(github.repositoryFile).unobserved("repository-file").unobserved("repository-tree");
const watched = (): Given => bare().catalog({ observe: ["github"] });

function judged(input: Given) {
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  assert.ok(found);
  return found;
}

function said(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    return `${error.unknownCause}: ${error.reason}`;
  }
}

/** What is told of a file, each part as its value or why it is not known. */
function told(input: Given, path = "docs/guide.md", part: "text" | "changedAt" | "site" | "path" = "text") {
  const { subject, evidence } = judged(input);
  return said(() => repositoryFile(subject, evidence, path, "the guide")?.[part]);
}

function listed(input: Given, folder = "docs", part: "entries" | "declared" = "entries") {
  const { subject, evidence } = judged(input);
  return said(() => repositoryFolder(subject, evidence, folder, "the folder")[part].map(({ name }) => name));
}

const notTold = "unobserved: GitHub did not tell the guide";
const changedAt = "2026-10-01T00:00:00.000Z";
const seen = (text = "seen"): Given => withFile(watched(), "docs/guide.md", text, { changedAt });
const declared = (start: Given, more: Record<string, unknown> = {}): Given =>
  declareFile(start, "docs/guide.md", "declared", more);

describe("a file of a repository", () => {
  const cases: Readonly<Record<string, readonly [unknown, unknown]>> = {
    "is what was seen": [told(seen()), "seen"],
    "is found by another way to write its path": [told(seen(), "./docs//guide.md/"), "seen"],
    "is found by the repository's name in another case": [
      told(seen().facts({ repository: "Astronomy-Shop" })),
      "seen",
    ],
    "is another one where its path has another case": [told(seen(), "docs/Guide.md"), notTold],
    "is absent where GitHub says so": [told(withoutFile(watched(), "docs/guide.md")), undefined],
    "is absent where its folder does not list it": [
      told(withFolder(watched(), "docs", "other.md")),
      undefined,
    ],
    "is absent where its folder is": [
      told(watched().observed("repository-tree", "astronomy-shop:docs", "absent")),
      undefined,
    ],
    "is absent where a folder has its path": [told(withFolder(watched(), "docs", "guide.md/")), undefined],
    "is absent for a service without a repository": [
      told(watched().facts({ repository: undefined })),
      undefined,
    ],
    "is not known where nobody looked": [
      told(bare()),
      "no-collector: the guide is not managed in this stack, and GitHub is not observed",
    ],
    "is not known where GitHub did not answer": [told(watched()), notTold],
    "is not known where it may not be seen": [
      told(
        watched().observed("repository-file", "astronomy-shop:docs/guide.md", {
          permission: "Contents: read",
        }),
      ),
      "unobserved: GitHub shows the guide only with the permission Contents: read",
    ],
    "has a text that is not known where only its folder lists it": [
      told(withFolder(watched(), "docs", "guide.md")),
      notTold,
    ],
    "exists where only its folder lists it": [
      told(withFolder(watched(), "docs", "guide.md"), undefined, "path"),
      "docs/guide.md",
    ],
    "has a text that is not known where only its beginning was told": [
      told(withFile(watched(), "docs/guide.md", "beg", { truncated: true })),
      "unobserved: GitHub told only the beginning of the guide",
    ],
    "is the file that a link leads to": [
      told(
        withFolder(
          withFile(withFile(watched(), "docs/guide.md", "../GUIDE.md\n"), "GUIDE.md", "linked"),
          "docs",
          "guide.md->",
        ),
      ),
      "linked",
    ],
    "is the file that a collector followed a link to": [
      told(
        withFolder(
          withFile(watched(), "docs/guide.md", "linked", { path: "GUIDE.md" }),
          "docs",
          "guide.md->",
        ),
      ),
      "linked",
    ],
    "is absent where a link leads out of the repository": [
      told(withFolder(withFile(watched(), "docs/guide.md", "../../guide.md"), "docs", "guide.md->")),
      undefined,
    ],
    "is not known where nobody looked at what a link leads to": [
      told(withFolder(withFile(watched(), "docs/guide.md", "guide.txt"), "docs", "guide.md->")),
      notTold,
    ],
    "was changed when GitHub says": [told(seen(), undefined, "changedAt"), changedAt],
    "was changed who knows when": [
      told(withFile(watched(), "docs/guide.md", ""), undefined, "changedAt"),
      "unobserved: GitHub did not tell when the guide last changed",
    ],
    "is shown as observed": [told(seen(), undefined, "site"), { subject: "docs/guide.md", observed: true }],
  };
  for (const [name, [actual, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(actual, expected));
});

describe("a declared file of a repository", () => {
  const cases: Readonly<Record<string, readonly [unknown, unknown]>> = {
    "counts without any collector": [told(declared(bare())), "declared"],
    "goes before what was seen": [told(declared(seen())), "declared"],
    "counts on the default branch": [told(declared(bare(), { branch: "main" })), "declared"],
    "does not count on another branch": [told(declared(seen(), { branch: "gh-pages" })), "seen"],
    "does not count in another repository": [told(declared(seen(), { repository: "other" })), "seen"],
    "has a text that is only known after the update": [
      told(declared(bare()).unknown(github.repositoryFile, "file docs/guide.md", "content")),
      "planned: content of github:index/repositoryFile:RepositoryFile file docs/guide.md is only known after an update",
    ],
    "is in doubt where its path is only known after the update": [
      told(declared(watched()).unknown(github.repositoryFile, "file docs/guide.md", "file")),
      "planned: file of github:index/repositoryFile:RepositoryFile file docs/guide.md is only known after an update",
    ],
    "does not hide what was seen where it is in doubt": [
      told(declared(seen()).unknown(github.repositoryFile, "file docs/guide.md", "file")),
      "seen",
    ],
    "is in doubt where a partial run hides it": [
      told(declared(watched()).hidden(github.repositoryFile)),
      "partial: file docs/guide.md is not part of this run",
    ],
    "was changed when the same text was": [
      told(declareFile(seen("same"), "docs/guide.md", "same"), undefined, "changedAt"),
      changedAt,
    ],
    "changes with the update where the text that was seen differs": [
      told(declared(seen()), undefined, "changedAt"),
      "planned: when the guide last changed is only known after an update",
    ],
    "changes with the update where there is none yet": [
      told(declared(withoutFile(watched(), "docs/guide.md")), undefined, "changedAt"),
      "planned: when the guide last changed is only known after an update",
    ],
    "was changed who knows when": [told(declared(watched()), undefined, "changedAt"), notTold],
  };
  for (const [name, [actual, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(actual, expected));
  it("is shown where it is declared", () => {
    const { subject, evidence } = judged(declared(seen()));
    const site = repositoryFile(subject, evidence, "docs/guide.md", "the guide")?.site;
    assert.equal(site?.resource?.name, "file docs/guide.md");
  });
});

describe("a folder of a repository", () => {
  const cases: Readonly<Record<string, readonly [unknown, unknown]>> = {
    "lists what was seen": [listed(withFolder(watched(), "docs", "a.md", "sub/")), ["a.md", "sub"]],
    "lists what was seen on the root": [listed(withFolder(watched(), "", "README.md"), "."), ["README.md"]],
    "lists nothing where it is absent": [
      listed(watched().observed("repository-tree", "astronomy-shop:docs", "absent")),
      [],
    ],
    "lists nothing for a service without a repository": [
      listed(watched().facts({ repository: undefined })),
      [],
    ],
    "lists what is declared besides, each once": [
      listed(declareFile(declared(withFolder(watched(), "docs", "guide.md")), "docs/new.md", "")),
      ["guide.md", "new.md"],
    ],
    "is not known where nobody looked": [
      listed(declared(bare())),
      "no-collector: the folder is not managed in this stack, and GitHub is not observed",
    ],
    "tells what is declared though nobody looked": [
      listed(
        declareFile(declareFile(declared(bare()), "docs/sub/deep.md", ""), "docs/elsewhere.md", "", {
          branch: "gh-pages",
        }),
        "docs",
        "declared",
      ),
      ["guide.md"],
    ],
    "is not known where a partial run hides what may lie in it": [
      listed(declared(watched()).hidden(github.repositoryFile)),
      "partial: file docs/guide.md is not part of this run",
    ],
  };
  for (const [name, [actual, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(actual, expected));
});
