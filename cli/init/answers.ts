import { z } from "zod";
import { entityName, login } from "../../catalog/fields";
import { InputError } from "../failures";

export const ciKinds = ["github", "gitlab", "none"] as const;

const answersSchema = z.strictObject({
  org: login,
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "must be letters, digits, dots, dashes and underscores"),
  stack: entityName,
  platformTeam: entityName,
  team: entityName,
  service: entityName,
  ci: z.enum(ciKinds, `must be one of ${ciKinds.join(", ")}`),
});

/** What a new repository is made from. Every text is safe in any of its files: letters, digits, dots, dashes. */
export type Answers = z.infer<typeof answersSchema>;
type Question = keyof Answers;

const questions: Readonly<Record<Question, string>> = {
  org: "Organisation at GitHub or GitLab",
  name: "Name of the Pulumi project",
  stack: "First stack",
  platformTeam: "Team that looks after readiness (owns tiers, stacks and waivers)",
  team: "First team that owns a service",
  service: "First service",
  ci: "Workflows for github, gitlab or none",
};
const order: readonly Question[] = ["org", "name", "stack", "platformTeam", "team", "service", "ci"];

/** Asks somebody a question. */
type Ask = (question: string) => Promise<string>;

export interface Asking {
  /** What the flags said. */
  readonly given: Readonly<Partial<Record<Question, string>>>;
  /** What is usual here, such as what the repository's remote says. */
  readonly usual: Readonly<Partial<Record<Question, string>>>;
  /** What is never guessed. */
  readonly needed: readonly Question[];
  /** Absent where nobody can be asked. */
  readonly ask: Ask | undefined;
  /** Says what is wrong with an answer, before it is asked again. */
  readonly say: (text: string) => void;
}

/** All answers: from flags, else asked, else usual. Throws InputError with every flag that is wrong or missing. */
export async function answersFrom({ given, usual, needed, ask, say }: Asking): Promise<Answers> {
  refuse(order.flatMap((key) => (given[key] === undefined ? [] : faultsOf(key, given[key]))));
  const answers: Partial<Record<Question, string>> = {};
  for (const key of order) {
    const own = given[key] ?? (ask ? await askFor(key, usualFor(key, usual, answers), ask, say) : undefined);
    answers[key] = own ?? (needed.includes(key) ? undefined : usualFor(key, usual, answers));
  }
  refuse(order.flatMap((key) => missing(key, answers[key])));
  return answersSchema.parse(answers);
}

function usualFor(
  key: Question,
  usual: Asking["usual"],
  answers: Partial<Record<Question, string>>,
): string | undefined {
  return usual[key] ?? (key === "team" ? answers.platformTeam : undefined);
}

async function askFor(
  key: Question,
  usual: string | undefined,
  ask: Ask,
  say: (text: string) => void,
): Promise<string> {
  for (;;) {
    const hint = usual === undefined ? "" : ` [${usual}]`;
    const answer = (await ask(`${questions[key]}${hint}: `)).trim() || usual;
    const faults = answer === undefined ? ["An answer is needed."] : faultsOf(key, answer);
    if (answer !== undefined && faults.length === 0) return answer;
    for (const fault of faults) say(fault);
  }
}

function missing(key: Question, answer: string | undefined): readonly string[] {
  if (answer === undefined) return [`Say with ${flagOf(key)}: ${questions[key]}.`];
  return faultsOf(key, answer);
}

function faultsOf(key: Question, answer: string): readonly string[] {
  const parsed = answersSchema.shape[key].safeParse(answer);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => `${flagOf(key)} ${message}.`);
}

function flagOf(key: Question): string {
  return key === "platformTeam" ? "--platform-team" : `--${key}`;
}

function refuse(lines: readonly string[]): void {
  if (lines.length > 0) throw new InputError(lines.join("\n"));
}
