import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { deserializeProperties } from "@pulumi/pulumi/runtime/rpc";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings";

/** A resource as the program registered it. */
export interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What a component registered last. */
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
  readonly importId: string;
  readonly ignoreChanges: readonly string[];
  /** Names that it had earlier, its parent's earlier ones considered; without a parent they are not to be seen here. */
  readonly earlierNames: readonly string[];
  readonly secretOutputs: readonly string[];
  readonly retained: boolean;
}

/** What was registered, in that order, and every look-up as `token argument`. */
export interface Recording {
  readonly resources: readonly Recorded[];
  readonly lookups: readonly string[];
}

/** The vendors' answers by token, or the error that they refuse with. */
export type Answers = Readonly<
  Record<string, (args: Readonly<Record<string, string>>) => Record<string, unknown>>
>;

export interface RecorderOptions {
  readonly stack?: string;
  /** In a preview the ids of new resources are not known. */
  readonly preview?: boolean;
  readonly answers?: Answers;
}

/** What the vendors answer unless a test says otherwise: everybody and everything that is asked for exists. */
export const allFound: Answers = {
  "pagerduty:index/getVendor:getVendor": ({ name }) => ({ id: "PDATADOG", name, type: "api" }),
  "pagerduty:index/getUser:getUser": ({ email = "" }) => ({ id: `P-${email.split("@")[0]}`, email }),
  "pagerduty:index/getSchedule:getSchedule": ({ name }) => ({ id: `PS-${name}`, name }),
  "pagerduty:index/getEscalationPolicy:getEscalationPolicy": ({ name }) => ({ id: `PP-${name}`, name }),
  "github:index/getRepository:getRepository": ({ name }) => ({
    id: name,
    name,
    defaultBranch: "main",
    visibility: "public",
    description: "The shop.",
    archived: false,
  }),
  "github:index/getTeam:getTeam": ({ slug }) => ({ id: slug === "orders" ? "101" : "102", slug }),
};

/** Runs a program against vendors that answer from a table, and records what it registers. */
export async function record(
  program: () => Promise<unknown>,
  { stack = "prod", preview = false, answers = {} }: RecorderOptions = {},
): Promise<Recording> {
  const resources: (Recorded & { outputs: Recorded["outputs"] })[] = [];
  const lookups: string[] = [];
  const table: Answers = { ...allFound, ...answers };
  const monitor = new MockMonitor({
    newResource: ({ type, name, inputs }) => ({
      // GitHub's ids of teams are numbers.
      id: preview ? undefined : type === "github:index/team:Team" ? "900" : `${name}-id`,
      state: inputs,
    }),
    call: ({ token, inputs }) => {
      lookups.push(`${token.split(":").at(-1)} ${Object.values(inputs)[0]}`);
      const answer = table[token];
      if (answer === undefined) throw new Error(`The program must not call ${token}.`);
      return answer(inputs);
    },
  });
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = async (request, callback) => {
    await register(request, (error, response) => {
      resources.push({
        urn: response?.getUrn(),
        type: request.getType(),
        name: request.getName(),
        inputs: deserializeProperties(request.getObject()),
        outputs: undefined,
        importId: request.getImportid(),
        ignoreChanges: request.getIgnorechangesList(),
        earlierNames: request.getAliasurnsList().map((urn: string) => urn.split("::").at(-1) ?? ""),
        secretOutputs: request.getAdditionalsecretoutputsList(),
        retained: request.getRetainondelete(),
      });
      callback(error, response);
    });
  };
  monitor.registerResourceOutputs = (request, callback) => {
    const component = resources.find(({ urn }) => urn === request.getUrn());
    if (component) component.outputs = deserializeProperties(request.getOutputs());
    callback(null, {});
  };
  await pulumi.runtime.setMocks(monitor.mocks, "readiness", stack, preview);
  setMockOptions(monitor, "readiness", stack, preview);
  await program();
  await pulumi.runtime.disconnect();
  return { resources, lookups };
}

/** The one resource of a type (its last word) and name. */
export function find({ resources }: Recording, type: string, name: string): Recorded {
  const found = resources.filter((one) => one.type.endsWith(`:${type}`) && one.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(
      `There must be one ${type} ${name}; there are ${found.length} among ${listed(resources)}.`,
    );
  }
  return found[0];
}

/** Resources as `Type name`, sorted. */
export function listed(resources: readonly Recorded[]): readonly string[] {
  return resources.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort();
}
