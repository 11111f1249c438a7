import { z } from "zod";
import { entityName } from "../../catalog/fields";
import { ageLimitOf } from "./age-limit";

/** A time between nightly scorecards, with two hours to spare. */
const usualMaxAge = "26h";

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;
const hasScheme = /^[a-z][a-z0-9+.-]+:/i; // one letter before a colon is a drive of Windows

/** The scorecard's address, where what was written is no path of a file. */
export function addressIn(scorecard: string): URL | undefined {
  return hasScheme.test(scorecard) && URL.canParse(scorecard) ? new URL(scorecard) : undefined;
}

/** Whether an address may be asked: by https or on this machine, and without a password in it. */
export function isSafeAddress({ protocol, hostname, username, password }: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && loopback.test(hostname));
}

function isPathOrSafe(scorecard: string): boolean {
  if (!hasScheme.test(scorecard)) return true;
  const address = addressIn(scorecard);
  return address !== undefined && isSafeAddress(address);
}

/** What stops a stack that deploys services, in policy config: `readiness: { gate }`. */
export const gateConfigSchema = z.strictObject({
  service: z
    .union(
      [entityName, z.array(entityName).min(1, "must name a service")],
      "must be a service or a list of them",
    )
    .optional()
    .describe("What the stack deploys; the stack tag readiness:service where it is absent."),
  scorecard: z
    .string()
    .min(1, "must be a file or an https address")
    .refine(
      isPathOrSafe,
      "must be a file, an https address or http on this machine, without a password in it",
    )
    .describe("A file, from where Pulumi was started, or an address."),
  maxAge: z
    .string()
    .default(usualMaxAge)
    .transform((text, context) => {
      const age = ageLimitOf(text);
      if (age !== undefined) return age;
      context.addIssue("must be a whole number of minutes, hours or days, such as 90m, 26h or 2d");
      return z.NEVER;
    })
    .describe("How old the scorecard's facts may be."),
  stack: z
    .string()
    .min(1)
    .optional()
    .describe("The catalog's stack; one of this stack's name where it is absent."),
  project: z.string().min(1).optional().describe("The catalog's project, where several have such a stack."),
  tokenVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of an environment variable")
    .optional()
    .describe("The environment variable with a bearer token for the address."),
});

/** The gate's config as it is used; the age in milliseconds. */
export type GateConfig = z.infer<typeof gateConfigSchema>;

/** The stack tag that names the service, or services with commas between them. */
export const serviceTag = "readiness:service";

/** The services that a stack deploys: the config's, else those of the stack's tag; none where nothing says. */
export function deployedServices(
  { service }: Pick<GateConfig, "service">,
  tags: ReadonlyMap<string, string>,
): readonly string[] {
  if (service !== undefined) return [...new Set([service].flat())];
  const names = (tags.get(serviceTag) ?? "").split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}
