import { Option } from "commander";
import { type Add, at, judging, optionsOf } from "./command-flags";
import type { DriftOptions } from "./commands/drift";
import type { InitiativesOptions } from "./commands/initiatives";
import type { ReportOptions } from "./commands/report";
import { datadogParts } from "./publishing/parts";
import { scorecardFormats } from "./scorecard-formats";

const addScorecard: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("scorecard")
      .description(
        "Write the scorecard of stacks, or those of several together, as a file for others to read.",
      )
      .option("--all-stacks", "of every stack of the project")
      .option("--merge <file...>", "with these scorecards besides, such as those of other repositories"),
  )
    .addOption(new Option("-f, --format <format>", "what to write").choices(scorecardFormats).default("json"))
    .option("--since <file>", "an earlier scorecard, for what became better or worse (markdown)")
    .option("--tasks <file>", "put the open tasks in that `readiness tasks sync -o` wrote")
    .option("--verified <file...>", "mark approvals that `readiness promotions -o` has proven as verified")
    .option("-o, --output <path>", "where to write it: a file, or a folder for badges");
  command.action(async () => {
    const { run } = await import("./commands/scorecard.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

const addDrift: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("drift")
      .description("Say what became less ready since an earlier scorecard; exits with 1 where anything did.")
      .requiredOption("--since <file>", "the earlier scorecard, as judge wrote it")
      .option("--scorecard <file>", "compare with this scorecard instead of judging now"),
  ).option("--json", "print what changed as JSON");
  command.action(async () => {
    const options = optionsOf<DriftOptions>(command);
    if (options.scorecard !== undefined) course.beforeReading();
    const { run } = await import("./commands/drift.js");
    course.ended(await run(options, at(command, terminal)));
  });
};

const addDiff: Add = (program, terminal, course) => {
  const command = program
    .command("diff")
    .description("Say what lies between two scorecards, and what caused each change.")
    .argument("<earlier>", "a scorecard")
    .argument("<later>", "a later one of the same stacks")
    .option("--json", "print it as JSON");
  command.action(async (earlier: string, later: string) => {
    course.beforeReading();
    const { run } = await import("./commands/diff.js");
    course.ended(run(earlier, later, optionsOf(command), at(command, terminal)));
  });
};

const addHistory: Add = (program, terminal, course) => {
  const history = program.command("history").description("Keep scorecards, and show what became of them.");
  const folder = ["--folder <folder>", "where the runs are kept", "history"] as const;
  const add = history
    .command("add")
    .description("Keep scorecards in a folder that merges without conflict.")
    .argument("<files...>", "scorecards")
    .option(...folder);
  add.action(async (files: readonly string[]) => {
    course.beforeReading();
    const commands = await import("./commands/history.js");
    course.ended(commands.add(files, optionsOf(add), at(add, terminal)));
  });
  const show = history
    .command("show")
    .description("Show the trend of readiness, coverage and failures, and what caused it.")
    .option(...folder)
    .option("--stack <name>", "of this stack only")
    .option("--since <day>", "from a UTC day on, such as 2026-11-01")
    .option("--json", "print it as JSON");
  show.action(async () => {
    course.beforeReading();
    const commands = await import("./commands/history.js");
    course.ended(commands.show(optionsOf(show), at(show, terminal)));
  });
};

const addInitiatives: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("initiatives")
      .description("Report on initiatives: goal against now, by team, who is not there yet, days left.")
      .argument("[id]", "of this one only")
      .option("--scorecard <file>", "take it from scorecards instead of judging now")
      .option("--history <folder>", "with the way so far, from the runs that are kept there"),
  ).option("--json", "print it as JSON");
  command.action(async (id: string | undefined) => {
    const options = optionsOf<InitiativesOptions>(command);
    if (options.scorecard !== undefined) course.beforeReading();
    const { run } = await import("./commands/initiatives.js");
    course.ended(await run(id, options, at(command, terminal)));
  });
};

const addReport: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("report")
      .description("Write the dashboard: one page of scorecards that needs no server and asks nobody.")
      .requiredOption("-o, --output <folder>", "the folder that index.html is written into")
      .option("--scorecard <files...>", "take it from scorecards instead of judging now")
      .option("--history <folder>", "with trends, and what changed since the last run that is kept there")
      .option("--since <file>", "compare with this earlier scorecard instead of the last run")
      .option("--title <text>", "what the page is called", "Production readiness"),
  );
  command.action(async () => {
    const options = optionsOf<ReportOptions>(command);
    if (options.scorecard !== undefined) course.beforeReading();
    const { run } = await import("./commands/report.js");
    course.ended(await run(options, at(command, terminal)));
  });
};

const addNotify: Add = (program, terminal, course) => {
  const command = program
    .command("notify")
    .description("Tell teams what became worse, what comes due and what ends, once each, where they read it.")
    .requiredOption("--scorecard <file>", "the scorecards to tell of")
    .addOption(new Option("--since <file>", "the scorecards to compare with").conflicts("history"))
    .option("--history <folder>", "compare with the last run that is kept there")
    .option("--config <file>", "who is told what, and where; catalog/notifications.yaml by default")
    .option("--sent <file>", "where it is kept what was told", "history/notified.json")
    .option("--digest", "send each audience its weekly digest instead")
    .option("--dry-run", "show what would be sent, and send nothing")
    .option("--json", "print the messages as JSON, without addresses");
  command.action(async () => {
    course.beforeReading();
    const { run } = await import("./commands/notify.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

const addPublish: Add = (program, terminal, course) => {
  const publish = program.command("publish").description("Put scorecards into what people already have.");
  const command = publish
    .command("datadog")
    .description("Figures as metrics, falls as events, and outcomes into Datadog's own Scorecards.")
    .requiredOption("--scorecard <file>", "the scorecards to publish")
    .addOption(
      new Option("--since <file>", "the scorecards to compare with, for events").conflicts("history"),
    )
    .option("--history <folder>", "compare with the last run that is kept there")
    .option("--sent <file>", "where it is kept which events were told", "history/notified.json")
    .option("--env <name>", "what Datadog calls the environment; the stack's name by default")
    .addOption(new Option("--only <parts...>", "these only").choices(datadogParts))
    .option("--dry-run", "show what would be sent, and send nothing")
    .option("--json", "print it as JSON");
  command.action(async () => {
    course.beforeReading();
    const { run } = await import("./commands/publish.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

/** The commands that write scorecards and compare them. */
export const scorecardCommands: readonly Add[] = [
  addScorecard,
  addDrift,
  addDiff,
  addHistory,
  addInitiatives,
  addReport,
  addNotify,
  addPublish,
];
