import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isMap, parseDocument } from "yaml";
import { z } from "zod";
import { type PulumiResult, runPulumi, sandboxEnvironment, setUpEngine } from "../../sandbox/environment";
import { folders, projectDir } from "../../sandbox/folders";
import { readApiFaults } from "../../sandbox/simulators/faults";
import { type Simulators, startSimulators } from "../../sandbox/simulators/server";
import { accountOf, prepareStack } from "../../sandbox/stack";
import { canaries, refuseCanaries, refuseCanariesIn } from "../canaries";

const policyEvent = z.object({
  policyName: z.string(),
  enforcementLevel: z.string(),
  message: z.string(),
  resourceUrn: z.string().optional(),
});
const summaryEvent = z.object({ resourceChanges: z.record(z.string(), z.number()).nullish() });
const eventLine = z.object({ policyEvent: policyEvent.optional(), summaryEvent: summaryEvent.optional() });

/** A violation as the engine reported it, colour codes taken out. */
export interface Violation {
  readonly rule: string;
  readonly enforcement: string;
  /** Name of the resource or service that it is about. */
  readonly on: string;
  readonly message: string;
}

/** How a command on the real engine ended. */
export interface Run extends PulumiResult {
  readonly violations: readonly Violation[];
  /** Resources by operation, such as create or same. */
  readonly changes: Readonly<Record<string, number>>;
}

/** A copy of the shipped project with state and vendor worlds of its own, on the real engine. */
export interface Project {
  readonly folder: string;
  /** Runs a command that takes a stack; the policy pack goes with preview and up unless other flags name one. */
  run(
    command: "preview" | "up" | "refresh" | "destroy",
    stack: string,
    ...flags: readonly string[]
  ): Promise<Run>;
  analyze(stack: string, ...flags: readonly string[]): Promise<Run>;
  /** What `pulumi stack export` writes, with further flags. */
  exportState(stack: string, ...flags: readonly string[]): Promise<string>;
  /** Changes keys of a stack's config; undefined removes one. */
  configure(stack: string, changes: Readonly<Record<string, unknown>>): void;
  /** Writes a file of the project, such as catalog/services/new.yaml. */
  write(file: string, text: string): void;
  read(file: string): string;
  /** The folder of the world that a stack's vendor accounts live in. */
  world(stack: string): string;
  /** The simulated vendors that a stack observes. */
  simulators(stack: string): Promise<Simulators>;
  remove(): void;
}

const copied = ["Pulumi.yaml", "package.json", "catalog/services", "catalog/teams", "stacks"];
const linked = ["bin", "node_modules"];
export const packFolder = path.join(projectDir, "policy-pack");

/**
 * Makes a project in a temporary folder, of the named services only where some are named. `extra` are variables that its
 * commands get besides, or instead of, those of a sandbox. Credentials are in its environment as on any machine; what it
 * prints and leaves behind is searched for them.
 */
