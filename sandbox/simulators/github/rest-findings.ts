import type { WorldObject } from "../../world/schema";
import { ok } from "../exchange";
import {
  type CodeAlert,
  codeScanningOf,
  type SecretAlert,
  secretsOf,
  type Vulnerability,
  vulnerabilitiesOf,
} from "./findings";
import {
  forAdmins,
  type GithubRoute,
  isAskedFor,
  notFound,
  ofOrganization,
  ofRepository,
  paged,
  pagedByCursor,
  refused,
  type Shape,
  type Some,
} from "./rest";
import { repositoryBody } from "./rest-repositories";
import { branchOf, inTime, isOn, nameOf, textOf, type Viewer } from "./viewer";

export const findingRoutes: readonly GithubRoute[] = [
  [
    /^\/repos\/([^/]+)\/([^/]+)\/vulnerability-alerts$/,
    ofRepository(
      forAdmins((_viewer, one) => (isOn(one.vulnerabilityAlerts) ? { status: 204 } : notFound), notFound),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/automated-security-fixes$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const [set] = viewer.ask.world.find("repositoryDependabotSecurityUpdates", "repository", nameOf(one));
        return ok({
          enabled: isOn(set?.enabled),
          paused: false,
        } satisfies Shape<"check-automated-security-fixes">);
      }, notFound),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/dependabot\/alerts$/,
    ofRepository(
      forAdmins((viewer, one) => {
        if (!isOn(one.vulnerabilityAlerts))
          return refused("Dependabot alerts are disabled for this repository.");
        return pagedByCursor(viewer, sorted(viewer, wantedVulnerabilities(viewer, one)), vulnerabilityBody);
      }),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/dependabot\/alerts$/,
    ofOrganization(
      forAdmins((viewer) => {
        const all = everywhere(viewer, (one) => wantedVulnerabilities(viewer, one));
        return pagedByCursor(viewer, sorted(viewer, all), (alert) => ({
          ...vulnerabilityBody(alert),
          repository: repositoryBody(viewer, alert.repository),
        }));
      }),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/secret-scanning\/alerts$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const all = wantedSecrets(viewer, one);
        if (all === undefined)
          return { ...notFound, body: { message: "Secret scanning is disabled on this repository." } };
        return pagedByCursor(viewer, sorted(viewer, all), secretBody);
      }, notFound),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/secret-scanning\/alerts$/,
    ofOrganization(
      forAdmins((viewer) => {
        const all = everywhere(viewer, (one) => wantedSecrets(viewer, one) ?? []);
        return pagedByCursor(viewer, sorted(viewer, all), (alert) => ({
          ...secretBody(alert),
          repository: repositoryBody(viewer, alert.repository),
        }));
      }, notFound),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/code-scanning\/alerts$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const scan = scanAt(viewer, one);
        return scan ? paged(viewer, sorted(viewer, wantedCode(viewer, one)), codeBody) : noAnalysis;
      }),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/code-scanning\/alerts$/,
    ofOrganization(
      forAdmins((viewer) => {
        const all = everywhere(viewer, (one) => wantedCode(viewer, one));
        return paged(viewer, sorted(viewer, all), (alert) => ({
          ...codeBody(alert),
          repository: repositoryBody(viewer, alert.repository),
        }));
      }),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/code-scanning\/analyses$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const scan = scanAt(viewer, one);
        if (!scan) return noAnalysis;
        const ref = `refs/heads/${branchOf(one)}`;
        const all = scan.analyses.filter(({ tool }) => isAskedFor(viewer, "tool_name", tool));
        return paged(
          viewer,
          all,
          ({ tool, at, error }) =>
            ({
              ref,
              created_at: at,
              error,
              tool: { name: tool },
            }) satisfies Shape<"code-scanning-analysis">,
        );
      }),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/code-scanning\/default-setup$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const { setup } = codeScanningOf(viewer, one);
        const isConfigured = textOf(setup.state) === "configured";
        return ok({
          state: isConfigured ? "configured" : "not-configured",
          query_suite: "default",
          schedule: isConfigured ? "weekly" : null,
        } satisfies Shape<"code-scanning-default-setup">);
      }),
    ),
  ],
];

const noAnalysis = { ...notFound, body: { message: "no analysis found" } };

