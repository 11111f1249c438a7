const environments = {
  production: ["production", "prod", "prd", "live"],
  other: [
    "staging",
    "stage",
    "stg",
    "development",
    "dev",
    "test",
    "testing",
    "qa",
    "uat",
    "sandbox",
    "preprod",
  ],
} as const;
type Environment = keyof typeof environments;

/** A name without what people add to it, and the environment that it ends in. */
export interface PlainName {
  /** In lower case, words joined by dashes, without an environment and -service or -svc at its end. */
  readonly plain: string;
  readonly environment: Environment | undefined;
}

/** Reads a name as people mean it: Checkout_Service (prod) is checkout in production. */
export function plainName(text: string): PlainName {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const environment = words.length > 1 ? environmentOf(words.at(-1) ?? "") : undefined;
  const named = environment === undefined ? words : words.slice(0, -1);
  const bare = named.length > 1 && /^(service|svc)$/.test(named.at(-1) ?? "") ? named.slice(0, -1) : named;
  return { plain: bare.join("-"), environment };
}

function environmentOf(word: string): Environment | undefined {
  const kinds: readonly Environment[] = ["production", "other"];
  return kinds.find((kind) => environments[kind].some((one) => one === word));
}
