import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import type { Objects } from "../../../sandbox/world/schema";
import { editWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";

/** The instant at which the simulators are asked. */
const now = () => new Date("2026-11-26T10:00:00Z");

/** Starts simulators over GitHub's world of the seed, changed by `edit`. */
export async function startGithub(edit: (objects: Objects) => void = () => {}): Promise<Simulators> {
  const worldDir = temporaryFolder();
  await editWorld(worldDir, "github", edit);
  return startSimulators({ worldDir, now });
}
