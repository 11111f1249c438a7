import { z } from "zod";
import { day, entityName, login, text } from "../../catalog/fields";
import { hasDeceptiveCharacter } from "../../catalog/reading/problems";
import { waiverReasons } from "../../catalog/waiver-terms";
import { severities } from "../../scorecard/notify/incident";
import { InputError } from "../failures";
import { answersIn, firstLabelOf } from "./issue-body";

/** What a request is carried out with, besides what its form says. */
export interface RequestContext {
  /** Login of who asks. */
  readonly requester: string;
  readonly stack: string;
  /** Address of the request. */
  readonly link: string | undefined;
}

/** A request as a command of ours. */
export interface Order {
  readonly kind: string;
  /** In a few words, such as "Lock cart". Safe anywhere: made of names and our own words. */
  readonly title: string;
  /** The command line. */
  readonly args: readonly string[];
  /** Whether it changes files, and so becomes a pull request. */
  readonly changes: boolean;
  /** Who has to approve it. */
  readonly reviewers: readonly string[];
}

/** A form: its labels in their order, and what becomes of the answers. */
export interface Form {
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, z.ZodType>>;
  order(body: string, context: RequestContext): Order;
}

interface Plan<S extends Readonly<Record<string, z.ZodType>>> {
  readonly kind: string;
  readonly fields: S;
  /** The first one tells the form, and no other form begins with it. */
  readonly labels: Readonly<Record<keyof S & string, string>>;
  order(answers: z.output<z.ZodObject<S>>, context: RequestContext): Omit<Order, "kind">;
}

function form<S extends Readonly<Record<string, z.ZodType>>>({ kind, fields, labels, order }: Plan<S>): Form {
  const schema = z.strictObject(fields);
  return {
    kind,
    labels,
    fields,
    order(body, context) {
      const answers = answersIn(body, Object.values(labels));
      const given = Object.entries<string>(labels).flatMap(([field, label]) => {
        const answer = answers.get(label) ?? "";
        return answer === "" ? [] : [[field, answer] as const];
      });
      const hidden = given.flatMap(([field, answer]) =>
        hasDeceptiveCharacter(answer)
          ? [`"${labels[field]}" must not contain control characters, or characters that reorder text.`]
          : [],
      );
      if (hidden.length > 0) throw new InputError(hidden.join("\n"));
      const parsed = schema.safeParse(Object.fromEntries(given));
      if (!parsed.success) throw new InputError(faultsOf(parsed.error, labels, new Map(given)).join("\n"));
      return { kind, ...order(parsed.data, context) };
    },
  };
}

function faultsOf(
  { issues }: z.ZodError,
  labels: Readonly<Record<string, string>>,
  given: ReadonlyMap<string, string>,
): readonly string[] {
  return issues.map(({ path, message }) => {
    const field = String(path[0]);
    const label = `"${labels[field] ?? field}"`;
    if (!given.has(field)) return `${label} must be answered.`;
    return message.startsWith("must ") ? `${label} ${message}.` : `${label} is not accepted: ${message}.`;
  });
}

/** Whoever is used to it writes @amy. */
const person = z.preprocess((value) => (typeof value === "string" ? value.replace(/^@/, "") : value), login);

/** A flag with its value in one word, so that no value is ever taken for a flag. */
const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];

/** Every form that there is. */
export const forms: readonly Form[] = [
  form({
    kind: "waiver",
    labels: {
      rule: "Readiness: rule to waive",
      service: "Service",
      reason: "Why the failure is accepted",
      note: "What is done meanwhile",
      approver: "Who accepts it",
      expires: "Last day",
      subject: "What the failure is about",
    },
    fields: {
      rule: entityName,
      service: entityName,
      reason: z.enum(waiverReasons),
      note: text,
      approver: person,
      expires: day,
      subject: text.optional(),
    },
    order({ rule, service, approver, ...rest }, { requester }) {
      if (approver.toLowerCase() === requester.toLowerCase())
        throw new InputError('"Who accepts it" must be somebody else than who asks.');
      const flags = Object.entries({ ...rest, approver }).flatMap(([name, value]) => flag(name, value));
      return {
        title: `Waive ${rule} for ${service}`,
        args: ["waive", rule, service, ...flags],
        changes: true,
        reviewers: [approver],
      };
    },
  }),
  form({
    kind: "promotion",
    labels: {
      service: "Readiness: service to promote",
      to: "New tier",
      ticket: "Ticket",
      approver: "Who approves it",
      anyway: "Why in spite of failing rules",
    },
    fields: {
      service: entityName,
      to: z.enum(["1", "2"]),
      ticket: text,
      approver: person,
      anyway: text.optional(),
    },
    order: ({ service, to, ticket, approver, anyway }, { requester, stack }) => ({
      title: `Promote ${service} to tier ${to}`,
      args: [
        "promote",
        service,
        ...["--stack", stack, "--to", to, "--by", requester, "--vendors", "none"],
        ...flag("ticket", ticket),
        ...flag("approver", approver),
        ...flag("anyway", anyway),
      ],
      changes: true,
      reviewers: [approver],
    }),
  }),
  form({
    kind: "lock",
    labels: {
      service: "Readiness: service to lock",
      reason: "Why it must not be deployed",
      until: "Last day",
    },
    fields: { service: entityName, reason: text, until: day },
    order: ({ service, reason, until }, { requester, stack }) => ({
      title: `Lock ${service}`,
      args: [
        "lock",
        service,
        "--stack",
        stack,
        "--by",
        requester,
        ...flag("reason", reason),
        "--until",
        until,
      ],
      changes: true,
      reviewers: [],
    }),
  }),
  form({
    kind: "unlock",
    labels: { service: "Readiness: service to unlock" },
    fields: { service: entityName },
    order: ({ service }, { stack }) => ({
      title: `Unlock ${service}`,
      args: ["unlock", service, "--stack", stack],
      changes: true,
      reviewers: [],
    }),
  }),
  form({
    kind: "nudge",
    labels: { service: "Readiness: service whose owner is asked", message: "What is asked" },
    fields: { service: entityName, message: text },
    order: ({ service, message }, { requester }) => ({
      title: `Ask the owner of ${service}`,
      args: ["nudge", service, "--by", requester, ...flag("message", message)],
      changes: false,
      reviewers: [],
    }),
  }),
  form({
    kind: "incident",
    labels: {
      service: "Readiness: service with an incident",
      summary: "What is wrong",
      severity: "How bad it is",
    },
    fields: { service: entityName, summary: text, severity: z.enum(severities) },
    order: ({ service, summary, severity }, { requester, link }) => ({
      title: `Open an incident of ${service}`,
      args: [
        ...["incident", service, "--by", requester, "--severity", severity],
        ...flag("summary", summary),
        ...flag("link", link),
      ],
      changes: false,
      reviewers: [],
    }),
  }),
  form({
    kind: "recheck",
    labels: { service: "Readiness: service to judge again" },
    fields: { service: entityName },
    order: ({ service }, { stack }) => ({
      title: `Judge ${service} again`,
      args: ["judge", "--stack", stack, "--service", service, "--vendors", "none"],
      changes: false,
      reviewers: [],
    }),
  }),
];

/** What the body of an issue asks for. Throws InputError where it is none of the forms, or filled in wrongly. */
export function orderIn(body: string, context: RequestContext): Order {
  const first = firstLabelOf(body);
  const found = forms.find(({ labels }) => Object.values(labels)[0] === first);
  if (found === undefined)
    throw new InputError(`The request is none of the forms: ${forms.map(({ kind }) => kind).join(", ")}.`);
  return found.order(body, context);
}
