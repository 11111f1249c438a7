import type { Vendor } from "./facts";
import { baseUrlSchema, type Connection, isThisMachine } from "./http/connection";

/** Where credentials and addresses come from: the providers' own config and environment variables. */
export interface Settings {
  /** Config of the providers, such as github:token, as the engine hands it over. */
  readonly config: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a vendor is reached; or which credentials are missing; or what is wrong with what is set. */
export type Reached =
  | { readonly connection: Connection }
  | { readonly missing: readonly string[] }
  | { readonly problem: string };

/** One setting under the names that the vendor's provider takes it by, the first that is set winning. */
interface Setting {
  readonly config: string;
  readonly env: readonly string[];
}

const names = {
  githubToken: { config: "github:token", env: ["GITHUB_TOKEN"] },
  githubUrl: { config: "github:baseUrl", env: ["GITHUB_BASE_URL"] },
  pagerdutyToken: { config: "pagerduty:token", env: ["PAGERDUTY_TOKEN"] },
  pagerdutyRegion: { config: "pagerduty:serviceRegion", env: ["PAGERDUTY_SERVICE_REGION"] },
  pagerdutyUrl: { config: "pagerduty:apiUrlOverride", env: ["PAGERDUTY_API_URL_OVERRIDE"] },
  datadogApiKey: { config: "datadog:apiKey", env: ["DATADOG_API_KEY", "DD_API_KEY"] },
  datadogAppKey: { config: "datadog:appKey", env: ["DATADOG_APP_KEY", "DD_APP_KEY"] },
  datadogUrl: { config: "datadog:apiUrl", env: ["DATADOG_HOST", "DD_HOST"] },
} as const satisfies Record<string, Setting>;

/**
 * Address, of this machine, of stand-ins for all vendors: a sandbox's. It goes before all settings of a user, and none
 * of the user's credentials is sent to it.
 */
export const simulators = "READINESS_SIMULATORS";

type Read = (setting: keyof typeof names) => string | undefined;

/** How each vendor is reached with these settings. Hosts come from settings only, and are https or this machine. */
export function reach(vendor: Vendor, settings: Settings): Reached {
  const origin = settings.env[simulators];
  if (origin) return standIn(vendor, origin);
  const read: Read = (name) => {
    const { config, env } = names[name];
    const values = [settings.config[config], ...env.map((variable) => settings.env[variable])];
    return values.find((value) => value !== undefined && value !== "");
  };
  return { github, pagerduty, datadog }[vendor](read);
}

export function areSimulated({ env }: Pick<Settings, "env">): boolean {
  return Boolean(env[simulators]);
}

function standIn(vendor: Vendor, origin: string): Reached {
  if (!isThisMachine(origin)) return { problem: `${simulators} must be an http address of this machine` };
  const values: Readonly<Partial<Record<keyof typeof names, string>>> = {
    githubUrl: `${origin}/github/api/v3`,
    pagerdutyUrl: `${origin}/pagerduty`,
    datadogUrl: `${origin}/datadog`,
  };
  return { github, pagerduty, datadog }[vendor]((name) =>
    name === "pagerdutyRegion" ? undefined : (values[name] ?? "sandbox"),
  );
}

const publicGithub = "https://api.github.com";

function github(read: Read): Reached {
  const token = read("githubToken");
  if (token === undefined) return { missing: ["GITHUB_TOKEN"] };
  return at("githubUrl", read("githubUrl") ?? publicGithub, (url) => ({
    baseUrl: withApiPath(url),
    headers: { authorization: `Bearer ${token}` },
    secrets: [token],
  }));
}

/** A GitHub Enterprise server has its API below a path, which its address may leave out. */
function withApiPath(url: string): string {
  const { hostname, pathname } = new URL(url);
  const isPlain = pathname === "/" || pathname === "";
  const isCloud = hostname === "api.github.com" || /^api\..+\.ghe\.com$/.test(hostname);
  return isPlain && !isCloud ? `${url}/api/v3` : url;
}

function pagerduty(read: Read): Reached {
  const token = read("pagerdutyToken");
  if (token === undefined) return { missing: ["PAGERDUTY_TOKEN"] };
  const region = read("pagerdutyRegion") ?? "us";
  if (region !== "us" && region !== "eu")
    return { problem: `${names.pagerdutyRegion.config} must be us or eu` };
  const usual = region === "eu" ? "https://api.eu.pagerduty.com" : "https://api.pagerduty.com";
  return at("pagerdutyUrl", read("pagerdutyUrl") ?? usual, (baseUrl) => ({
    baseUrl,
    headers: { authorization: `Token token=${token}`, accept: "application/vnd.pagerduty+json;version=2" },
    secrets: [token],
  }));
}

function datadog(read: Read): Reached {
  const [apiKey, appKey] = [read("datadogApiKey"), read("datadogAppKey")];
  if (apiKey === undefined || appKey === undefined) {
    const missing = [
      ...(apiKey === undefined ? ["DATADOG_API_KEY"] : []),
      ...(appKey === undefined ? ["DATADOG_APP_KEY"] : []),
    ];
    return { missing };
  }
  return at("datadogUrl", read("datadogUrl") ?? "https://api.datadoghq.com", (baseUrl) => ({
    baseUrl,
    headers: { "dd-api-key": apiKey, "dd-application-key": appKey },
    secrets: [apiKey, appKey],
  }));
}

/** A connection to a checked address. A faulty one is named by its setting, not quoted: it may carry a password. */
function at(name: keyof typeof names, url: string, connect: (url: string) => Connection): Reached {
  const parsed = baseUrlSchema.safeParse(url);
  if (parsed.success) return { connection: connect(parsed.data) };
  const { config, env } = names[name];
  return { problem: `${config} or ${env[0]} ${parsed.error.issues[0]?.message ?? "is not usable"}` };
}
