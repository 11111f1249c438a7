import type { ReportViolation, ResourceValidationArgs } from "@pulumi/policy";
import { deployedServices, type GateConfig, serviceTag } from "./gate-config";
import { readPackConfig } from "./pack-config";
import { configProblem, judgingPolicy } from "./policy-names";
import { say } from "./violation";

/** What the gate is asked: whether a stack may deploy these services, by the scorecard of another stack. */
export interface GateAsked {
  readonly config: GateConfig;
  readonly services: readonly string[];
  /** The stack that the scorecard must be of, with its project before it where the config names one. */
  readonly stack: string;
}

/** The gate's word on one service. */
export interface GateWord {
  readonly verdict: "allowed" | "denied" | "could-not-tell";
  /** What a violation says; of a yes, only what people must know all the same. */
  readonly violation: string | undefined;
  /** A line for the summing-up of the run. */
  readonly summary: string;
}

/** Asks the gate. What cannot be read is an answer too, and no yes; it throws nothing that is expected. */
export type AskGate = (asked: GateAsked) => Promise<readonly GateWord[]>;

/** What a request of the SDK says of the stack, with or without its resources. */
type AboutStack = Pick<ResourceValidationArgs, "getConfig" | "stackTags">;

/** Keeps the gate of one run: it is asked once, before the first resource is made. */
export interface Gatekeeper {
  /** The policy of each resource: tells the gate's word at the first, which is the stack itself. */
  resource(
    args: AboutStack & Pick<ResourceValidationArgs, "urn" | "type">,
    report: ReportViolation,
  ): Promise<void>;
  /** Tells it where no resource was asked for, as with stored state; answers it where there is a gate. */
  stack(
    args: AboutStack,
    stackUrn: string | undefined,
    report: ReportViolation | undefined,
  ): Promise<readonly GateWord[] | undefined>;
  /** Whether a text was told already, at the first resource. */
  hasTold(text: string): boolean;
}

/** Where a run stands: no process serves more than one preview or update. */
export function gatekeeper(ask: AskGate): Gatekeeper {
  let answer: Promise<readonly GateWord[]> | undefined;
  let isTold = false;
  const problemsTold = new Set<string>();
  const words = (args: AboutStack, urn: string | undefined) => {
    const { gate } = readPackConfig(args.getConfig());
    if (gate === undefined) return undefined;
    answer ??= askFor(gate, args, urn, ask);
    return answer;
  };
  return {
    async resource(args, report) {
      // Resources of a run may come at the same time; none may pass before the answer is there.
      if (isTold) return void (await answer);
      const { problems } = readPackConfig(args.getConfig());
      const known = await words(args, args.urn);
      if (isTold) return;
      isTold = isStack(args);
      for (const text of problems.map((problem) => configProblem(judgingPolicy, problem))) {
        problemsTold.add(text);
        say(report, { text, urn: args.urn });
      }
      for (const word of known ?? []) tell(word, args.urn, report);
    },
    async stack(args, urn, report) {
      const known = await words(args, urn);
      if (!isTold && known !== undefined) for (const word of known) tell(word, urn, report);
      return known;
    },
    hasTold: (text) => problemsTold.has(text),
  };
}

function isStack({ type }: Pick<ResourceValidationArgs, "type">): boolean {
  return type === "pulumi:pulumi:Stack";
}

async function askFor(
  config: GateConfig,
  { stackTags }: AboutStack,
  urn: string | undefined,
  ask: AskGate,
): Promise<readonly GateWord[]> {
  const services = deployedServices(config, stackTags);
  if (services.length === 0) return [unnamed];
  const stack = config.stack ?? stackIn(urn);
  return ask({
    config,
    services,
    stack: config.project === undefined ? stack : `${config.project}/${stack}`,
  });
}

/** The stack that a URN such as urn:pulumi:prod::shop::… is of. */
function stackIn(urn: string | undefined): string {
  return urn?.split("::")[0]?.split(":")[2] ?? "unknown";
}

const unnamed: GateWord = {
  verdict: "could-not-tell",
  violation: `The gate must know which service this stack deploys. Name it in policy config (readiness.gate.service), or tag the stack: pulumi stack tag set ${serviceTag} NAME.`,
  summary: "The gate does not know which service this stack deploys.",
};

function tell(
  { verdict, violation }: GateWord,
  urn: string | undefined,
  report: ReportViolation | undefined,
) {
  if (violation === undefined) return;
  say(report, { text: violation, urn, enforcement: verdict === "allowed" ? "advisory" : "mandatory" });
}
