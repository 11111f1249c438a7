import { Option } from "commander";
import { type Add, at, judging, optionsOf, vendorsOption } from "./command-flags";
import type { GateOptions } from "./commands/gate";

const addGate: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("gate")
      .description(
        "Say whether a service may be deployed, for any deployment tool; exits with 0 only for a yes.",
      )
      .argument("<service>", "name of the service")
      .option("--scorecard <file>", "answer from a scorecard instead of judging now")
      .option("--max-age <time>", "how old the facts may be: 90m, 26h, 2d", "26h"),
  ).option("--json", "print the answer as JSON");
  command.action(async (service: string) => {
    const options = optionsOf<GateOptions>(command);
    if (options.scorecard !== undefined) course.beforeReading();
    const { run } = await import("./commands/gate.js");
    course.ended(await run(service, options, at(command, terminal)));
  });
};

const addLock: Add = (program, terminal, course) => {
  const command = program
    .command("lock")
    .description("Stop deployments of a service until the end of a day, in the stack's config, for review.")
    .argument("<service>", "name of the service")
    .requiredOption("--reason <text>", "why, in a sentence")
    .requiredOption("--until <day>", "last day on which it counts, YYYY-MM-DD")
    .option("--by <login>", "who locks it; GITHUB_ACTOR or git's github.user by default")
    .option("--stack <name>", "the stack");
  command.action(async (service: string) => {
    course.beforeReading();
    const commands = await import("./commands/lock.js");
    course.ended(commands.lock(service, optionsOf(command), at(command, terminal)));
  });
};

const addUnlock: Add = (program, terminal, course) => {
  const command = program
    .command("unlock")
    .description("Take a service's lock out of the stack's config, for review.")
    .argument("<service>", "name of the service")
    .option("--stack <name>", "the stack");
  command.action(async (service: string) => {
    course.beforeReading();
    const commands = await import("./commands/lock.js");
    course.ended(commands.unlock(service, optionsOf(command), at(command, terminal)));
  });
};

const addWhatIf: Add = (program, terminal, course) => {
  const command = program
    .command("what-if")
    .description(
      "Say what another tier, mode, day or policy config would block and declare; changes nothing.",
    )
    .option("--stack <name>", "the stack to judge")
    .option("--tier <service=tier...>", "services with the tier that they would have, such as cart=1")
    .option("--approver <login>", "with --tier: as if they had approved it today, so that grace counts")
    .option("--mode <mode>", "the mode that the stack would have: advise, ratchet or enforce")
    .option("--date <day>", "the UTC day that it would be, today or later, YYYY-MM-DD")
    .option("--config <file>", "the policy config that there would be")
    .option("--rules <file>", "the readiness.config.json that there would be, for rules of your own")
    .option("--policy-config <file>", "the policy config that there is")
    .addOption(vendorsOption())
    .addOption(
      new Option("-f, --format <format>", "what to write")
        .choices(["text", "markdown", "json"])
        .default("text"),
    )
    .option("--json", "print it as JSON");
  command.action(async () => {
    const { run } = await import("./commands/what-if.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

/** The commands around the deployment of a service. */
export const gateCommands: readonly Add[] = [addGate, addLock, addUnlock, addWhatIf];
