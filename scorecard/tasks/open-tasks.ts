import { z } from "zod";
import { type Scorecard, scoredTaskSchema } from "../schema";
import { stackNameOf } from "../stack-name";
import { taskCounts } from "../summary";
import type { TaskIssue } from "./change";
import { dueOf } from "./due";

/** Version of the file's shape; a reader refuses what it does not know. */
export const openTasksVersion = 1;

const name = z.string().min(1);

/** The tasks that a sync left open, for scorecards and others to read. */
export const openTasksSchema = z.strictObject({
  schemaVersion: z.literal(openTasksVersion),
  kind: z.literal("tasks"),
  stacks: z.array(name).describe("Those that were synced, as project/stack: of others nothing is told."),
  unread: z.array(name).describe("Repositories that could not be read: what is open there is missing."),
  tasks: z.array(
    scoredTaskSchema.omit({ overdue: true }).extend({
      project: name,
      stack: name,
      service: name,
      repository: name.describe("owner/name."),
      number: z.int().min(1).describe("Of the issue."),
      escalated: z.int().min(0).describe("Steps of escalation that were taken."),
    }),
  ),
});
export type OpenTasks = z.infer<typeof openTasksSchema>;

/** The open ones of issues that a sync wrote, as far as repositories could be read. */
export function openTasksOf(
  cards: readonly Scorecard[],
  issues: readonly TaskIssue[],
  unread: readonly string[],
): OpenTasks {
  const tasks = issues
    .filter(({ state }) => state === "open")
    .map(({ repository, number, url, marker }) => {
      const { project, stack, service, rules, escalated } = marker;
      const due = dueOf(rules);
      const opened = rules.map((one) => one.opened).sort()[0] ?? marker.judgedFor;
      return {
        project,
        stack,
        service,
        rules: rules.map(({ rule }) => rule),
        repository,
        number,
        url,
        opened,
        ...(due === undefined ? {} : { due }),
        escalated,
      };
    });
  return {
    schemaVersion: openTasksVersion,
    kind: "tasks",
    stacks: cards.map(stackNameOf),
    unread: [...unread],
    tasks,
  };
}

/** A scorecard with the open tasks of its services, where its stack was synced; overdue is what was due before its day. */
export function withTasks(card: Scorecard, { stacks, tasks }: OpenTasks): Scorecard {
  if (!stacks.includes(stackNameOf(card))) return card;
  const own = tasks.filter(({ project, stack }) => project === card.project && stack === card.stack);
  const services = card.services.map((service) => ({
    ...service,
    tasks: own
      .filter((one) => one.service === service.name || service.aliases.includes(one.service))
      .map(({ rules, url, opened, due }) => ({
        rules,
        url,
        opened,
        ...(due === undefined ? {} : { due }),
        overdue: due !== undefined && due < card.judgedFor,
      })),
  }));
  return { ...card, services, summary: { ...card.summary, ...taskCounts(services) } };
}