/** Undefined where nothing was analysed of the branch that is asked about. */
function scanAt(viewer: Viewer, repository: WorldObject) {
  const scan = codeScanningOf(viewer, repository);
  const ref = viewer.ask.query.get("ref");
  const isHere = ref === null || [branchOf(repository), `refs/heads/${branchOf(repository)}`].includes(ref);
  return isHere && scan.analyses.length > 0 ? scan : undefined;
}

function everywhere<T>(viewer: Viewer, read: (repository: WorldObject) => readonly T[]) {
  return viewer.ask.world
    .list("repository")
    .flatMap((repository) => read(repository).map((one) => ({ ...one, repository })));
}

/** By when they were found, the newest first unless asked otherwise. */
function sorted<T extends { readonly at: string }>(
  { ask: { query } }: Viewer,
  all: readonly T[],
): readonly T[] {
  const oldestFirst = inTime(all, ({ at }) => at);
  return query.get("direction") === "asc" ? oldestFirst : [...oldestFirst].reverse();
}

function wantedVulnerabilities(viewer: Viewer, repository: WorldObject): readonly Vulnerability[] {
  return vulnerabilitiesOf(viewer, repository).filter(
    ({ state, severity, scope, ecosystem }) =>
      isAskedFor(viewer, "state", state) &&
      isAskedFor(viewer, "severity", severity) &&
      isAskedFor(viewer, "scope", scope) &&
      isAskedFor(viewer, "ecosystem", ecosystem),
  );
}

function vulnerabilityBody({ number, state, severity, scope, at, reason, manifest, ...of }: Vulnerability) {
  const known = { ecosystem: of.ecosystem, name: of.package };
  return {
    number,
    state: oneOf(["open", "dismissed", "fixed", "auto_dismissed"], state),
    created_at: at,
    dependency: { package: known, manifest_path: manifest, scope: oneOf(["runtime", "development"], scope) },
    security_vulnerability: {
      package: known,
      severity: oneOf(["low", "medium", "high", "critical"], severity),
    },
    dismissed_reason:
      reason === undefined
        ? null
        : oneOf(["fix_started", "inaccurate", "no_bandwidth", "not_used", "tolerable_risk"], reason),
  } satisfies Shape<"dependabot-alert">;
}

/** Secrets of no provider, which are listed only where they are named. */
const generic = ["private_key", "connection_string", "http_", "password"];

function wantedSecrets(viewer: Viewer, repository: WorldObject): readonly SecretAlert[] | undefined {
  const named = viewer.ask.query.get("secret_type") !== null;
  return secretsOf(viewer, repository)?.filter(
    ({ type, state, resolution, validity }) =>
      isAskedFor(viewer, "state", state) &&
      isAskedFor(viewer, "resolution", resolution) &&
      isAskedFor(viewer, "validity", validity) &&
      (named ? isAskedFor(viewer, "secret_type", type) : !generic.some((one) => type.includes(one))),
  );
}

function secretBody({ number, type, at, state, resolution, validity, isLeaked, isBypassed }: SecretAlert) {
  return {
    number,
    created_at: at,
    state: oneOf(["open", "resolved"], state),
    resolution:
      resolution === undefined
        ? null
        : oneOf(["false_positive", "wont_fix", "revoked", "used_in_tests"], resolution),
    secret_type: type,
    validity: oneOf(["active", "inactive", "unknown"], validity),
    publicly_leaked: isLeaked,
    push_protection_bypassed: isBypassed,
  } satisfies Shape<"secret-scanning-alert">;
}

function wantedCode(viewer: Viewer, repository: WorldObject): readonly CodeAlert[] {
  return codeScanningOf(viewer, repository).alerts.filter(
    ({ state, severity, tool }) =>
      isAskedFor(viewer, "state", state) &&
      isAskedFor(viewer, "severity", severity) &&
      isAskedFor(viewer, "tool_name", tool),
  );
}

function codeBody({ number, tool, rule, severity, at, state, reason }: CodeAlert) {
  return {
    number,
    created_at: at,
    state: oneOf(["open", "dismissed", "fixed"], state),
    dismissed_reason:
      reason === undefined ? null : oneOf(["false positive", "won't fix", "used in tests"], reason),
    tool: { name: tool },
    rule: { id: rule, security_severity_level: oneOf(["low", "medium", "high", "critical"], severity) },
  } satisfies Some<Shape<"code-scanning-alert-items">>;
}

/** Throws where the world says what GitHub has no word for. */
function oneOf<const T extends string>(known: readonly T[], value: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined)
    throw new Error(`The world says "${value}", where GitHub knows ${known.join(", ")}.`);
  return found;
}
