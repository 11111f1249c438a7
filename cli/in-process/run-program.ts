import { join } from "node:path";
import { z } from "zod";
import { loadCatalog } from "../../catalog/load";
import { unreadNeighbour } from "../../catalog/neighbour";
import type { Observe } from "../../catalog/program";
import { readYaml } from "../../catalog/reading/read-yaml";
import type { RawResource } from "../../policy-pack/engine/resource";
import { plain } from "../../policy-pack/engine/text";
import { worldName } from "../../sandbox/folders";
import { stackFileOf } from "../../stacks/read";
import { inputErrorOf, NotJudgedError } from "../failures";
import { type Project, programVersion } from "../project";
import { projectName } from "../project-name";
import { lightenSdk } from "../start/light-sdk";
import type { Vendors } from "./vendors";

/**
 * Who answers the program: the sandbox's stand-ins, or nobody's look-ups are answered, and what a stack observes is asked
 * of the vendors themselves.
 */
export type VendorChoice = "sandbox" | "none";

/** What a run depends on besides the project's files. */
export interface ProgramSurround {
  readonly vendors: VendorChoice;
  readonly now: Date;
  readonly env: NodeJS.ProcessEnv;
  /** Values of the stack's config, as the engine would hand them over, in place of those in its file. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Stands between the program and whoever observes, such as to ask once for several runs. */
  readonly asking?: (observe: Observe) => Observe;
  /** Says how far it is, where it takes long; nobody hears it by default. */
  readonly say?: (sentence: string) => void;
}

/** What a run of the program in this process came to. */
export interface ProgramRun {
  /** The graph as a stack policy would see it in the engine's first preview. */
  readonly resources: readonly RawResource[];
  /** What the program warned of. */
  readonly warnings: readonly string[];
  /** Data sources that nobody answered, as tokens, once each time. */
  readonly notLookedUp: readonly string[];
}

/**
 * Runs the program over the project's files with Pulumi's mock monitor in place of the engine: no engine, no vendor, no
 * state. Ids of what is to be created are unknown, as in a first preview. Throws InputError with the problems of the
 * project's files, and NotJudgedError with what a provider refuses.
 */
export async function runProgram(
  { root }: Pick<Project, "root">,
  stack: string,
  {
    vendors: choice,
    now,
    env,
    settings = {},
    asking = (observe) => observe,
    say = () => {},
  }: ProgramSurround,
): Promise<ProgramRun> {
  const { recordingMonitor, setMockOptions, declareReadiness, runtime, observing } = await loadProgram();
  const project = projectName(root);
  const config = { ...engineConfig(root, stack), ...settings };
  const worldDir = choice === "none" ? undefined : worldDirOf(root, stack, config, env);
  const vendors = worldDir === undefined ? await absent(root) : await standIns(worldDir, env, now);
  const { monitor, graph, refusals } = recordingMonitor({ project, stack, vendors, config });
  setMockOptions(monitor, project, stack, true);
  const warnings: string[] = [];
  const input = {
    root,
    stack,
    config,
    githubOwner: config["github:owner"] ?? env.GITHUB_OWNER,
    programVersion: programVersion(),
    now,
    warn: async (warning: string) => void warnings.push(warning),
    observe: asking(observing({ worldDir, config, env, say })),
    askNeighbour: async (neighbour: string) => unreadNeighbour(neighbour, notAsked),
  };
  await runToItsEnd(runtime, () => declareReadiness(input));
  if (refusals.length === 0) return { resources: graph(), warnings, notLookedUp: vendors.notLookedUp };
  throw new NotJudgedError(
    `The providers refuse what the program declares:\n${refusals.map(plain).join("\n")}`,
  );
}

/** Loads the program and Pulumi's SDK, without those parts of it that would take longest and are not used. */
async function loadProgram() {
  lightenSdk();
  const [{ recordingMonitor }, { runtime }, { setMockOptions }, { declareReadiness }, { observing }] =
    await Promise.all([
      import("./monitor.js"),
      import("@pulumi/pulumi"),
      import("@pulumi/pulumi/runtime/settings.js"),
      import("../../catalog/program.js"),
      import("./observing.js"),
    ]);
  return { recordingMonitor, runtime, setMockOptions, declareReadiness, observing };
}

type Runtime = Awaited<ReturnType<typeof loadProgram>>["runtime"];

/** Runs a program below a stack, as the engine does, and throws what it threw in our own words. */
async function runToItsEnd(runtime: Runtime, program: () => Promise<object>): Promise<void> {
  let failure: unknown;
  const contained = (): Promise<object | undefined> =>
    program().catch((error: unknown) => {
      // Rejected, the SDK's outputs of the stack would each leave a promise behind that nobody handles.
      failure = error;
      return undefined;
    });
  await withoutStacks(async () => {
    await runtime.runInPulumiStack(contained);
    await runtime.disconnect();
  });
  if (failure === undefined) return;
  const { NothingDeclaredError } = await import("../../catalog/program.js");
  if (!(failure instanceof NothingDeclaredError)) throw failure;
  throw failure.fault === "files" ? inputErrorOf(failure.problems) : new NotJudgedError(failure.message);
}

/** The SDK notes a stack with each of its promises, in case one is never settled: a fifth of the whole run's time. */
async function withoutStacks(work: () => Promise<void>): Promise<void> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** As the sandbox chooses it: the vendors' world of the account that the stack works in. */
function worldDirOf(
  root: string,
  stack: string,
  config: Readonly<Record<string, string>>,
  { READINESS_WORLD }: NodeJS.ProcessEnv,
): string {
  return READINESS_WORLD ?? join(root, ".sandbox", "worlds", worldName(config["github:owner"], stack));
}

async function absent(root: string): Promise<Vendors> {
  const { absentVendors } = await import("./absent-vendors.js");
  return absentVendors(statedBranches(root));
}

async function standIns(
  worldDir: string,
  { READINESS_FAULTS }: NodeJS.ProcessEnv,
  now: Date,
): Promise<Vendors> {
  const { standInVendors } = await import("./stand-in-vendors.js");
  return standInVendors({ worldDir, faults: READINESS_FAULTS, now });
}

/** Default branches as the catalog states them, by the repository's name without its owner, in lower case. */
function statedBranches(root: string): ReadonlyMap<string, string> {
  const catalog = loadCatalog(root);
  const services = catalog.ok ? catalog.value.services : [];
  return new Map(
    services.flatMap(({ repository, branch }) =>
      repository === undefined || branch === undefined
        ? []
        : [[repository.slice(repository.lastIndexOf("/") + 1).toLowerCase(), branch] as const],
    ),
  );
}

/** Another stack's outputs are the backend's to tell, which no command here asks. */
const notAsked =
  "other stacks are not asked where the program runs in this process; a preview asks them, and the stored state has what the last one was told";

const anyStackFile = z.looseObject({ config: z.record(z.string(), z.unknown()).nullish() });

/**
 * The stack's config as the engine hands it over: each value text, structures as JSON; secrets stay behind. Throws
 * InputError where the file is no such config: nothing in it would count then, and the mode would be advise.
 */
function engineConfig(root: string, stack: string): Readonly<Record<string, string>> {
  const { data, problems } = readYaml(anyStackFile, root, stackFileOf(stack));
  if (problems.length > 0) throw inputErrorOf(problems);
  const entries = Object.entries(data?.config ?? {}).filter(([, value]) => !isSecret(value));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );
}

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
