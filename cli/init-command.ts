import { Option } from "commander";
import { type Add, at, optionsOf } from "./command-flags";
import { ciKinds } from "./init/answers";

/** The command that makes a repository ready to be judged. */
export const addInit: Add = (program, terminal, course) => {
  const command = program
    .command("init")
    .description("Write what a repository needs: project, catalog, stack, owners, workflows, request forms.")
    .argument("[folder]", "where; the current folder by default")
    .option("--org <name>", "organisation at GitHub or GitLab; that of the remote by default")
    .option("--name <name>", "name of the Pulumi project; the folder's by default")
    .option("--stack <name>", "the first stack; prod by default")
    .option("--platform-team <team>", "who owns tiers, stacks and waivers; platform by default")
    .option("--team <team>", "the first team that owns a service")
    .option("--service <name>", "the first service")
    .addOption(new Option("--ci <kind>", "whose workflows; github by default").choices(ciKinds))
    .option("--yes", "take what is usual, and ask nothing")
    .option("--package-version <spec>", "what package.json asks for; this command's version by default")
    .option("--dry-run", "list what would be written")
    .option("--json", "print what became of each file as JSON");
  command.action(async (folder: string | undefined) => {
    course.beforeReading();
    const { run } = await import("./commands/init.js");
    course.ended(await run(folder, optionsOf(command), at(command, terminal)));
  });
};
