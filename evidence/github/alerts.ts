import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ApiAnswer, ApiClient } from "../http/client";
import { untold } from "../read";
import { type Part, part } from "./graphql";
import { fieldOf, type Home, pathOf, tellHome } from "./home";
import { hidden, unanswered } from "./outcome";
import type { Profile } from "./repository";

const severities = { LOW: "low", MODERATE: "medium", HIGH: "high", CRITICAL: "critical" } as const;
const scopes = { RUNTIME: "runtime", DEVELOPMENT: "development" } as const;

export const vulnerabilitiesSchema = z.object({
  hasVulnerabilityAlertsEnabled: z.boolean().nullable(),
  open: z
    .object({
      totalCount: z.number(),
      nodes: z.array(
        z.object({
          createdAt: z.string(),
          dependencyScope: z.string().nullable(),
          securityVulnerability: z.object({ severity: z.string() }).nullable(),
        }),
      ),
    })
    .nullable(),
  dismissed: z
    .object({
      totalCount: z.number(),
      nodes: z.array(
        z.object({
          dismissReason: z.string().nullable(),
          securityVulnerability: z.object({ severity: z.string() }).nullable(),
        }),
      ),
    })
    .nullable(),
});
type Vulnerabilities = z.infer<typeof vulnerabilitiesSchema>;

const selection = `hasVulnerabilityAlertsEnabled
open: vulnerabilityAlerts(states: [OPEN], first: 100) { totalCount nodes { createdAt dependencyScope securityVulnerability { severity } } }
dismissed: vulnerabilityAlerts(states: [DISMISSED], last: 100) { totalCount nodes { dismissReason securityVulnerability { severity } } }`;
const alertsRight = "Dependabot alerts: read";

/** Asks what Dependabot found. Two connections. */
export function vulnerabilitiesPart(home: Home, sheet: AnswerSheet): Part {
  return part(fieldOf(home, selection), 2, alertsRight, vulnerabilitiesSchema, (reading) => {
    if (reading.state === "missing") return tellHome(sheet, home, "vulnerabilities", hidden(alertsRight));
    if (reading.state !== "value") return tellHome(sheet, home, "vulnerabilities", reading);
    const why = reading.problem("open", alertsRight) ?? reading.problem("dismissed", alertsRight);
    tellHome(sheet, home, "vulnerabilities", why ?? vulnerabilitiesFact(reading.value), reading.at);
  });
}

/** Alerts that are off have nothing to tell; a list that is null is hidden. */
export function vulnerabilitiesFact({
  hasVulnerabilityAlertsEnabled: on,
  open,
  dismissed,
}: Vulnerabilities): Told<"vulnerabilities"> {
  if (on === false) return { state: "absent" };
  if (on === null || open === null || dismissed === null) return hidden(alertsRight);
  const read = open.nodes.map(({ createdAt, dependencyScope, securityVulnerability }) => ({
    createdAt,
    severity: named(severities, securityVulnerability?.severity),
    scope: named(scopes, dependencyScope),
  }));
  const alerts = read.flatMap(({ createdAt, severity, scope }) =>
    severity === undefined ? [] : [{ severity, createdAt, ...(scope === undefined ? {} : { scope }) }],
  );
  if (alerts.length < read.length) return unanswered("it told a severity that is not known");
  const tolerated = dismissed.nodes.filter(
    ({ dismissReason, securityVulnerability }) =>
      ["no_bandwidth", "tolerable_risk"].includes((dismissReason ?? "").toLowerCase()) &&
      ["HIGH", "CRITICAL"].includes(securityVulnerability?.severity ?? ""),
  );
  return {
    state: "value",
    value: { open: alerts, dismissed: tolerated.length, complete: open.totalCount <= open.nodes.length },
  };
}

function named<T>(table: Readonly<Record<string, T>>, key: string | null | undefined): T | undefined {
  return typeof key === "string" && Object.hasOwn(table, key) ? table[key] : undefined;
}

const leakedSchema = z.array(
  z.object({
    secret_type: z.string().min(1),
    created_at: z.string(),
    validity: z.string().nullish(),
    publicly_leaked: z.boolean().nullish(),
    push_protection_bypassed: z.boolean().nullish(),
  }),
);
type Leaked = z.infer<typeof leakedSchema>;
const secretsRight = "Secret scanning alerts: read";

/**
 * Kinds of secrets that belong to no provider, which GitHub lists only where they are named: its reference of supported
 * patterns has them as generic and AI-detected.
 */
