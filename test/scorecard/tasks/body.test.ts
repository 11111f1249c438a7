import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { tasksConfigSchema } from "../../../catalog/tasks-config";
import type { Scorecard } from "../../../scorecard/schema";
import { subjectsOf, type TaskSubject } from "../../../scorecard/tasks/asked";
import { blockText, type TaskPlace, titleOf } from "../../../scorecard/tasks/body";
import { taskRules } from "../../../scorecard/tasks/due";
import { readBlock } from "../../../scorecard/tasks/marker";
import { planTasks } from "../../../scorecard/tasks/plan";
import { card, finding, service, violation } from "../cards";

const place: TaskPlace = { repository: "acme/shop", team: "acme/orders", assignees: [] };

const ruleSets = (title: string, why: string): Scorecard["ruleSets"] => [
  {
    name: "production-readiness",
    rules: 1,
    definitions: [
      {
        rule: "slo-defined",
        level: "silver",
        title,
        why,
        fix: "Add {what}.",
        evidence: ["declared"],
        parameters: {},
      },
    ],
    terms: {},
  },
];

function subjectOf(one: Scorecard, per: "rule" | "service" = "rule"): TaskSubject {
  const [subject] = subjectsOf(one, tasksConfigSchema.parse({ per }));
  assert.ok(subject);
  return subject;
}

const block = (subject: TaskSubject, at = place): string => blockText(subject, taskRules(subject, []), at);

const sloMissing = card(
  [
    service({
      findings: [
        finding({
          violations: [
            violation({ text: "SLO availability must page somebody.", fix: "Give it an alert." }),
            violation({
              text: "SLO latency must page somebody.",
              fix: "Give it an alert.",
              enforcement: "advisory",
            }),
          ],
        }),
      ],
    }),
  ],
  { ruleSets: ruleSets("Every service has an SLO", "Nobody knows what good means otherwise.") },
);

describe("the text of a task", () => {
  it("says of a rule what is wrong, until when, for whom, how it is mended and why", () => {
    assert.equal(titleOf(subjectOf(sloMissing)), "cart: Every service has an SLO (prod)");
    assert.equal(
      block(subjectOf(sloMissing)),
      `**cart** (tier 1) does not meet <code>slo-defined</code>: Every service has an SLO.

| Due | Owner | Counts as | Stack |
| --- | --- | --- | --- |
| 2026-12-07 | @acme/orders | mandatory | prod |

- SLO availability must page somebody.
- SLO latency must page somebody.

**Fix:** Give it an alert.

**Why:** Nobody knows what good means otherwise.

<sub>Kept up to date by <code>readiness tasks sync</code>: write below this part, or in comments. It closes itself once the rule passes or is waived. To accept it for a while instead: <code>readiness waive slo-defined cart</code>.</sub>`,
    );
  });

  it("says of a service what each rule lacks, with the mending folded", () => {
    const subject = subjectOf(sloMissing, "service");
    assert.equal(titleOf(subject), "cart: what production readiness asks (prod)");
    assert.equal(
      block(subject, { ...place, team: undefined }),
      `**cart** (tier 1) does not meet 1 rule that its tier asks.

| Due | Owner | Counts as | Stack |
| --- | --- | --- | --- |
| 2026-12-07 | orders | mandatory | prod |

### Every service has an SLO

<code>slo-defined</code>, mandatory, due 2026-12-07

- SLO availability must page somebody.
- SLO latency must page somebody.

<details>
<summary>How to mend it, and why</summary>

**Fix:** Give it an alert.

**Why:** Nobody knows what good means otherwise.

</details>

<sub>Kept up to date by <code>readiness tasks sync</code>: write below this part, or in comments. It closes itself once all of them pass or are waived. To accept it for a while instead: <code>readiness waive RULE cart</code>.</sub>`,
    );
  });

  it("takes no more than an issue has room for, and says what is left out", () => {
    const many = Array.from({ length: 70 }, (_, index) =>
      finding({
        rule: `rule-${index}`,
        violations: Array.from({ length: 30 }, () => violation({ text: "_".repeat(900) })),
      }),
    );
    const text = block(subjectOf(card([service({ findings: many })]), "service"));
    assert.ok(text.length < 51_000, String(text.length));
    assert.match(text, /\n\d+ more: an issue has no room for all\.\n/);
    const long = card([
      service({ name: "n".repeat(1000), findings: [finding({ violations: [violation()] })] }),
    ]);
    assert.equal(titleOf(subjectOf(long)).length, 200);
    const parting = card([
      service({ name: "@".repeat(1000), findings: [finding({ violations: [violation()] })] }),
    ]);
    assert.equal(titleOf(subjectOf(parting)).length, 255);
  });
});

describe("a task that means harm", () => {
  const reader = new MarkdownIt({ html: true, linkify: true });
  reader.linkify.set({ fuzzyLink: false });
  const kinds = (text: string): readonly string[] =>
    reader.parse(text, {}).flatMap(({ type, children }) => children?.map((child) => child.type) ?? [type]);

  /** A scorecard in which every text is this one. */
  const of = (text: string, per: "rule" | "service") => {
    const bad = violation({ text, fix: text, subject: text });
    const findings = [finding({ rule: text, violations: [bad] })];
    const [set] = ruleSets(text, text);
    assert.ok(set);
    const definitions = set.definitions.map((one) => ({ ...one, rule: text }));
    const one = card([service({ name: text, owner: text, findings })], {
      project: text,
      stack: text,
      ruleSets: [{ ...set, definitions }],
    });
    const plan = planTasks({
      cards: [one],
      issues: [],
      config: tasksConfigSchema.parse({ per }),
      placeOf: () => ({ ...place, team: undefined }),
      isKnown: () => true,
    });
    const [operation] = plan.operations;
    assert.ok(operation);
    return operation.change.fields;
  };

  it("is built as one on harmless words is, calls nobody and refers to nothing, and its mark is read back", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "@acme/all ",
        "@amy",
        "#1 ",
        "acme/shop#1 ",
        "fixes #2",
        "https://evil.example",
        "-->",
        "--!>",
        "<!-- readiness:end -->",
        '<!-- readiness:task {"version":1} -->',
        "</sub></code>",
        "\n\n# x\n",
        "|",
        "`",
        "<img src=x>",
        "[x](y)",
        "--",
        "\r\n",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    for (const per of ["rule", "service"] as const) {
      const plainly = kinds(of("word", per).body ?? "");
      fc.assert(
        fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
          const text = `a${parts.join("")}`;
          const { body = "", title = "" } = of(text, per);
          assert.deepEqual(kinds(body), plainly);
          assert.equal(body.split("\n")[0]?.match(/-->/g)?.length, 1);
          const read = readBlock(body);
          assert.equal(read?.marker.service, text);
          assert.equal(read?.marker.stack, text);
          const seen = body.slice(body.indexOf("\n")).replace("<!-- readiness:end -->", "");
          const decoded = seen.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
          for (const shown of [decoded, title]) assert.doesNotMatch(shown, /[@#](?=[a-z\d])|https?:\/\/e/i);
          assert.doesNotMatch(title, /[\r\n]/);
        }),
        { numRuns: 200 },
      );
    }
  });
});
