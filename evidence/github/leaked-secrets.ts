import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ApiClient } from "../http/client";
import { untold } from "../read";
import { type Home, pathOf, tellHome } from "./home";
import type { Lists } from "./organisation-lists";
import { listPages } from "./pages";
import { scanningOffSince } from "./repository";

/** An alert without its secret. */
export const leakedSchema = z.object({
  secret_type: z.string().min(1),
  created_at: z.string(),
  validity: z.string().nullish(),
  publicly_leaked: z.boolean().nullish(),
  push_protection_bypassed: z.boolean().nullish(),
});
export type Leaked = z.infer<typeof leakedSchema>;
export const secretsRight = "Secret scanning alerts: read";

/**
 * Kinds of secrets that belong to no provider, which GitHub lists only where they are named: its reference of supported
 * patterns has them as generic and AI-detected.
 */
export const genericTypes = [
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

/** Pages of dismissed alerts that are counted; how many there are beyond is not told. */
const mostPages = 5;

/**
 * Asks for leaked secrets, without the secrets, those of no provider by name. Three requests or few more, none where the
 * organisation's lists tell.
 */
export async function tellLeakedSecrets(
  client: ApiClient,
  sheet: AnswerSheet,
  lists: Lists,
  home: Home,
): Promise<void> {
  const tell = (told: Told<"leaked-secrets">, at: string) =>
    tellHome(sheet, home, "leaked-secrets", told, at);
  const of = <T>(query: Readonly<Record<string, string | number>>, schema: z.ZodType<T>) => ({
    path: `${pathOf(home)}/secret-scanning/alerts`,
    query: { hide_secret: "true", per_page: 100, ...query },
    schema,
    permission: secretsRight,
    absentAt: [], // 404 is scanning that is off, or hidden.
  });
  try {
    const offAt = await scanningOffSince(client, lists, home);
    if (offAt !== undefined) return tell({ state: "absent" }, offAt);
    const listed = await lists.secrets(home);
    if (listed !== undefined) {
      const { open, dismissed } = listed.value;
      return tell(leakedFact(open, dismissed, true), listed.at);
    }
    const inOrder = { state: "open", sort: "created", direction: "asc" };
    const alerts = z.array(leakedSchema);
    const open = await client.get(of(inOrder, alerts));
    const generic = await client.get(of({ ...inOrder, secret_type: genericTypes.join(",") }, alerts));
    const resolved = { state: "resolved", resolution: "wont_fix,used_in_tests" };
    const dismissed = await listPages(client, of(resolved, z.array(z.object({}))), mostPages);
    if (open === undefined || generic === undefined || dismissed === undefined) return;
    const isWhole = open.next === undefined && generic.next === undefined;
    const count = dismissed.isWhole ? dismissed.items.length : undefined;
    tell(leakedFact([...open.value, ...generic.value], count, isWhole), open.at);
  } catch (error) {
    tellHome(sheet, home, "leaked-secrets", untold(error));
  }
}

const validities = ["active", "inactive", "unknown"] as const;

function leakedFact(
  alerts: readonly Leaked[],
  dismissed: number | undefined,
  complete: boolean,
): Told<"leaked-secrets"> {
  const open = alerts.map((alert) => {
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
  return {
    state: "value",
    value: { open, ...(dismissed === undefined ? {} : { dismissed }), complete },
  };
}
