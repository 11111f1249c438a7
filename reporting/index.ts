import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";
import { dashboardArgs } from "./dashboard";
import { monitorArgs } from "./monitors";
import { settingsSchema } from "./settings";

/*
 * A small stack of its own, apart from the catalog's: a dashboard of the figures that `readiness publish datadog` sends,
 * and monitors of their decline. Optional; it needs Datadog's keys and nothing else of this project.
 */

const config = new pulumi.Config();
const parsed = settingsSchema.safeParse({
  notify: config.getObject<unknown>("notify"),
  stack: config.get("stack"),
  set: config.get("set"),
  scoreDrop: config.getNumber("scoreDrop"),
});
if (!parsed.success)
  throw new pulumi.RunError(
    parsed.error.issues.map(({ path, message }) => `${config.name}:${path.join(".")} ${message}.`).join("\n"),
  );

const settings = parsed.data;

export const dashboard = new datadog.Dashboard("readiness", dashboardArgs(settings)).url;
for (const [name, args] of Object.entries(monitorArgs(settings))) new datadog.Monitor(name, args);
