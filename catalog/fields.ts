import { z } from "zod";

/** A name of a service or team: lower-case letters, digits and dashes, 1 to 63 characters, as in a DNS label. */
export const entityName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "must be lower-case letters, digits and dashes, at most 63 characters",
  );

/** One line or paragraph that is not blank. */
export const text = z.string().trim().min(1, "must not be blank");

/** A day as YYYY-MM-DD that exists in the calendar. */
export const day = z.iso.date("must be a day that exists, written YYYY-MM-DD");

/** An absolute https or http address. */
export const address = z.url({
  protocol: /^https?$/,
  error: "must be an absolute http or https address",
});

/** A path inside a repository: relative, with forward slashes, never leaving the repository. */
export const repositoryPath = text.refine(
  (path) => !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes(".."),
  "must be a relative path inside the repository, with forward slashes and without ..",
);

/** A login of a person at the version control vendor. */
export const login = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?(_[A-Za-z0-9]+)?$/,
    "must be a login, without @ or spaces",
  );

/** A length of time as ISO 8601 writes it, such as PT15M or P1D. */
export const duration = z.iso.duration("must be an ISO 8601 duration such as PT15M or P1D");

/** An IANA time zone that this machine's time zone data knows, such as Europe/Berlin. */
export const timeZone = z
  .string()
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin or UTC");

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    // RangeError is how Intl says that it does not know the zone: the answer, not a fault.
    return false;
  }
}

/** A document that is either a path inside the service's repository or an address outside it. */
export const place = z
  .strictObject({ path: repositoryPath.optional(), url: address.optional() })
  .refine(
    (value) => (value.path === undefined) !== (value.url === undefined),
    "must have either path or url",
  );

/** A plain string in a file is read as an address when it starts with http, else as a path. */
export function placeFromText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return /^https?:/i.test(value) ? { url: value } : { path: value };
}
