import { z } from "zod";

/** How a vendor is reached. Credentials stand in headers only, and in nothing that is written or shown. */
export interface Connection {
  /** Address without a slash at its end, such as https://api.github.com; loopback may be without TLS. */
  readonly baseUrl: string;
  /** Headers that carry the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The credentials themselves, to be taken out of whatever a vendor says. */
  readonly secrets: readonly string[];
}

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

/** An address that credentials may be sent to: https, or this machine itself. */
export const baseUrlSchema = z
  .url("must be an absolute address such as https://api.github.com")
  .refine(isSafe, "must be https, or http on this machine, and carry no user or password")
  .transform((url) => url.replace(/\/+$/, ""));

/** Whether an address is plain http of this machine itself. */
export function isThisMachine(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && url.protocol === "http:" && loopback.test(url.hostname);
}

function isSafe(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || isThisMachine(text);
}

/** A vendor's text without the credentials, on one line, at most so long: fit to be a reason. */
export function quotable(text: string, { secrets }: Pick<Connection, "secrets">, most = 200): string {
  let clean = text;
  for (const secret of secrets) if (secret !== "") clean = clean.replaceAll(secret, "[credential]");
  clean = clean.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean;
}
