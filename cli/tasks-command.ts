import { type Add, at, optionsOf } from "./command-flags";

/** The command that keeps tasks. */
export const addTasks: Add = (program, terminal, course) => {
  const tasks = program.command("tasks").description("Keep a task at GitHub for each failure.");
  const sync = tasks
    .command("sync")
    .description("Open, update, close and reopen issues so that they say what a scorecard says.")
    .requiredOption("--scorecard <file>", "scorecards, as `readiness scorecard` writes them")
    .option("--config <file>", "how; catalog/tasks.yaml by default")
    .option("--dry-run", "print what would be done, and change nothing")
    .option("--json", "print it as JSON")
    .option("-o, --output <file>", "write what is open then to a file, for `readiness scorecard --tasks`");
  sync.action(async () => {
    course.beforeReading();
    const commands = await import("./commands/tasks.js");
    course.ended(await commands.sync(optionsOf(sync), at(sync, terminal)));
  });
};
