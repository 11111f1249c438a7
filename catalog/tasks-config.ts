import { z } from "zod";
import { entityName, login, text } from "./fields";

/** A repository as owner/name. */
const fullRepository = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, "must be owner/name, such as acme/readiness");

/** A label at GitHub: 50 characters at most, and no comma, as lists of labels are parted by it. */
const label = text.refine(
  (name) => [...name].length <= 50 && !/[,\p{Cc}]/u.test(name),
  "must have at most 50 characters and no comma",
);

/** Whom a text calls: a person, or a team as organisation/team. */
const mention = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)?$/,
    "must be a login, or a team as organisation/team, without @",
  );

const escalation = z.strictObject({
  afterDays: z.int().min(1).max(1000).describe("Days after the due day; on the first of them it is overdue."),
  label: label.optional().describe("Put on the issue while it lasts."),
  mention: z.array(mention).default([]).describe("Who is called, besides the owning team."),
});

/** The file catalog/tasks.yaml: how failures become issues at GitHub. All of it has a default. */
export const tasksConfigSchema = z
  .strictObject({
    per: z
      .enum(["rule", "service"])
      .default("rule")
      .describe("One issue for each rule that a service fails, or one for all of a service."),
    repository: z
      .string()
      .regex(/^(own|[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+)$/, "must be own, or owner/name")
      .default("own")
      .describe("Where issues are kept: in each service's own repository, or in one for all."),
    otherwise: fullRepository
      .optional()
      .describe("Where those of a service go that has no repository of its own in the catalog."),
    former: z
      .array(fullRepository)
      .default([])
      .describe("Where they were kept before: what is still open there is closed."),
    from: z
      .enum(["mandatory", "advisory"])
      .default("advisory")
      .describe("Which failures get an issue: all that count, or those that block."),
    label: label.default("readiness").describe("Put on every issue."),
    labels: z.array(label).default([]).describe("Further labels."),
    teamLabel: text
      .max(20)
      .regex(/^[^,]*$/, "must have no comma")
      .default("team:")
      .describe("What the label with the owning team's name begins with."),
    assign: z
      .record(entityName, z.array(login).min(1).max(10))
      .default({})
      .describe("People who get a team's new issues, by the team's name; nobody by default."),
    escalate: z
      .array(escalation)
      .refine(
        (steps) => steps.every(({ afterDays }, index) => afterDays > (steps[index - 1]?.afterDays ?? 0)),
        "must have its steps in the order of afterDays",
      )
      .default([{ afterDays: 1, label: "overdue", mention: [] }])
      .describe("What happens once an issue is overdue, each step once."),
    reopenAfterDays: z
      .int()
      .min(0)
      .max(365)
      .default(3)
      .describe("For how many days an issue that somebody closed stays closed while the rule still fails."),
    most: z.int().min(1).max(500).default(50).describe("New issues in one run; the next goes on."),
    writers: z
      .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?$/, "must be a login"))
      .default([])
      .describe("Logins that earlier runs wrote as, besides that of the token."),
  })
  .describe("How failures become issues at GitHub.");
export type TasksConfig = z.infer<typeof tasksConfigSchema>;

/** Where the file is, below the project's root. */
export const tasksFile = "catalog/tasks.yaml";
