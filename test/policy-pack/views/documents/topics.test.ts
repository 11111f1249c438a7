import assert from "node:assert/strict";
import { blocksOf } from "../../../../policy-pack/views/documents/page";
import {
  missingTopics,
  type Topic,
  tellsSomething,
  unnamedTopics,
} from "../../../../policy-pack/views/documents/topics";
import { readmeTopics, runbookTopics } from "../../../../tiers/parameters/topics";

const deploy: Topic = { headings: ["deploy*"], phrases: ["is deployed by"], intro: false, words: 3 };
const what: Topic = { headings: ["about"], phrases: [], intro: true, words: 3 };
const page = (...lines: readonly string[]) => blocksOf("README.md", lines.join("\n\n"));

/** Which of the topics a page does not tell: its name, and the heading under which it has nothing. */
function missing(topics: Readonly<Record<string, Topic>>, ...lines: readonly string[]): readonly string[] {
  return missingTopics(page(...lines), topics).map(({ topic, emptyUnder }) =>
    emptyUnder === undefined ? topic : `${topic} under ${emptyUnder}`,
  );
}

describe("a topic", () => {
  const prose = "Merge it into main.";
  const cases: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
    "is told under its heading": [missing({ deploy }, "# Shop", "## Deployment", prose), []],
    "is told in several paragraphs together": [
      missing({ deploy }, "# Shop", "## Deploy", "Merge it.", "- Wait."),
      [],
    ],
    "is told in a section below its heading": [
      missing({ deploy }, "# Shop", "## Deploy", "### Staging", prose),
      [],
    ],
    "is told behind its label": [missing({ deploy }, "# Shop", `- **Deploy:** ${prose}`), []],
    "is told below a label that is a heading": [missing({ deploy }, "# Shop", "**Deploy**", prose), []],
    "is told in a sentence": [missing({ deploy }, "# Shop", "The shop is deployed by CI."), []],
    "is told by an introduction": [missing({ what }, "# Shop", "Sells old telescopes."), []],
    "is told by an introduction without a title": [missing({ what }, "Sells old telescopes.", "## Run"), []],
    "is told by an introduction in several paragraphs": [
      missing({ what }, "# Shop", "Sells.", "Old telescopes."),
      [],
    ],
    "is told by an introduction although each topic is a title": [
      missing({ what }, "# Shop", "Sells old telescopes.", "# Run"),
      [],
    ],
    "is not told by nothing": [missing({ deploy, what }), ["deploy", "what"]],
    "is not told by its heading alone": [missing({ deploy }, "# Shop", "## Deploy"), ["deploy under Deploy"]],
    "is not told by code": [
      missing({ deploy }, "# Shop", "## Deploy", "```\nmake deploy to production\n```"),
      ["deploy under Deploy"],
    ],
    "is not told by a table": [
      missing({ deploy }, "# Shop", "## Deploy", "| how | is it |\n|---|---|\n| deployed by | CI now |"),
      ["deploy under Deploy"],
    ],
    "is not told by a badge": [
      missing({ deploy }, "# Shop", "## Deploy", "![deploy to the cloud](badge.svg)"),
      ["deploy under Deploy"],
    ],
    "is not told by an address": [
      missing({ deploy }, "# Shop", "## Deploy", "<https://wiki.example/how/to/deploy>"),
      ["deploy under Deploy"],
    ],
    "is not told by what is still to be written": [
      missing({ deploy }, "# Shop", "## Deploy", "TODO: tell how this is deployed."),
      ["deploy under Deploy"],
    ],
    "is not told by what is still to be written behind its label": [
      missing({ deploy }, "# Shop", "**Deploy:** TODO say how"),
      ["deploy under Deploy:"],
    ],
    "is not told by the next section": [
      missing({ deploy }, "# Shop", "## Deploy", "## Run", prose),
      ["deploy under Deploy"],
    ],
    "is not told by the section above": [
      missing({ deploy }, "# Shop", "## Run", prose, "### Deploy"),
      ["deploy under Deploy"],
    ],
    "is not told below the next label": [
      missing({ deploy }, "# Shop", "**Deploy**", "**Run**", prose),
      ["deploy under Deploy"],
    ],
    "is not told by the title, which has all below it": [
      missing({ deploy }, "# Deployer", prose, "## Run", prose),
      ["deploy"],
    ],
    "is not told by a title among other titles": [
      missing({ deploy }, "# Deployer", prose, "# Run", prose),
      ["deploy"],
    ],
    "is not told by a list of contents": [
      missing({ deploy }, "# Shop", "- [How it is deployed by CI](#deploy)"),
      ["deploy"],
    ],
    "is not told by a few words": [
      missing({ deploy }, "# Shop", "## Deploy", "See wiki."),
      ["deploy under Deploy"],
    ],
    "is not told by a short sentence": [
      missing({ deploy: { ...deploy, words: 6 } }, "# Shop", "It is deployed by CI."),
      ["deploy"],
    ],
    "is not told by another word": [missing({ deploy }, "# Shop", "## Undeployed", prose), ["deploy"]],
    "is not told by an introduction where none counts": [missing({ deploy }, "# Shop", prose), ["deploy"]],
    "is not told by an introduction that stands further down": [
      missing({ what }, "# Shop", "## Run", prose),
      ["what"],
    ],
    "is told under one of two headings": [
      missing({ deploy }, "# Shop", "## Deploy", "## Deployment", prose),
      [],
    ],
  };
  for (const [name, [actual, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(actual, expected));
  it("is not told by an introduction that says nothing", () => {
    const blocks = page("# Shop", "The shop service repository.");
    assert.deepEqual(
      missingTopics(blocks, { what }, (text) => text === "The shop service repository.").map(
        ({ topic }) => topic,
      ),
      ["what"],
    );
  });
});

describe("the topics by default", () => {
  const languages: Readonly<
    Record<string, readonly [readme: readonly string[], runbook: readonly string[]]>
  > = {
    English: [
      ["Overview", "Getting started", "Deployment", "Who to ask"],
      ["Alerts", "How to diagnose it: troubleshooting", "Mitigation", "Rolling back", "Escalation"],
    ],
    German: [
      ["Überblick", "Lokale Entwicklung", "Bereitstellung", "Ansprechpartner"],
      ["Alarme", "Fehlersuche", "Sofortmaßnahmen", "Zurückrollen", "Eskalation"],
    ],
    French: [
      ["Présentation", "Démarrage", "Déploiement", "Équipe"],
      ["Alertes", "Diagnostic", "Rétablissement", "Retour arrière", "Escalade"],
    ],
    Spanish: [
      ["Descripción", "Primeros pasos", "Despliegue", "Contacto"],
      ["Alertas", "Diagnóstico", "Mitigación", "Vuelta atrás", "Escalamiento"],
    ],
  };
  const sections = (titles: readonly string[]): readonly string[] =>
    titles.flatMap((title) => [`## ${title}`, "Alpha beta gamma delta epsilon."]);
  for (const [language, [readme, runbook]] of Object.entries(languages)) {
    it(`are known in ${language}`, () => {
      assert.deepEqual(missing(readmeTopics, "# Shop", ...sections(readme)), []);
      assert.deepEqual(missing(runbookTopics, "# Shop", ...sections(runbook)), []);
    });
    it(`are told apart in ${language}`, () => {
      for (const [titles, topics] of [[readme, readmeTopics] as const, [runbook, runbookTopics] as const]) {
        for (const [at, topic] of Object.keys(topics).entries())
          assert.deepEqual(missing(topics, "# Shop", ...sections(titles.toSpliced(at, 1))), [topic]);
      }
    });
  }
  it("are told in plain sentences", () => {
    const told = [
      "Sells old telescopes to astronomers.",
      "To run it, type make.",
      "Every merge is deployed to production.",
      "Ask in #orders.",
    ];
    assert.deepEqual(missing(readmeTopics, "# Shop", ...told), []);
  });
  it("are not told by words that only sound like them", () => {
    const sections = ["## Runbook", "## Runtime", "## Shipping", "## Contract", "## Helper"];
    assert.deepEqual(
      missing(
        readmeTopics,
        "# Shop",
        ...sections.flatMap((title) => [title, "Alpha beta gamma delta epsilon."]),
      ),
      Object.keys(readmeTopics),
    );
  });
});

describe("topics that a confirmation names", () => {
  it("are known by their own names, whatever their case", () => {
    assert.deepEqual(
      unnamedTopics(["Alerts", "DIAGNOSIS", "mitigation", "rollback", "escalation"], runbookTopics),
      [],
    );
  });
  it("are known by other words for them", () => {
    assert.deepEqual(
      unnamedTopics(
        ["Alarme", "troubleshooting", "recovery steps", "how to revert", "on-call"],
        runbookTopics,
      ),
      [],
    );
  });
  it("are missing otherwise, in the order of the configuration", () => {
    assert.deepEqual(unnamedTopics(["rollback", "alerts"], runbookTopics), [
      "diagnosis",
      "mitigation",
      "escalation",
    ]);
    assert.deepEqual(unnamedTopics([], { "how to run it": deploy }), ["how to run it"]);
  });
});

describe("a page", () => {
  const cases: Readonly<Record<string, readonly [boolean, boolean]>> = {
    "tells something in a sentence": [tellsSomething(page("# Shop", "Sells.")), true],
    "tells something in code": [tellsSomething(page("# Shop", "```\nmake\n```")), true],
    "tells something in a table": [tellsSomething(page("# Shop", "|a|\n|-|\n|b|")), true],
    "tells nothing in its title": [tellsSomething(page("# Shop")), false],
    "tells nothing in headings": [tellsSomething(page("# Shop", "## Run", "**Deploy**")), false],
    "tells nothing in badges and comments": [tellsSomething(page("# Shop", "![a](b)", "<!-- c -->")), false],
    "tells nothing in what is still to be written": [tellsSomething(page("# Shop", "TODO")), false],
    "tells nothing in what says nothing": [tellsSomething(page("# Shop", "Shop"), () => true), false],
    "tells something in code beside it": [
      tellsSomething(page("# Shop", "Shop", "    make"), () => true),
      true,
    ],
  };
  for (const [name, [actual, expected]] of Object.entries(cases))
    it(name, () => assert.equal(actual, expected));
});
