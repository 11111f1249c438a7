import assert from "node:assert/strict";
import { orderIn, type RequestContext } from "../../../cli/requests/forms";

const context: RequestContext = {
  requester: "amy",
  stack: "prod",
  link: "https://github.com/acme/shop/issues/7",
};

/** A body as GitHub makes it of a form's answers. */
const bodyOf = (answers: Readonly<Record<string, string>>): string =>
  Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer === "" ? "_No response_" : answer}`)
    .join("\n\n");

const waiver = {
  "Readiness: rule to waive": "slo-defined",
  Service: "cart",
  "Why the failure is accepted": "migration",
  "What is done meanwhile": "Queries move.",
  "Who accepts it": "@tess",
  "Last day": "2027-01-31",
  "What the failure is about": "",
};

describe("a request by a form", () => {
  const orders: Readonly<Record<string, readonly [Readonly<Record<string, string>>, object]>> = {
    "for a waiver": [
      waiver,
      {
        kind: "waiver",
        title: "Waive slo-defined for cart",
        args: [
          "waive",
          "slo-defined",
          "cart",
          "--reason=migration",
          "--note=Queries move.",
          "--expires=2027-01-31",
          "--approver=tess",
        ],
        changes: true,
        reviewers: ["tess"],
      },
    ],
    "for a promotion": [
      {
        "Readiness: service to promote": "cart",
        "New tier": "1",
        Ticket: "OPS-7",
        "Who approves it": "tess",
        "Why in spite of failing rules": "_No response_",
      },
      {
        kind: "promotion",
        title: "Promote cart to tier 1",
        args: [
          ...["promote", "cart", "--stack", "prod", "--to", "1", "--by", "amy", "--vendors", "none"],
          ...["--ticket=OPS-7", "--approver=tess"],
        ],
        changes: true,
        reviewers: ["tess"],
      },
    ],
    "for a lock, whose reason looks like a flag": [
      {
        "Readiness: service to lock": "cart",
        "Why it must not be deployed": "--stack=dev; $(rm -rf .)",
        "Last day": "2027-01-31",
      },
      {
        kind: "lock",
        title: "Lock cart",
        args: [
          ...["lock", "cart", "--stack", "prod", "--by", "amy"],
          ...["--reason=--stack=dev; $(rm -rf .)", "--until", "2027-01-31"],
        ],
        changes: true,
        reviewers: [],
      },
    ],
    "for an end of a lock": [
      { "Readiness: service to unlock": "cart" },
      {
        kind: "unlock",
        title: "Unlock cart",
        args: ["unlock", "cart", "--stack", "prod"],
        changes: true,
        reviewers: [],
      },
    ],
    "for a message to an owner, with a heading of its own": [
      {
        "Readiness: service whose owner is asked": "cart",
        "What is asked": "### When\n\nWill it have a runbook?",
      },
      {
        kind: "nudge",
        title: "Ask the owner of cart",
        args: ["nudge", "cart", "--by", "amy", "--message=### When\n\nWill it have a runbook?"],
        changes: false,
        reviewers: [],
      },
    ],
    "for an incident": [
      {
        "Readiness: service with an incident": "cart",
        "What is wrong": "Carts are empty.",
        "How bad it is": "critical",
      },
      {
        kind: "incident",
        title: "Open an incident of cart",
        args: [
          ...["incident", "cart", "--by", "amy", "--severity", "critical", "--summary=Carts are empty."],
          "--link=https://github.com/acme/shop/issues/7",
        ],
        changes: false,
        reviewers: [],
      },
    ],
    "for a judgement": [
      { "Readiness: service to judge again": "cart" },
      {
        kind: "recheck",
        title: "Judge cart again",
        args: ["judge", "--stack", "prod", "--service", "cart", "--vendors", "none"],
        changes: false,
        reviewers: [],
      },
    ],
  };
  for (const [name, [answers, order]] of Object.entries(orders))
    it(`${name} is one command line`, () => {
      assert.deepEqual(orderIn(bodyOf(answers), context), order);
      assert.deepEqual(
        orderIn(bodyOf(answers).replaceAll("\n", "\r\n"), context).kind,
        (order as { kind: string }).kind,
      );
    });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "that is none of the forms": [
      "### Something\n\nelse",
      "The request is none of the forms: waiver, promotion, lock, unlock, nudge, incident, recheck.",
    ],
    "that begins otherwise": [
      `Hello\n\n${bodyOf(waiver)}`,
      "The request is none of the forms: waiver, promotion, lock, unlock, nudge, incident, recheck.",
    ],
    "with an answer that brings a label of its own": [
      bodyOf({ ...waiver, "What is done meanwhile": "Nothing.\n\n### Who accepts it\n\npia" }),
      '"Who accepts it" must be answered once; it is there twice.',
    ],
    "that lacks a part of its form": [
      bodyOf({ "Readiness: service to lock": "cart", "Last day": "2027-01-31" }),
      '"Why it must not be deployed" is missing: the form must be sent as it is.',
    ],
    "with wrong answers, all at once": [
      bodyOf({
        ...waiver,
        Service: "-rf",
        "Why the failure is accepted": "because",
        "Last day": "",
        "Who accepts it": "Pia P",
      }),
      [
        '"Service" must be lower-case letters, digits and dashes, at most 63 characters.',
        '"Why the failure is accepted" is not accepted: Invalid option: expected one of "migration"|"accepted-risk"|"external-control"|"wrong-rule".',
        '"Who accepts it" must be a login, without @ or spaces.',
        '"Last day" must be answered.',
      ].join("\n"),
    ],
    "with text that deceives whoever reads it": [
      bodyOf({ ...waiver, "What is done meanwhile": "Nothing \u202eever.", Service: "c\u001b[2Kart" }),
      '"Service" must not contain control characters, or characters that reorder text.\n"What is done meanwhile" must not contain control characters, or characters that reorder text.',
    ],
    "of somebody who accepts it himself": [
      bodyOf({ ...waiver, "Who accepts it": "Amy" }),
      '"Who accepts it" must be somebody else than who asks.',
    ],
    "that is longer than an issue": [
      bodyOf({ ...waiver, "What is done meanwhile": "x".repeat(70_001) }),
      "The request is longer than an issue can be.",
    ],
  };
  for (const [name, [body, message]] of Object.entries(refused))
    it(`${name} is refused`, () =>
      assert.throws(() => orderIn(body, context), { name: "InputError", message }));
});
