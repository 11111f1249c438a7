import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Notifications } from "../../catalog/notifications";
import { notificationsFile, parseNotifications } from "../../catalog/notifications-file";
import { InputError, inputErrorOf } from "../failures";
import { readGivenFile } from "../given-file";
import { findProject } from "../project";
import type { Terminal } from "../terminal";

/** Where the file is that says who is told what: another than the project's own only where it is named. */
export interface NotificationsPlace {
  readonly project?: string;
  readonly config?: string;
}

/** Who is told what, and where. Throws InputError where the file is missing or wrong. */
export function notificationsOf({ config, project }: NotificationsPlace, { cwd }: Terminal): Notifications {
  const own = config ?? join(findProject(project ?? cwd).root, notificationsFile);
  if (config === undefined && !existsSync(own))
    throw new InputError(
      `There is no ${notificationsFile}. It says who is told what, and where: docs/notifications.md.`,
    );
  const parsed = parseNotifications(config ?? notificationsFile, readGivenFile(own, cwd));
  if (parsed.data === undefined) throw inputErrorOf(parsed.problems);
  return parsed.data;
}
