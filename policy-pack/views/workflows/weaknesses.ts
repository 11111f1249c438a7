import type { Evidence } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import type { LinkedRepository } from "../repository/repository";
import { hideTokens } from "../secrets/token-shapes";
import { accountOf, pinsAreForced } from "../security/actions-settings";
import { type Use, usesIn } from "./pins";
import { jobNamed, stepOf } from "./places";
import { granted } from "./token-permissions";
import { isCheckout, untrustedCheckouts } from "./untrusted-checkout";
import type { ActionFile, WorkflowFile, Workflows } from "./workflow-files";

/** One thing that is wrong about a workflow, or about a local action that one uses. */
export interface Weakness {
  readonly kind: "untrusted" | "allowed" | "unstated" | "writes" | "everything" | "unpinned" | "undigested";
  readonly file: WorkflowFile | ActionFile;
  /** File and job or action, for waivers. */
  readonly subject: string;
  /** Step or job as a message calls it; empty where it is the whole file. */
  readonly where: string;
  /** Scopes that are written, or what is used; empty otherwise. */
  readonly detail: string;
}

/** Everything that is wrong about the workflows of a repository, and what could not be read of them. */
export function weaknessesOf(
  workflows: Workflows,
  repository: LinkedRepository,
  evidence: Evidence,
  trustedOwners: readonly string[],
): readonly Attempt<Weakness>[] {
  const files = workflows.files.flatMap((read) => ("value" in read ? [read.value] : []));
  const unread = workflows.files.flatMap((read) => ("unknown" in read ? [read] : []));
  return [
    ...files.flatMap((file) => inFile(file, files, workflows)),
    ...unpinnedIn(files, workflows, repository, evidence, trustedOwners),
    ...unread,
  ].map(withoutTokens);
}

function inFile(
  file: WorkflowFile,
  files: readonly WorkflowFile[],
  workflows: Workflows,
): readonly Attempt<Weakness>[] {
  const weakness = (kind: Weakness["kind"], job: string, where: string, detail = ""): Attempt<Weakness> => ({
    value: { kind, file, subject: job === "" ? file.path : `${file.path} ${job}`, where, detail },
  });
  const top = granted(file.permissions);
  return [
    ...untrustedCheckouts(file, files, workflows).map((read) =>
      "unknown" in read ? read : weakness("untrusted", read.value.job, read.value.where),
    ),
    ...(top.kind === "unstated" ? [weakness("unstated", "", "")] : []),
    ...(top.kind === "write" ? [weakness("writes", "", "", top.scopes)] : []),
    ...file.jobs.flatMap((job) => [
      ...(job.permissions === "write-all" ? [weakness("everything", job.id, jobNamed(job))] : []),
      ...job.steps
        .filter(
          ({ uses = "", with: args }) => isCheckout(uses) && isSet(args.get("allow-unsafe-pr-checkout")),
        )
        .map((step) => weakness("allowed", job.id, stepOf(job.id, step))),
    ]),
  ];
}

/** Anything but a plain no may be a yes when the workflow runs. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(?:false|)$/i.test(value.trim());
}

function unpinnedIn(
  files: readonly WorkflowFile[],
  workflows: Workflows,
  repository: LinkedRepository,
  evidence: Evidence,
  trustedOwners: readonly string[],
): readonly Attempt<Weakness>[] {
  const forced = attempt(() => pinsAreForced(repository, evidence));
  if ("value" in forced && forced.value) return [];
  const trusted = trustedOwners.map((owner) => owner.toLowerCase());
  const loose = usesIn(files, workflows).filter(
    (read) => "unknown" in read || !(read.value.pinned || trusted.includes(read.value.owner ?? "")),
  );
  return loose.flatMap((read): readonly Attempt<Weakness>[] => {
    if ("unknown" in read) return [read];
    if ("unknown" in forced) return [forced];
    const { kind, owner } = read.value;
    if (kind === "image" || owner === undefined) return [{ value: unpinned(read.value) }];
    const account = attempt(() => accountOf(repository) ?? untoldAccount(repository, evidence));
    if ("unknown" in account) return [account];
    return owner === account.value ? [] : [{ value: unpinned(read.value) }];
  });
}

/** Throws why it is not known which account a repository is in, whose own actions need no pin. */
function untoldAccount({ name, resource }: LinkedRepository, evidence: Evidence): never {
  const what = `the account that repository ${name} is in`;
  resource?.props.get("fullName").string();
  evidence.ask("repository", name, what);
  throw new UnknownValue("unobserved", `GitHub did not tell ${what}`);
}

function unpinned({ file, where, what, kind }: Use): Weakness {
  const subject = `${file.path} ${what}`;
  return { kind: kind === "image" ? "undigested" : "unpinned", file, subject, where, detail: what };
}

/** Names of jobs and actions are anybody's texts. */
function withoutTokens(read: Attempt<Weakness>): Attempt<Weakness> {
  if ("unknown" in read) return read;
  const { subject, where, detail } = read.value;
  return {
    value: {
      ...read.value,
      subject: hideTokens(subject),
      where: hideTokens(where),
      detail: hideTokens(detail),
    },
  };
}
