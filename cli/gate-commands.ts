import { type Add, at, judging, optionsOf } from "./command-flags";
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

/** The commands around the deployment of a service. */
export const gateCommands: readonly Add[] = [addGate];
