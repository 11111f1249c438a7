import { parse } from "yaml";
import { z } from "zod";
import { wantedFiles } from "../../cli/init/templates";

const access = z.enum(["read", "write", "none"]);
const environment = z.record(z.string(), z.union([z.string(), z.number()]));
const condition = z.union([z.string(), z.boolean()]);

const stepSchema = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: condition.optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  run: z.string().optional(),
  /** In actions only, which have no defaults. */
  shell: z.literal("bash").optional(),
  env: environment.optional(),
  "continue-on-error": z.boolean().optional(),
});
export type Step = z.infer<typeof stepSchema>;

const jobSchema = z.strictObject({
  name: z.string().optional(),
  if: condition.optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  "runs-on": z.literal("ubuntu-24.04"),
  "timeout-minutes": z.int(),
  environment: z.union([z.string(), z.strictObject({ name: z.string(), url: z.string() })]).optional(),
  permissions: z.record(z.string(), access),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  env: environment.optional(),
  steps: z.array(stepSchema).min(1),
});

/** What our workflows may use of GitHub's syntax; a word that it does not know is a mistake or a decision to take here. */
const workflowSchema = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  /** GitHub's own default would not see that the first part of a pipe failed. */
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal("bash") }) }),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }),
  env: environment.optional(),
  jobs: z.record(z.string(), jobSchema),
});
export type Workflow = z.infer<typeof workflowSchema>;

/** What our action may use of GitHub's syntax. */
const actionSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string(),
      required: z.boolean().optional(),
      default: z.string().optional(),
    }),
  ),
  runs: z.strictObject({ using: z.literal("composite"), steps: z.array(stepSchema).min(1) }),
});

/** What init writes for an invented organisation. */
export const written = wantedFiles(
  {
    org: "acme",
    name: "shop",
    stack: "prod",
    platformTeam: "platform",
    team: "orders",
    service: "cart",
    ci: "github",
  },
  { name: "readiness", version: "0.1.0" },
  ".github/CODEOWNERS",
);

export interface WorkflowFile {
  readonly file: string;
  readonly text: string;
}

export const workflowFiles: readonly WorkflowFile[] = written.filter(({ file }) =>
  file.startsWith(".github/workflows/"),
);

/** A workflow as it is read by YAML 1.2, where `on` is a word; throws where it has what ours may not. */
export function workflowOf({ text }: WorkflowFile): Workflow {
  return workflowSchema.parse(parse(text));
}

export const actionFile: WorkflowFile | undefined = written.find(({ file }) =>
  file.startsWith(".github/actions/"),
);

/** The action, read as workflows are. */
export function actionOf({ text }: WorkflowFile): z.infer<typeof actionSchema> {
  return actionSchema.parse(parse(text));
}

/** Every step with where it is. */
export function stepsOf(file: WorkflowFile): readonly (Step & { readonly where: string })[] {
  return Object.entries(workflowOf(file).jobs).flatMap(([job, { steps }]) =>
    steps.map((step, index) => ({ ...step, where: `${file.file}, ${job}, step ${index + 1}` })),
  );
}

/** The words of each call of readiness in a script, such as ["tasks", "sync", "--scorecard", "now.json"]. */
export function callsIn(script: string): readonly (readonly string[])[] {
  const whole = script.replaceAll(/\\\n\s*/g, " ");
  return [...whole.matchAll(/\bnpx --no readiness ([^\n|&;>)]+)/g)].map(([, words = ""]) =>
    words.trim().split(/\s+/),
  );
}
