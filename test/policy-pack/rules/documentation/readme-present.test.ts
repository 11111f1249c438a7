import { github } from "../../../../policy-pack/engine/tokens";
import { readmePresent } from "../../../../policy-pack/rules/documentation/readme-present";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const told = "# Checkout\n\nTakes carts and charges cards.\n";
/** The service in its folder, whose README nobody declares; GitHub tells what a test says. */
const bare = (): Given =>
  given
    .service()
    .without(github.repositoryFile, "checkout-readme")
    .catalog({ observe: ["github"] });
/** The same with folders that GitHub lists. */
const listed = (inFolder: readonly string[], onRoot: readonly string[] = []): Given =>
  withFolder(withFolder(bare(), "src/checkout", ...inFolder), "", ...onRoot);
const own = "src/checkout/README.md";
const missing: readonly ExpectedFailure[] = [
  {
    message: "missing",
    data: { repository: "astronomy-shop" },
    subject: "astronomy-shop",
    on: "astronomy-shop",
  },
];
const empty = (readme = own): readonly ExpectedFailure[] => [
  { message: "empty", data: { readme }, subject: readme },
];
const saying = (text: string): Given => withFile(listed(["README.md"]), own, text);

testRule(readmePresent, {
  pass: {
    "a README that the stack declares": given.service(),
    "a README that was seen in the service's folder": saying(told),
    "a README that was seen on the root": withFile(listed([], ["README.md"]), "README.md", told),
    "a README on the root, where the folder has a title only": withFile(
      withFile(listed(["README.md"], ["README.md"]), own, "# Checkout"),
      "README.md",
      told,
    ),
    "a README on the root, where the folder's is not known": withFile(
      listed(["README.md"], ["README.md"]),
      "README.md",
      told,
    ),
    "a README in a folder that is the root": withFile(
      withFolder(bare().facts({ path: "." }), "", "README.md"),
      "README.md",
      told,
    ),
    "a README where the catalog says": withFile(
      listed([]).facts({ readme: "docs/checkout.md" }),
      "docs/checkout.md",
      told,
    ),
    "a README in small letters": withFile(listed(["readme.markdown"]), "src/checkout/readme.markdown", told),
    "a README in another format": withFile(
      listed(["README.rst"]),
      "src/checkout/README.rst",
      "Checkout\n========\n\nTakes carts and charges cards.\n",
    ),
    "a README without an extension": withFile(listed(["README"]), "src/checkout/README", "Takes carts."),
    "a README in Markdown before another one": withFile(
      withFile(listed(["README", "README.md"]), own, told),
      "src/checkout/README",
      "Checkout",
    ),
    "a translation where there is no other": withFile(
      listed(["README.de.md"]),
      "src/checkout/README.de.md",
      told,
    ),
    "the file that a link leads to": withFile(
      withFile(listed(["README.md->"]), own, "../../docs/checkout.md"),
      "docs/checkout.md",
      told,
    ),
    "commands only": saying("# Checkout\n\n```\nnpm start\n```\n"),
    "a declared README beside one that was seen": declareFile(saying("# Checkout"), own, told),
    "the README of a service that no catalog has": declareFile(
      inOwnRepository().withoutComponent(),
      "README.md",
      told,
      { repository: "checkout" },
    ),
  },
  fail: {
    "no README": [listed(["main.go"], ["src/", "LICENSE"]), missing],
    "an empty repository": [
      bare()
        .observed("repository-tree", "astronomy-shop:src/checkout", "absent")
        .observed("repository-tree", "astronomy-shop:", "absent"),
      missing,
    ],
    "a README in another folder": [withFile(listed([], ["docs/"]), "docs/README.md", told), missing],
    "a folder and other things that are called so": [
      listed(["README.md/", "README.pdf", "README.md.bak", "READMEFIRST.md", "README.md.de.old"]),
      missing,
    ],
    "a README that is a picture": [
      withFile(listed(["README"]), "src/checkout/README", "", { binary: true }),
      missing,
    ],
    "a link that leads out of the repository": [
      withFile(listed(["README.md->"]), own, "../../../README.md"),
      missing,
    ],
    "a README that is not where the catalog says": [
      withoutFile(listed([]).facts({ readme: "docs/checkout.md" }), "docs/checkout.md"),
      missing,
    ],
    "a README on another branch": [declareFile(listed([]), own, told, { branch: "gh-pages" }), missing],
    "a title": [saying("# Checkout\n"), empty()],
    "nothing in it": [saying(""), empty()],
    "a title, badges and a comment": [
      saying("# Checkout\n\n[![build](b.svg)](x)\n\n<!-- Takes carts and charges cards. -->\n"),
      empty(),
    ],
    "headings without text": [saying("# Checkout\n\n## Run\n\n## Deploy\n"), empty()],
    "the name in other words": [saying("# Checkout\n\nThis is the checkout service.\n"), empty()],
    "what a template leaves": [saying("# Checkout\n\nTODO: describe the service\n"), empty()],
    "a title in plain text": [
      withFile(listed(["README"]), "src/checkout/README", "Checkout"),
      empty("src/checkout/README"),
    ],
    "a declared title": [
      declareFile(listed([]), own, "# Checkout"),
      [{ ...empty()[0], message: "empty", on: `file ${own}` }],
    ],
    "a title in the folder and on the root": [
      withFile(
        withFile(listed(["README.md"], ["README.md"]), own, "# Checkout"),
        "README.md",
        "# Astronomy shop",
      ),
      empty(),
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
  },
  unknown: {
    "folders that nobody listed": [
      bare().catalog({ observe: [] }),
      "no-collector: the README of repository astronomy-shop",
    ],
    "a README that GitHub does not tell": [
      listed(["README.md"]),
      "unobserved: GitHub did not tell the README of repository astronomy-shop",
    ],
    "a folder that may not be seen": [
      withFolder(bare(), "").observed("repository-tree", "astronomy-shop:src/checkout", {
        permission: "Contents: read",
      }),
      "unobserved: GitHub shows the README of repository astronomy-shop only with the permission Contents: read",
    ],
    "a README of which only the beginning was told": [
      withFile(listed(["README.md"]), own, "# Checkout", { truncated: true }),
      "unobserved: GitHub told only the beginning of the README",
    ],
    "a text that only the update will know": [
      declareFile(listed([]), own, "x").unknown(github.repositoryFile, `file ${own}`, "content"),
      "planned: content",
    ],
    "a README that a partial run hides": [
      given.service().hidden(github.repositoryFile, "checkout-readme"),
      "partial: checkout-readme",
    ],
  },
});
