import type { Evidence, FailureSite } from "../../engine/rule";
import { type Attempt, attempt, take } from "../attempt";
import { homeSite, type LinkedRepository } from "../repository/repository";

/** unavailable: the plan of the repository's owner does not have it. */
export type Feature = "enabled" | "disabled" | "unavailable";

/** How a feature of a repository is set, and where that is said. */
export interface FeatureSetting {
  readonly state: Feature;
  readonly site: FailureSite;
}

/** Secret scanning of a repository; each part throws UnknownValue where it is not known. */
export interface SecretScanning {
  scanning(): FeatureSetting;
  pushProtection(): FeatureSetting;
}

type Part = "secretScanning" | "secretScanningPushProtection";

/** Reads how a repository looks for secrets: what the stack declares, else what GitHub says. */
export function secretScanning(repository: LinkedRepository, evidence: Evidence): SecretScanning {
  return {
    scanning: () =>
      stated(repository, "secretScanning") ?? seen(repository, evidence, ({ scanning }) => scanning),
    pushProtection: () =>
      stated(repository, "secretScanningPushProtection") ??
      seen(repository, evidence, ({ pushProtection }) => pushProtection),
  };
}

function stated({ name, resource }: LinkedRepository, part: Part): FeatureSetting | undefined {
  const status = resource?.props.get("securityAndAnalysis").get(part).get("status").string();
  if (resource === undefined || status === undefined) return undefined;
  return { state: status === "enabled" ? "enabled" : "disabled", site: { subject: name, resource } };
}

type Told = Readonly<Record<"scanning" | "pushProtection", Feature>>;

function seen(
  repository: LinkedRepository,
  evidence: Evidence,
  read: (told: Told) => Feature,
): FeatureSetting {
  const { name, managedHere } = repository;
  const told: Attempt<Told | undefined> = attempt(() =>
    evidence.ask("secret-scanning", name, `whether repository ${name} is scanned for secrets`),
  );
  const off: FeatureSetting = { state: "disabled", site: homeSite(repository) };
  // What nobody looks at is a gap where this stack is the place to declare it.
  if ("unknown" in told && told.unknown.unknownCause === "no-collector" && managedHere) return off;
  const value = take(told);
  return value === undefined ? off : { state: read(value), site: { subject: name, observed: true } };
}
