import { type Command, Option } from "commander";
import { dataClasses, exposures } from "../catalog/grades";
import { audiences, changeRates, incidentDays, revenues } from "../tiers/grading";
import { type Add, at, judging, optionsOf, vendorsOption } from "./command-flags";

/** What both ways of changing a tier take. */
function tierFlags(command: Command): Command {
  return command
    .argument("<service>", "name of the service")
    .requiredOption("--to <tier>", "the tier that it gets: 1, 2 or 3")
    .option("--by <login>", "who asks for it; GITHUB_ACTOR or git's github.user by default")
    .option("--stack <name>", "the stack")
    .option("--dry-run", "say what it would mean, and write nothing")
    .option("--policy-config <file>", "what --policy-pack-config is given")
    .addOption(vendorsOption());
}

const addPromote: Add = (program, terminal, course) => {
  const command = tierFlags(
    program
      .command("promote")
      .description("Give a service a stricter tier in the stack's config, with its approval, for review."),
  )
    .requiredOption("--ticket <id>", "where it was discussed")
    .requiredOption("--approver <login>", "who approves it; nobody of the owning team")
    .option("--anyway <reason>", "go on where rules on what moves by itself fail, and record why");
  command.action(async (service: string) => {
    const commands = await import("./commands/promote.js");
    course.ended(await commands.promote(service, optionsOf(command), at(command, terminal)));
  });
};

const addDemote: Add = (program, terminal, course) => {
  const command = tierFlags(
    program
      .command("demote")
      .description("Give a service a weaker tier in the stack's config, with the reason, for review."),
  )
    .requiredOption("--reason <text>", "why, in a sentence")
    .option("--approver <login>", "who approves it; tier 3 needs nobody unless readiness:approvers says who")
    .option("--ticket <id>", "where it was discussed");
  command.action(async (service: string) => {
    const commands = await import("./commands/promote.js");
    course.ended(await commands.demote(service, optionsOf(command), at(command, terminal)));
  });
};

const addPromotions: Add = (program, terminal, course) => {
  const command = program
    .command("promotions")
    .description(
      "Check what a pull request does to tiers, waivers and services, and who approved it; exits with 1 where it may not be merged so.",
    )
    .requiredOption("--base <revision>", "what the change goes into, such as origin/main")
    .option(
      "--head <revision>",
      "the change's last commit; the working tree by default, with --reviews its commit",
    )
    .option("--stack <name>", "look at this stack only")
    .option("--author <login>", "who opened the pull request: nobody approves what is his own")
    .option("--reviews <file>", "the pull request's reviews, as GitHub's API gives them, for proof")
    .option("--require-verified", "exit with 1 for an approval that no review proves, without --reviews too")
    .addOption(
      new Option("-f, --format <format>", "what to write")
        .choices(["text", "markdown", "json"])
        .default("text"),
    )
    .option("--json", "print it as JSON")
    .option("-o, --output <file>", "keep it as JSON besides, for `readiness scorecard --verified`");
  command.action(async () => {
    course.beforeReading();
    const { run } = await import("./commands/promotions.js");
    course.ended(await run(optionsOf(command), at(command, terminal)));
  });
};

const addAssess: Add = (program, terminal, course) => {
  const command = judging(
    program
      .command("assess")
      .description(
        "Suggest a service's tier from what is known and answered; without one, say whose tier in the stack is too weak.",
      )
      .argument("[service]", "name of the service")
      .addOption(new Option("--revenue <how>", "whether revenue rests on it").choices(revenues))
      .addOption(new Option("--users <who>", "who notices when it is down").choices(audiences))
      .addOption(new Option("--changes <rate>", "how often it changes").choices(changeRates))
      .option("--incidents <count>", `incidents of the last ${incidentDays} days, where no vendor tells`)
      .addOption(new Option("--exposure <who>", "who can reach it").choices(exposures))
      .addOption(
        new Option("--data-class <class>", "the most sensitive data that it handles").choices(dataClasses),
      )
      .option("--write", "write criticality, risk, exposure and data class into the service's file"),
  ).option("--json", "print it as JSON");
  command.action(async (service: string | undefined) => {
    const { run } = await import("./commands/assess.js");
    course.ended(await run(service, optionsOf(command), at(command, terminal)));
  });
};

/** The commands about a service's tier. */
export const tierCommands: readonly Add[] = [addPromote, addDemote, addPromotions, addAssess];
