import { github } from "../../../../policy-pack/engine/tokens";
import { readmeComplete } from "../../../../policy-pack/rules/documentation/readme-complete";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { withFile, withFolder } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const own = "src/checkout/README.md";
const page = (...lines: readonly string[]): string => lines.join("\n\n");
const intro = "Takes carts, charges cards and ships orders.";
const run = ["## Run", "Start it next to a database."];
const deploy = ["## Deployment", "Merge it into main and wait."];
const ask = ["## Contact", "The orders team."];

/** The service with this README, as GitHub tells it. */
const readme = (...lines: readonly string[]): Given =>
  withFolder(
    withFile(
      withFolder(
        given
          .service()
          .without(github.repositoryFile, "checkout-readme")
          .catalog({ observe: ["github"] }),
        "src/checkout",
        "README.md",
      ),
      own,
      page(...lines),
    ),
    "",
  );
const missing = (topic: string, file = own): ExpectedFailure => ({
  message: "missing",
  data: { readme: file, topic },
  subject: topic,
});
const empty = (topic: string, heading: string): ExpectedFailure => ({
  message: "empty",
  data: { readme: own, topic, heading },
  subject: topic,
});
const lists = { headings: ["costs"], phrases: [] };

testRule(readmeComplete, {
  pass: {
    "four topics that the stack declares": given.service(),
    "four topics that were seen": readme("# Checkout", intro, ...run, ...deploy, ...ask),
    "four topics in German": readme(
      "# Checkout",
      "## Überblick",
      "Nimmt den Warenkorb an und bucht ihn ab.",
      "## Erste Schritte",
      "Man startet eine Datenbank daneben.",
      "## Bereitstellung",
      "Alles aus main geht in Produktion.",
      "## Ansprechpartner",
      "Team Orders",
    ),
    "four topics in sentences": readme(
      "# Checkout",
      intro,
      "To run it, start a database first. Every merge is deployed to production. Questions go to the orders team.",
    ),
    "other topics where an organisation asks for them": readme(
      "# Checkout",
      "## Costs",
      "Forty euros a month.",
    ).parameters({ topics: { "what it costs": lists } }),
    "the folder's README, whatever the root's says": withFile(
      withFolder(readme("# Checkout", intro, ...run, ...deploy, ...ask), "", "README.md"),
      "README.md",
      "# Shop\n\nSells.",
    ),
    "the root's README where the folder's is a title": withFile(
      withFolder(readme("# Checkout"), "", "README.md"),
      "README.md",
      page("# Checkout", intro, ...run, ...deploy, ...ask),
    ),
    "four topics in reStructuredText": withFile(
      withFolder(readme().unobserved("repository-file"), "src/checkout", "README.rst"),
      "src/checkout/README.rst",
      page(
        "Checkout\n========",
        intro,
        "Run\n---",
        "Start it next to a database.",
        "Deploy\n------",
        "Merge it into main.",
        "Contact\n-------",
        "Orders.",
      ),
    ),
  },
  fail: {
    "no word about deploying": [readme("# Checkout", intro, ...run, ...ask), [missing("how to deploy it")]],
    "hardly anything": [
      readme("# Checkout", "Takes carts."),
      ["what it is", "how to run it", "how to deploy it", "who to ask"].map((topic) => missing(topic)),
    ],
    "only its name as what it is": [
      readme("# Checkout", "This is our checkout service.", ...run, ...deploy, ...ask),
      [missing("what it is")],
    ],
    "commands only": [
      readme("# Checkout", intro, "## Run", "```\nnpm install && npm start now\n```", ...deploy, ...ask),
      [empty("how to run it", "Run")],
    ],
    "headings without text": [
      readme("# Checkout", intro, "## Getting started", ...deploy, "## Who to ask"),
      [empty("how to run it", "Getting started"), empty("who to ask", "Who to ask")],
    ],
    "a badge and a table instead of sentences": [
      readme(
        "# Checkout",
        intro,
        ...run,
        "## Deploy",
        "![it is deployed to production](badge.svg)",
        "| environment | how it is deployed |\n|---|---|\n| prod | it is deployed by CI |",
        ...ask,
      ),
      [empty("how to deploy it", "Deploy")],
    ],
    "a table of contents": [
      readme("# Checkout", intro, "- [How it is deployed to production](#deploy)", ...run, ...ask),
      [missing("how to deploy it")],
    ],
    "a title that sounds like a topic": [
      readme("# Deployment of checkout", intro, ...run, ...ask),
      [missing("how to deploy it")],
    ],
    "another topic where an organisation asks for it": [
      readme("# Checkout", intro, ...run, ...deploy, ...ask).parameters({
        topics: { "what it costs": lists },
      }),
      [missing("what it costs")],
    ],
    "a gap in a README that the stack declares": [
      given.service().with(github.repositoryFile, "checkout-readme", {
        content: page("# Checkout", intro, ...run, ...ask),
      }),
      [{ ...missing("how to deploy it"), on: "checkout-readme" }],
    ],
    "a gap on the root that others might fill, as the folder's README is the nearer one": [
      withFile(
        withFolder(readme("# Checkout", intro, ...run, ...deploy), "", "README.md"),
        "README.md",
        page("# Shop", intro, ...ask),
      ),
      [missing("who to ask")],
    ],
  },
  notApplicable: {
    "a README with a title only": readme("# Checkout"),
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
  },
  unknown: {
    "a README of which only the beginning was told": [
      withFile(readme(), own, page("# Checkout", intro), { truncated: true }),
      "unobserved: GitHub told only the beginning of the README",
    ],
    "which README speaks for the service, where the nearer one is not known": [
      withFile(
        withFolder(readme().unobserved("repository-file"), "", "README.md"),
        "README.md",
        page("# Shop", intro),
      ),
      "unobserved: GitHub did not tell the README of repository astronomy-shop",
    ],
    "what nobody looks at": [
      given.service().without(github.repositoryFile, "checkout-readme"),
      "no-collector: the README of repository astronomy-shop",
    ],
  },
});
