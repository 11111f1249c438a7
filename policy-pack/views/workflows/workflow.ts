import { listIn, mapIn, type Parsed, partOf, textIn } from "../parsed";

/** A workflow of GitHub Actions as far as rules judge it; what has no shape that GitHub runs is left out. */
export interface Workflow {
  /** Names of the events that start it. */
  readonly triggers: readonly string[];
  /** What it says of the token for all of its jobs; undefined where it says nothing. */
  readonly permissions: Parsed;
  readonly env: Texts;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly id: string;
  /** The reusable workflow that it runs, instead of steps. */
  readonly uses: string | undefined;
  /** The deployment environment that it names, maybe by an expression. */
  readonly environment: string | undefined;
  readonly with: Texts;
  readonly permissions: Parsed;
  readonly env: Texts;
  readonly steps: readonly Step[];
}

export interface Step {
  /** Its place among the steps, from 1. */
  readonly number: number;
  readonly uses: string | undefined;
  readonly run: string | undefined;
  readonly with: Texts;
  readonly env: Texts;
}

/** Texts by name, numbers and switches included. */
export type Texts = ReadonlyMap<string, string>;

/** An action that lies in the repository: what it runs. */
export interface LocalAction {
  readonly steps: readonly Step[];
  /** The image of one that is a container. */
  readonly image: string | undefined;
}

export function readWorkflow(parsed: Parsed): Workflow {
  return {
    triggers: triggersIn(partOf(parsed, "on") ?? partOf(parsed, "true")), // true: on, to a parser of YAML 1.1
    permissions: partOf(parsed, "permissions"),
    env: textsIn(partOf(parsed, "env")),
    jobs: Object.entries(mapIn(partOf(parsed, "jobs"))).map(([id, job]) => readJob(id, job)),
  };
}

export function readAction(parsed: Parsed): LocalAction {
  const runs = partOf(parsed, "runs");
  return { steps: stepsIn(runs), image: textIn(partOf(runs, "image")) };
}

/** One event, a list of them, or a map of them with their filters. */
function triggersIn(on: Parsed): readonly string[] {
  const keys = Object.keys(mapIn(on));
  return keys.length > 0 ? keys : listIn(on).flatMap((one) => textIn(one) ?? []);
}

function readJob(id: string, job: Parsed): Job {
  return {
    id,
    uses: textIn(partOf(job, "uses")),
    environment: environmentIn(partOf(job, "environment")),
    with: textsIn(partOf(job, "with")),
    permissions: partOf(job, "permissions"),
    env: textsIn(partOf(job, "env")),
    steps: stepsIn(job),
  };
}

/** A name, or a map that has one. */
function environmentIn(stated: Parsed): string | undefined {
  const name = (textIn(stated) ?? textIn(partOf(stated, "name")))?.trim();
  return name === "" ? undefined : name;
}

function stepsIn(holder: Parsed): readonly Step[] {
  return listIn(partOf(holder, "steps")).map((step, index) => ({
    number: index + 1,
    uses: textIn(partOf(step, "uses")),
    run: textIn(partOf(step, "run")),
    with: textsIn(partOf(step, "with")),
    env: textsIn(partOf(step, "env")),
  }));
}

function textsIn(map: Parsed): Texts {
  return new Map(
    Object.entries(mapIn(map)).flatMap(([name, value]) => {
      const text = textIn(value);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}