export async function openProject(
  only?: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-"));
  const folder = path.join(root, "project");
  const filter = (source: string): boolean => !source.endsWith(".ts");
  for (const name of copied) {
    fs.cpSync(path.join(projectDir, name), path.join(folder, name), { recursive: true, filter });
  }
  if (only) keepOnly(folder, only);
  for (const name of linked) fs.symlinkSync(path.join(projectDir, name), path.join(folder, name));
  const engine = await setUpEngine();
  const stateDir = path.join(root, "state");
  const world = (stack: string): string => path.join(root, "worlds", accountOf(folder, stack));
  const simulated = new Map<string, Promise<Simulators>>();
  const simulators = (stack: string): Promise<Simulators> => {
    const worldDir = world(stack);
    const started =
      simulated.get(worldDir) ??
      startSimulators({ worldDir, faults: readApiFaults(extra.READINESS_API_FAULTS), now: () => new Date() });
    simulated.set(worldDir, started);
    return started;
  };
  const open = async (stack: string) => {
    const worldDir = world(stack);
    const { origin } = await simulators(stack);
    const env = {
      ...sandboxEnvironment({ engine, stateDir, homeDir: folders.home, worldDir, simulators: origin }),
      PULUMI_DEBUG_COMMANDS: "1",
      NO_COLOR: "1",
      ...canaries,
      ...extra,
    };
    const places = { projectDir: folder, stateDir, configDir: path.join(root, "config"), env };
    return { env, configFile: await prepareStack(places, stack) };
  };
  const execute = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> => {
    const log = path.join(root, `events-${Date.now()}-${Math.random()}.json`);
    const result = await runPulumi([...args, "--event-log", log], env, folder, { timeoutMs: 240_000 });
    refuseCanaries(result.stdout + result.stderr);
    const events = fs.existsSync(log) ? readEvents(fs.readFileSync(log, "utf8")) : [];
    return { ...result, ...summarise(events) };
  };
  return {
    folder,
    world,
    simulators,
    async run(command, stack, ...flags) {
      const { env, configFile } = await open(stack);
      const judges = (command === "preview" || command === "up") && !flags.includes("--policy-pack");
      const pack = judges ? ["--policy-pack", packFolder] : [];
      const yes = command === "preview" ? [] : ["--yes"];
      return execute(
        [
          command,
          "--stack",
          stack,
          "--config-file",
          configFile,
          "--non-interactive",
          ...yes,
          ...pack,
          ...flags,
        ],
        env,
      );
    },
    async analyze(stack, ...flags) {
      const { env } = await open(stack);
      const result = await runPulumi(
        ["policy", "analyze", "--stack", stack, "--policy-pack", packFolder, "--json", ...flags],
        env,
        folder,
        { timeoutMs: 120_000 },
      );
      return { ...result, ...summarise(readEvents(result.stdout)) };
    },
    async exportState(stack, ...flags) {
      const { env } = await open(stack);
      const result = await runPulumi(["stack", "export", "--stack", stack, ...flags], env, folder);
      if (result.code !== 0) throw new Error(result.stderr);
      refuseCanaries(result.stdout);
      return result.stdout;
    },
    configure(stack, changes) {
      const file = path.join(folder, "stacks", `Pulumi.${stack}.yaml`);
      const document = parseDocument(fs.readFileSync(file, "utf8"));
      for (const [key, value] of Object.entries(changes)) {
        const where = ["config", ...key.split("/")];
        if (value === undefined) document.deleteIn(where);
        else document.setIn(where, value);
      }
      if (!isMap(document.contents)) throw new Error(`${file} is not a map`);
      fs.writeFileSync(file, document.toString());
    },
    write: (file, text) => fs.writeFileSync(path.join(folder, file), text),
    read: (file) => fs.readFileSync(path.join(folder, file), "utf8"),
    remove() {
      for (const started of simulated.values()) void started.then(({ close }) => close());
      refuseCanariesIn(root);
      fs.rmSync(root, { recursive: true, force: true });
    },
  };
}

/**
 * Takes the other services out of a copied project, and out of its stacks' config. Tests of what a few services declare
 * are not about what the sandbox's vendors hold besides: nothing is observed, unless a test says so.
 */
function keepOnly(folder: string, only: readonly string[]): void {
  for (const file of fs.readdirSync(path.join(folder, "catalog/services"))) {
    if (!only.includes(path.parse(file).name)) fs.rmSync(path.join(folder, "catalog/services", file));
  }
  for (const file of fs.readdirSync(path.join(folder, "stacks"))) {
    const stack = path.join(folder, "stacks", file);
    const document = parseDocument(fs.readFileSync(stack, "utf8"));
    document.deleteIn(["config", "readiness:observe"]);
    for (const key of ["readiness:tiers", "readiness:promotions"]) {
      const map = document.getIn(["config", key]);
      if (isMap(map)) map.items = map.items.filter(({ key: name }) => only.includes(String(name)));
    }
    fs.writeFileSync(stack, document.toString());
  }
}

type Event = z.infer<typeof eventLine>;

function readEvents(text: string): readonly Event[] {
  const lines = text.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => eventLine.parse(JSON.parse(line)));
}

function summarise(events: readonly Event[]): Pick<Run, "violations" | "changes"> {
  const violations = events.flatMap(({ policyEvent: event }) => (event ? [violationOf(event)] : []));
  const changes = events.map((event) => event.summaryEvent?.resourceChanges).find((found) => found) ?? {};
  return { violations, changes };
}

/** One violation of the engine's event. */
function violationOf({
  policyName,
  enforcementLevel,
  message,
  resourceUrn,
}: z.infer<typeof policyEvent>): Violation {
  return {
    rule: policyName,
    enforcement: enforcementLevel,
    on: resourceUrn?.split("::").at(-1) ?? "",
    message: message.replace(/<\{%.*?%\}>/g, "").trim(),
  };
}

/** Violations as sorted lines `rule enforcement on`, the summing-up left out. */
export function lines(run: Run): readonly string[] {
  return run.violations
    .filter(({ rule }) => rule !== "readiness")
    .map(({ rule, enforcement, on }) => `${rule} ${enforcement} ${on}`)
    .sort();
}
