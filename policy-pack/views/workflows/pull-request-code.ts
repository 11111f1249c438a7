import type { Texts } from "./workflow";

/** Names in lower case that stand for something of a pull request, where they are used. */
export interface Known {
  /** Inputs of a called workflow or action. */
  readonly inputs: ReadonlySet<string>;
  /** Environment variables. */
  readonly env: ReadonlySet<string>;
}

/** The contexts that name a commit, branch or repository which the author of a pull request chooses. */
const contexts =
  /\bgithub\.(?:head_ref\b|event\.(?:pull_request\.(?:head\b|merge_commit_sha\b)|workflow_run\.(?:head_\w+|pull_requests\b)))/i;
const pullRef = /\bpull\/(?:["']?\$|\d|\{|\*)/;
const expressions = /\$\{\{[\s\S]{0,1000}?\}\}/g;

/** Whether a text names what a pull request brings: by a context, a ref under pull/, or a name that stands for it. */
export function bringsPullRequest(text: string, known: Known): boolean {
  return pullRef.test(text) || (text.match(expressions) ?? []).some((one) => namesPullRequest(one, known));
}

function namesPullRequest(expression: string, known: Known): boolean {
  // Contexts are read alike with dots and with brackets.
  const dotted = expression.replace(/\[\s{0,5}['"]([\w-]{1,100})['"]\s{0,5}\]/g, ".$1");
  if (pullRef.test(dotted) || contexts.test(dotted)) return true;
  return [...dotted.matchAll(/\b(inputs|env)\.([\w-]{1,200})/gi)].some(([, holder = "", name = ""]) =>
    (holder.toLowerCase() === "env" ? known.env : known.inputs).has(name.toLowerCase()),
  );
}

/** The names with those that a map of environment variables adds, or takes back by another value. */
export function withEnv(env: Texts, known: Known): Known {
  if (env.size === 0) return known;
  const names = new Set(known.env);
  for (const [name, value] of env) {
    if (bringsPullRequest(value, known)) names.add(name.toLowerCase());
    else names.delete(name.toLowerCase());
  }
  return { ...known, env: names };
}

/** Stands for an expression that names a pull request's code; a private character, which no script means. */
const brought = "\uE001";
/** Stands for any other expression: a dollar sign, which a script's own variables have as well. */
const otherExpression = "$";
const mostOfCommand = 4000;
const gitFetches =
  /\b(?:checkout|fetch|pull|switch|reset|merge|clone|worktree|rebase|cherry-pick|read-tree|remote)\b/;
/** What may stand before a command; each part ends where it must, so that there is one way to read it. */
const before =
  /^(?:[({!\s]|(?:if|while|until|then|else|do|sudo|exec|command|time|env)\s|\w{1,100}=\S{0,500}\s)+/;

/** Whether a script gets the code of a pull request: gh pr checkout, or git with a ref that names one. */
export function scriptBringsPullRequest(script: string, known: Known): boolean {
  const plain = script
    .replaceAll(brought, "")
    .replace(expressions, (one) => (namesPullRequest(one, known) ? brought : otherExpression));
  return commandsOf(plain).some((command) => {
    if (/^gh\s+pr\s+checkout\b/.test(command)) return true;
    const gets = /^gh\s+repo\s+clone\b/.test(command) || (/^git\s/.test(command) && gitFetches.test(command));
    return gets && isBrought(command, known);
  });
}

function isBrought(command: string, known: Known): boolean {
  if (command.includes(brought) || pullRef.test(command)) return true;
  return [...command.matchAll(/\$\{?(\w{1,200})/g)].some(([, name = ""]) =>
    known.env.has(name.toLowerCase()),
  );
}

/** The commands of a shell script, without comments and without what stands in front of one. */
function commandsOf(script: string): readonly string[] {
  return script
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n|;|&&|\|\|?|\$\(|`/)
    .map((command) => command.trimStart().slice(0, mostOfCommand))
    .filter((command) => !command.startsWith("#"))
    .map((command) => command.replace(before, ""));
}
