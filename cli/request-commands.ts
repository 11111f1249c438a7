import { Option } from "commander";
import { severities } from "../scorecard/notify/incident";
import { type Add, at, optionsOf } from "./command-flags";

const addRequest: Add = (program, terminal, course) => {
  const command = program
    .command("request")
    .description(
      "Do what an issue asks for that a form made: a waiver, a promotion, a lock, a message to an owner, an incident.",
    )
    .requiredOption("--body-file <file>", "the issue's body")
    .requiredOption("--requester <login>", "who opened the issue")
    .option("--stack <name>", "the stack that tiers and locks are changed in")
    .option("--link <address>", "where the issue is")
    .option("--reply <file>", "write the answer to a file, as Markdown")
    .option(
      "--pull-request <file>",
      "describe in a file what a change becomes, as JSON: title, body, reviewers",
    )
    .option("--dry-run", "say what would be done, and do nothing");
  command.action(async () => {
    const [{ run }, { runCommandLine }] = await Promise.all([
      import("./commands/request.js"),
      import("./command-line.js"),
    ]);
    course.ended(await run(optionsOf(command), at(command, terminal), runCommandLine));
  });
};

const addNudge: Add = (program, terminal, course) => {
  const command = program
    .command("nudge")
    .description(
      "Send a service's owner a message, where catalog/notifications.yaml says that the team reads.",
    )
    .argument("<service>", "name of the service")
    .requiredOption("--message <text>", "what is asked")
    .option("--by <login>", "who asks; GITHUB_ACTOR or git's github.user by default")
    .option("--config <file>", "who is told what, and where; catalog/notifications.yaml by default")
    .option("--dry-run", "show what would be sent, and send nothing");
  command.action(async (service: string) => {
    course.beforeReading();
    const { run } = await import("./commands/nudge.js");
    course.ended(await run(service, optionsOf(command), at(command, terminal)));
  });
};

const addIncident: Add = (program, terminal, course) => {
  const command = program
    .command("incident")
    .description("Open an incident of a service at PagerDuty: its owner is paged, else the central team.")
    .argument("<service>", "name of the service")
    .requiredOption("--summary <text>", "what is wrong, in a sentence")
    .addOption(new Option("--severity <severity>", "how bad it is").choices(severities).default("error"))
    .option("--link <address>", "where more is said; the same opens no second incident")
    .option("--by <login>", "who opens it; GITHUB_ACTOR or git's github.user by default")
    .option("--config <file>", "who is told what, and where; catalog/notifications.yaml by default")
    .option("--dry-run", "show what would be sent, and send nothing");
  command.action(async (service: string) => {
    course.beforeReading();
    const { run } = await import("./commands/incident.js");
    course.ended(await run(service, optionsOf(command), at(command, terminal)));
  });
};

/** The commands by which people ask for something. */
export const requestCommands: readonly Add[] = [addRequest, addNudge, addIncident];