const genericTypes = [
  "ec_private_key",
  "generic_private_key",
  "http_basic_authentication_header",
  "http_bearer_authentication_header",
  "mongodb_connection_string",
  "mysql_connection_string",
  "openssh_private_key",
  "pgp_private_key",
  "postgres_connection_string",
  "rsa_private_key",
  "password",
];

/** Asks for leaked secrets, without the secrets, those of no provider by name. Three requests. */
export async function tellLeakedSecrets(client: ApiClient, sheet: AnswerSheet, home: Home): Promise<void> {
  const ask = <T>(query: Readonly<Record<string, string | number>>, schema: z.ZodType<T>) =>
    client.get({
      path: `${pathOf(home)}/secret-scanning/alerts`,
      query: { hide_secret: "true", per_page: 100, ...query },
      schema,
      permission: secretsRight,
      absentAt: [], // 404 is scanning that is off, or hidden: the switch itself is another fact.
    });
  try {
    const inOrder = { state: "open", sort: "created", direction: "asc" };
    const open = await ask(inOrder, leakedSchema);
    const generic = await ask({ ...inOrder, secret_type: genericTypes.join(",") }, leakedSchema);
    const resolved = { state: "resolved", resolution: "wont_fix,used_in_tests" };
    const dismissed = await ask(resolved, z.array(z.object({ resolution: z.string().nullish() })));
    if (open === undefined || generic === undefined || dismissed === undefined) return;
    const next = open.next ?? generic.next;
    const all = { value: [...open.value, ...generic.value], ...(next === undefined ? {} : { next }) };
    tellHome(sheet, home, "leaked-secrets", leakedFact(all, dismissed.value.length), open.at);
  } catch (error) {
    tellHome(sheet, home, "leaked-secrets", untold(error));
  }
}

const validities = ["active", "inactive", "unknown"] as const;

export function leakedFact(
  { value, next }: Pick<ApiAnswer<Leaked>, "value" | "next">,
  dismissed: number,
): Told<"leaked-secrets"> {
  const open = value.map((alert) => {
    const validity = validities.find((one) => one === alert.validity);
    return {
      type: alert.secret_type,
      createdAt: alert.created_at,
      ...(validity === undefined ? {} : { validity }),
      ...(typeof alert.publicly_leaked === "boolean" ? { publiclyLeaked: alert.publicly_leaked } : {}),
      ...(typeof alert.push_protection_bypassed === "boolean"
        ? { pushProtectionBypassed: alert.push_protection_bypassed }
        : {}),
    };
  });
  return { state: "value", value: { open, dismissed, complete: next === undefined } };
}

const analysesSchema = z.array(
  z.object({
    created_at: z.string(),
    error: z.string().nullish(),
    tool: z.object({ name: z.string().min(1) }),
  }),
);
const scanRight = "Code scanning alerts: read";

/** Asks what code scanning says of the default branch. Two requests. */
export async function tellCodeScanning(
  client: ApiClient,
  sheet: AnswerSheet,
  { home, branch, languages }: Profile,
): Promise<void> {
  const tell = (told: Told<"code-scanning">, at?: string) => tellHome(sheet, home, "code-scanning", told, at);
  if (branch === undefined) return tell({ state: "absent" });
  const of = (what: string, query: Readonly<Record<string, string | number>>) => ({
    path: `${pathOf(home)}/code-scanning/${what}`,
    query: { ref: `refs/heads/${branch}`, per_page: 100, ...query },
    permission: scanRight,
  });
  try {
    const analyses = await client.get({ ...of("analyses", {}), schema: analysesSchema });
    if (analyses === undefined) return tell(unscanned(languages));
    const query = { state: "open", severity: "critical" };
    const open = await client.get({
      ...of("alerts", query),
      schema: z.array(z.object({ number: z.number() })),
    });
    if (open === undefined) return tell(unanswered("it did not tell the findings of code scanning"));
    const scans = analyses.value.map(({ tool, created_at, error }) => ({
      tool: tool.name,
      createdAt: created_at,
      failed: (error ?? "") !== "",
    }));
    const about = languages === undefined ? {} : { languages: [...languages] };
    tell(
      { state: "value", value: { state: "enabled", analyses: scans, critical: open.value.length, ...about } },
      analyses.at,
    );
  } catch (error) {
    tell(untold(error));
  }
}

/** Whoever may read alerts is told 404 where nothing was analysed; others are told 403, as the repository itself was seen. */
function unscanned(languages: readonly string[] | undefined): Told<"code-scanning"> {
  if (languages === undefined) return { state: "absent" };
  return {
    state: "value",
    value: { state: "disabled", analyses: [], critical: 0, languages: [...languages] },
  };
}
