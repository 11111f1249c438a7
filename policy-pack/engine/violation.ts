import type { ReportViolation } from "@pulumi/policy";
import type { Report } from "./report";

/** What is reported of one thing: a text that is complete in itself, and whether it may block. */
export interface Voiced {
  readonly text: string;
  readonly urn: string | undefined;
  readonly enforcement?: Report["enforcement"];
}

/**
 * Reports one violation. The enforcement is left out where it is mandatory, since an explicit level would beat the
 * operator's policy config, and given only to weaken it.
 */
export function say(report: ReportViolation | undefined, { text, urn, enforcement }: Voiced): void {
  const violation = {
    message: text,
    ...(urn ? { urn } : {}),
    ...(enforcement === "advisory" ? { enforcementLevel: "advisory" } : {}),
  };
  // The SDK takes an object at run time, though its type says string; a test with the real SDK holds this.
  report?.(violation as unknown as string);
}
