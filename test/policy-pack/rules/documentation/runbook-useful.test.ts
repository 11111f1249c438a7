import { runbookUseful } from "../../../../policy-pack/rules/documentation/runbook-useful";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const url = "https://wiki.astronomy-shop.example/runbooks/checkout";
const path = "docs/runbook.md";
const topics = ["alerts", "diagnosis", "mitigation", "rollback", "escalation"];
const outside = (confirmed: Record<string, unknown> | undefined, at = url): Given =>
  given.service().facts({ runbook: { url: at, ...(confirmed ? { confirmed } : {}) } });
const confirmed = (...covers: readonly string[]) => ({ by: "amy", at: "2026-10-01", covers });
const inRepository = (more: Record<string, unknown> = {}): Given =>
  given
    .service()
    .facts({ runbook: { path, ...more } })
    .catalog({ observe: ["github"] });
const sections = (...titles: readonly string[]): string =>
  ["# Rollback of checkout", ...titles.flatMap((title) => [`## ${title}`, "Do these three things."])].join(
    "\n\n",
  );
const saying = (...titles: readonly string[]): Given => withFile(inRepository(), path, sections(...titles));
const told = ["Alerts", "Diagnosis", "Mitigation", "Rollback", "Escalation"];
const without = (title: string): readonly string[] => told.filter((one) => one !== title);

const missing = (topic: string, runbook = path): ExpectedFailure => ({
  message: "missing",
  data: { runbook, topic },
  subject: topic,
});
const uncovered = (topic: string, runbook = url): ExpectedFailure => ({
  message: "uncovered",
  data: { runbook, topic },
  subject: topic,
});

testRule(runbookUseful, {
  pass: {
    "a page whose confirmation names all topics": given.service(),
    "a page whose confirmation names them in other words": outside(
      confirmed("Alarme", "Troubleshooting", "recovery", "how to roll back", "on call"),
    ),
    "five topics": saying(...told),
    "five topics in French": saying("Alertes", "Dépannage", "Rétablissement", "Retour arrière", "Astreinte"),
    "five topics that the stack declares": declareFile(inRepository(), path, sections(...told)),
    "five topics in a folder's README": withFile(
      withFolder(withoutFile(inRepository({ path: "runbooks" }), "runbooks"), "runbooks", "README.md"),
      "runbooks/README.md",
      sections(...told),
    ),
    "a file that is no text, by its confirmation": withFile(
      inRepository({ path: "docs/runbook.pdf", confirmed: confirmed(...topics) }),
      "docs/runbook.pdf",
      "",
      { binary: true },
    ),
    "other topics where an organisation asks for them": withFile(
      inRepository(),
      path,
      "# Runbook\n\n**Restart:** turn it off and on.",
    ).parameters({ topics: { restarting: { headings: ["restart*"] } } }),
  },
  fail: {
    "no word about going back": [saying(...without("Rollback")), [missing("rollback")]],
    "a title only": [withFile(inRepository(), path, "# Runbook"), topics.map((topic) => missing(topic))],
    "a heading without text": [
      withFile(
        inRepository(),
        path,
        `${sections(...without("Escalation"))}\n\n## Escalation\n\n![who](map.png)\n`,
      ),
      [
        {
          message: "empty",
          data: { runbook: path, topic: "escalation", heading: "Escalation" },
          subject: "escalation",
        },
      ],
    ],
    "commands only": [
      withFile(
        inRepository(),
        path,
        `${sections(...without("Rollback"))}\n\n## Rollback\n\n    make roll back now\n`,
      ),
      [
        {
          message: "empty",
          data: { runbook: path, topic: "rollback", heading: "Rollback" },
          subject: "rollback",
        },
      ],
    ],
    "a gap in what the stack declares": [
      declareFile(inRepository(), path, sections(...without("Alerts"))),
      [{ ...missing("alerts"), on: `file ${path}` }],
    ],
    "a gap that a confirmation denies, since the text is at hand": [
      withFile(inRepository({ confirmed: confirmed(...topics) }), path, sections(...without("Diagnosis"))),
      [missing("diagnosis")],
    ],
    "a page that nobody has confirmed": [
      outside(undefined),
      [{ message: "unconfirmed", data: { runbook: url }, subject: url }],
    ],
    "a page among the links, which nobody can confirm there": [
      given.service().facts({ runbook: undefined, links: [{ kind: "runbook", url, updated: "2026-11-01" }] }),
      [{ message: "unconfirmed", data: { runbook: url }, subject: url }],
    ],
    "a page with a secret in its address, which stays there": [
      outside(undefined, "https://amy:hunter2@wiki.astronomy-shop.example/runbook?token=abc"),
      [
        {
          message: "unconfirmed",
          data: { runbook: "https://wiki.astronomy-shop.example/runbook" },
          subject: "https://wiki.astronomy-shop.example/runbook",
        },
      ],
    ],
    "a confirmation that names some topics": [
      outside(confirmed("alerts", "rollback")),
      [uncovered("diagnosis"), uncovered("mitigation"), uncovered("escalation")],
    ],
    "a confirmation that names nothing": [outside(confirmed()), topics.map((topic) => uncovered(topic))],
    "a file that is no text and that nobody has confirmed": [
      withFile(inRepository(), path, "", { binary: true }),
      [{ message: "unconfirmed", data: { runbook: path }, subject: path }],
    ],
  },
  notApplicable: {
    "no runbook": given.service().facts({ runbook: undefined }),
    "a file that is not there": withoutFile(inRepository(), path),
    "a file in no repository": inRepository().facts({ repository: undefined }),
    "a file in an archived repository": inOwnRepository({ archived: true }).facts({ runbook: { path } }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a file that nobody looks at": [
      given.service().facts({ runbook: { path } }),
      "no-collector: runbook docs/runbook.md is not managed",
    ],
    "a file that GitHub does not tell": [
      inRepository(),
      "unobserved: GitHub did not tell runbook docs/runbook.md",
    ],
    "a file that its folder lists without its text": [
      withFolder(inRepository(), "docs", "runbook.md"),
      "unobserved: GitHub did not tell runbook docs/runbook.md",
    ],
    "a file of which only the beginning was told": [
      withFile(inRepository(), path, sections(...told), { truncated: true }),
      "unobserved: GitHub told only the beginning of runbook docs/runbook.md",
    ],
  },
});
