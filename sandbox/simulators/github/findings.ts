import type { JsonObject, WorldObject } from "../../world/schema";
import { apiOf, createdAt, listOf, objectOf } from "../exchange";
import { instant, inTime, isOn, nameOf, textOf, type Viewer } from "./viewer";

export interface Vulnerability {
  readonly number: number;
  readonly package: string;
  readonly ecosystem: string;
  readonly severity: string;
  readonly scope: string;
  readonly manifest: string;
  readonly at: string;
  readonly state: string;
  /** Why it was dismissed. */
  readonly reason: string | undefined;
}

/** What Dependabot found, the oldest first; nothing while alerts are off. */
export function vulnerabilitiesOf(viewer: Viewer, repository: WorldObject): readonly Vulnerability[] {
  if (!isOn(repository.vulnerabilityAlerts)) return [];
  const all = found(viewer, repository, apiOf(repository).vulnerabilityAlerts).map(({ told, at }) => ({
    package: textOf(told.package, "some-package"),
    ecosystem: textOf(told.ecosystem, "npm"),
    severity: textOf(told.severity, "medium"),
    scope: textOf(told.scope, "runtime"),
    manifest: textOf(told.manifest, "package-lock.json"),
    at,
    state: textOf(told.state, "open"),
    reason: textOf(told.reason) || undefined,
  }));
  return numbered(all);
}

export interface SecretAlert {
  readonly number: number;
  readonly type: string;
  readonly at: string;
  readonly state: string;
  readonly resolution: string | undefined;
  readonly validity: string;
  readonly isLeaked: boolean;
  readonly isBypassed: boolean;
}

/** Secrets that were found in a repository, whether or not of a provider; undefined where scanning is off. */
export function secretsOf(viewer: Viewer, repository: WorldObject): readonly SecretAlert[] | undefined {
  const { secretScanning } = objectOf(repository.securityAndAnalysis);
  if (objectOf(secretScanning).status !== "enabled") return undefined;
  const all = found(viewer, repository, apiOf(repository).secretAlerts).map(({ told, at }) => ({
    type: textOf(told.type, "generic_private_key"),
    at,
    state: textOf(told.state, "open"),
    resolution: textOf(told.resolution) || undefined,
    validity: textOf(told.validity, "unknown"),
    isLeaked: isOn(told.leaked),
    isBypassed: isOn(told.bypassed),
  }));
  return numbered(all);
}

export interface CodeAlert {
  readonly number: number;
  readonly tool: string;
  readonly rule: string;
  readonly severity: string;
  readonly at: string;
  readonly state: string;
  readonly reason: string | undefined;
}

interface CodeScanning {
  readonly analyses: readonly { readonly tool: string; readonly at: string; readonly error: string }[];
  readonly alerts: readonly CodeAlert[];
  readonly setup: JsonObject;
}

/** What code scanning said of the default branch; analyses are the newest first. */
export function codeScanningOf(viewer: Viewer, repository: WorldObject): CodeScanning {
  const told = objectOf(apiOf(repository).codeScanning);
  const analyses = found(viewer, repository, told.analyses).map(({ told: one, at }) => ({
    tool: textOf(one.tool, "CodeQL"),
    at,
    error: textOf(one.error),
  }));
  const alerts = found(viewer, repository, told.alerts).map(({ told: one, at }) => ({
    tool: textOf(one.tool, "CodeQL"),
    rule: textOf(one.rule, "js/some-rule"),
    severity: textOf(one.severity, "medium"),
    at,
    state: textOf(one.state, "open"),
    reason: textOf(one.reason) || undefined,
  }));
  return { analyses: [...analyses].reverse(), alerts: numbered(alerts), setup: objectOf(told.setup) };
}

/** In the order in which they came up. */
function found(viewer: Viewer, repository: WorldObject, told: JsonObject[string] | undefined) {
  const all = listOf(told)
    .map(objectOf)
    .map((one) => ({ told: one, at: instant(viewer, one.at) ?? createdAt(repository) }));
  return inTime(all, ({ at }) => at);
}

function numbered<T>(all: readonly T[]): readonly (T & { readonly number: number })[] {
  return all.map((one, index) => ({ ...one, number: index + 1 }));
}

const severities: Readonly<Record<string, string>> = {
  low: "LOW",
  medium: "MODERATE",
  high: "HIGH",
  critical: "CRITICAL",
};

export function vulnerabilityNode(repository: WorldObject, alert: Vulnerability) {
  return {
    id: `RVA_${nameOf(repository)}_${alert.number}`,
    number: alert.number,
    createdAt: alert.at,
    dependencyScope: alert.scope.toUpperCase(),
    state: alert.state.toUpperCase(),
    dismissReason: alert.reason ?? null,
    vulnerableManifestPath: alert.manifest,
    vulnerableManifestFilename: alert.manifest.split("/").at(-1),
    securityVulnerability: {
      severity: severities[alert.severity] ?? "MODERATE",
      package: { name: alert.package, ecosystem: alert.ecosystem.toUpperCase() },
    },
  };
}
