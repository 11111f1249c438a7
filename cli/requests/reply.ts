import type { Order } from "./forms";

/** What came of a request. */
export interface Answered {
  readonly order: Order | undefined;
  readonly requester: string;
  readonly isDone: boolean;
  /** What the command said. */
  readonly said: string;
}

const mostLetters = 50_000;

/** The answer as a comment on an issue; what the command said is shown as it is, and can be no markup. */
export function replyOf({ order, isDone, said }: Answered): string {
  const what = order === undefined ? "This request" : order.title;
  const next = order?.changes ? "A pull request follows; it is in force once that is merged." : "Done.";
  return `**${what}**: ${isDone ? next : "refused, and nothing was changed."}\n\n${fenced(said)}\n`;
}

/** The pull request that a request becomes. */
export interface PullRequest {
  readonly title: string;
  readonly body: string;
  readonly reviewers: readonly string[];
}

export function pullRequestOf(order: Order, { requester, said }: Answered, link?: string): PullRequest {
  const from = link === undefined ? "" : ` in ${link}`;
  return {
    title: order.title,
    body: `Asked for by ${requester}${from}.\n\n${fenced(said)}\n`,
    reviewers: order.reviewers,
  };
}

/** Text between fences that it cannot close. */
function fenced(text: string): string {
  const cut = text.length > mostLetters ? `${text.slice(0, mostLetters)}\n…` : text;
  const longest = Math.max(2, ...[...cut.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${cut.trim()}\n${fence}`;
}
