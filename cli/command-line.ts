import { Argument, Command, CommanderError, Option } from "commander";
import { waiverReasons } from "../catalog/waiver-terms";
import { type Add, at, type Course, judging, optionsOf } from "./command-flags";
import type { ExplainOptions } from "./commands/explain";
import { type ExitCode, exitCodes, InputError, NotJudgedError } from "./failures";
import { gateCommands } from "./gate-commands";
import { type ImportFormat, importFormats } from "./importing/formats";
import { addInit } from "./init-command";
import { requestCommands } from "./request-commands";
import { scorecardCommands } from "./scorecard-commands";
import { addTasks } from "./tasks-command";
import type { Terminal } from "./terminal";
import { tierCommands } from "./tier-commands";

/**
 * Runs a command line (without node and the script) and answers its exit code. What a person can mend is printed; only
 * faults of ours are thrown. `beforeReading` is called ahead of a command that reads files and judges nothing.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  beforeReading: () => void = () => undefined,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.fine;
  const ended = (code: ExitCode): void => {
    exitCode = code;
  };
  try {
    const program = commandLine(terminal, { ended, beforeReading });
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongInput;
    if (!(error instanceof InputError || error instanceof NotJudgedError)) throw error;
    terminal.err(error.message);
    return error.exitCode;
  }
}

/** Every command with its flags. What a command does is loaded only when it runs, as some need Pulumi's SDK. */
function commandLine(terminal: Terminal, course: Course): Command {
  const program = new Command("readiness")
    .description(
      "Production readiness of services: what each lacks for its tier, why, and whether that blocks.",
    )
    .option("-C, --project <folder>", "the Pulumi project; that of the current folder by default")
    .option("--no-color", "print without colours, as NO_COLOR does")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      getOutHasColors: () => terminal.colour,
      getErrHasColors: () => terminal.colour,
    })
    .showHelpAfterError("(readiness --help lists what there is.)")
    .addHelpText("after", exitCodeHelp);
  for (const add of [
    addInit,
    addCheck,
    addRules,
    addExplain,
    addJudge,
    addChanged,
    ...scorecardCommands,
    ...gateCommands,
    ...requestCommands,
    ...tierCommands,
    addTasks,
    addBaseline,
    addWaive,
    addImport,
    addExport,
    addScan,
  ])
    add(program, terminal, course);
  return program;
}

const exitCodeHelp = `
Exit codes: 0 fine, 1 blocked or not all done, 2 wrong input, 3 could not judge or do anything.`;

const addCheck: Add = (program, terminal, course) => {
  const command = program
    .command("check")
    .description(
      "Check catalog, tiers, stacks, waivers, initiatives, baselines and policy config; needs no engine.",
    )
    .option("--policy-config <file>", "check what --policy-pack-config is given as well")
    .option("--json", "print the problems as JSON");
  command.action(async () => {
    course.beforeReading();
    const { run } = await import("./commands/check.js");
    course.ended(run(optionsOf(command), at(command, terminal)));
  });
};

const addRules: Add = (program, terminal, course) => {
  const command = program
    .command("rules")
    .description("List every rule: area, level, and what it is at each tier.")
    .option("--json", "print all of each rule as JSON");
  command.action(async () => {
    course.beforeReading();
    const { run } = await import("./commands/rules.js");
    course.ended(run(optionsOf(command), at(command, terminal)));
  });
};

const addExplain: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("explain")
      .description("Say what a rule asks and why; for a service, what came of it and from what.")
      .argument("<rule>", "id of a rule")
      .argument("[service]", "name of a service")
      .option("--scorecard <file>", "take the outcome from a scorecard instead of judging"),
  ).option("--json", "print it as JSON");
  command.action(async (rule: string, service: string | undefined) => {
    const options = optionsOf<ExplainOptions>(command);
    if (service === undefined || options.scorecard !== undefined) course.beforeReading();
    const { run } = await import("./commands/explain.js");
    course.ended(await run(rule, service, options, at(command, terminal)));
  });
};

const addJudge: Add = (program, terminal, course) => {
  const command = judging(
    program.command("judge").description("Judge a stack as the policy pack does, without the engine."),
  )
    .option("--service <name>", "show everything about one service")
    .option(
      "--changed [base]",
      "let only services block that differ from a revision; from origin's default branch",
    )
    .option("--json", "print the scorecard as JSON")
    .option("-o, --output <file>", "write the scorecard to a file");
  command.action(async () => {
    const { run } = await import("./commands/judge.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

const addChanged: Add = (program, terminal, course) => {
  const command = program
    .command("changed")
    .description("List the services that differ between a revision and the working tree.")
    .requiredOption("--base <revision>", "where the change started, such as origin/main")
    .option("--stack <name>", "as one stack sees them; any by default")
    .option("--policy-config <file>", "with --json: add the scope to this policy config")
    .option("--json", "print the policy config that lets only these services block");
  command.action(async () => {
    const { run } = await import("./commands/changed.js");
    course.ended(run(optionsOf(command), at(command, terminal)));
  });
};

const addBaseline: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("baseline")
      .description("Record a stack's failures for the mode ratchet; it only shrinks."),
  )
    .option("--force", "record new failures as well")
    .option("--json", "print what came and went as JSON");
  command.action(async () => {
    const { run } = await import("./commands/baseline.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

const addWaive: Add = (program, terminal, course) => {
  const command = program
    .command("waive")
    .description("Add a waiver to catalog/waivers.yaml, for review.")
    .argument("<rule>", "id of the rule whose failure is accepted")
    .argument("<service>", "name of the service")
    .addOption(
      new Option("--reason <reason>", "why it is accepted").choices(waiverReasons).makeOptionMandatory(),
    )
    .requiredOption("--note <text>", "what is done meanwhile, in a sentence")
    .requiredOption("--approver <login>", "who accepted it; nobody of the owning team")
    .requiredOption("--expires <day>", "last day on which it counts, YYYY-MM-DD")
    .option("--subject <name>", "what the failure is about, such as an SLO; every failure by default");
  command.action(async (rule: string, service: string) => {
    const { run } = await import("./commands/waive.js");
    course.ended(run(rule, service, optionsOf(command), at(command, terminal)));
  });
};

const addImport: Add = (program, terminal, course) => {
  const command = program
    .command("import")
    .description("Write services and teams from other catalogs' files; what exists is left alone.")
    .addArgument(new Argument("<format>", "what the files are").choices(importFormats))
    .argument("<files...>", "the files")
    .option("--dry-run", "print what would be written")
    .option("--json", "print a report as JSON");
  command.action(async (format: ImportFormat, files: readonly string[]) => {
    course.beforeReading();
    const { run } = await import("./commands/import.js");
    course.ended(run(format, files, optionsOf(command), at(command, terminal)));
  });
};

const addExport: Add = (program, terminal, course) => {
  const command = program
    .command("export")
    .description("Print the catalog as another's files, for a portal.")
    .addArgument(new Argument("<format>", "what to print").choices(["backstage"]))
    .option("--scorecard <file>", "put each service's tier and level in, from a scorecard")
    .option("-o, --output <file>", "write it to a file");
  command.action(async () => {
    const { run } = await import("./commands/export.js");
    course.ended(run(optionsOf(command), at(command, terminal)));
  });
};

const addScan: Add = (program, terminal, course) => {
  const command = program
    .command("scan")
    .description(
      "Propose a first catalog from what GitHub, PagerDuty and Datadog have; what exists is left alone.",
    )
    .option("--owner <organisation>", "the organisation at GitHub; GITHUB_OWNER or the stacks' by default")
    .option("--dry-run", "print what would be written")
    .option("--json", "print what was found and proposed as JSON");
  command.action(async () => {
    const { run } = await import("./commands/scan.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};
