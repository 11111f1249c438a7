import type { Resource } from "../../engine/rule";
import { UnknownValue, type Value } from "../../engine/value";

/** One request of a synthetic test: where it goes, and whether a bad answer fails the test. */
export interface Probe {
  /** Host, with its port where that is not the usual one; undefined where none is stated. Throws UnknownValue. */
  host(): string | undefined;
  /** Whether it asserts that the answer is a good one. */
  assertsStatus(): boolean;
}

const good = [200, 201, 202, 204, 301, 302];
const bad = [500, 502, 503];
const longestPattern = 200;

/** The requests of a test that fail it; none for a test that drives a browser or a device. */
export function probesOf({ props }: Resource): readonly Probe[] {
  if (props.get("type").string() !== "api") return [];
  if (props.get("subtype").string() !== "multi") return [probeOf(props, props.get("subtype"))];
  return props
    .get("apiSteps")
    .items()
    .filter((step) => !step.get("allowFailure").boolean() || step.get("isCritical").boolean())
    .map((step) => probeOf(step, step.get("subtype")));
}

function probeOf(holder: Value, subtype: Value): Probe {
  const request = holder.get("requestDefinition");
  return {
    host: () => hostOf(request),
    assertsStatus: () =>
      holder
        .get("assertions")
        .items()
        .some((assertion) => isAboutStatus(assertion, subtype)),
  };
}

function hostOf(request: Value): string | undefined {
  const url = request.get("url").string();
  const [host, port] = [request.get("host").string(), request.get("port").string()];
  const text = url ?? (host === undefined ? undefined : port === undefined ? host : `${host}:${port}`);
  if (!text) return undefined;
  if (text.includes("{{"))
    throw new UnknownValue("unobserved", `${request.path} holds variables that only the vendor fills in`);
  const address = url === undefined ? `http://${text}` : text;
  return URL.canParse(address) ? new URL(address).host : text;
}

/** A test of a bare connection can assert no more than that it is made. */
function isAboutStatus(assertion: Value, subtype: Value): boolean {
  const [type, operator] = [assertion.get("type").string(), assertion.get("operator").string() ?? ""];
  const target = assertion.get("target").string() ?? "";
  if (type === "grpcHealthcheckStatus") return operator === "is" && target === "1";
  if (type === "connection")
    return subtype.string() === "tcp" && operator === "is" && target === "established";
  if (type !== "statusCode") return false;
  const holds = (status: number): boolean => meets(status, operator, target);
  return good.some(holds) && !bad.some(holds);
}

function meets(status: number, operator: string, target: string): boolean {
  const number = Number(target);
  const compare: Readonly<Record<string, () => boolean>> = {
    is: () => status === number,
    isNot: () => status !== number,
    lessThan: () => status < number,
    lessThanOrEqual: () => status <= number,
    moreThan: () => status > number,
    moreThanOrEqual: () => status >= number,
    matches: () => matches(String(status), target),
    doesNotMatch: () => !matches(String(status), target),
  };
  return Object.hasOwn(compare, operator) ? (compare[operator]?.() ?? false) : true;
}

/** Tried on three digits only, a pattern ends soon whatever it is. */
function matches(text: string, pattern: string): boolean {
  if (pattern.length > longestPattern) return true;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return true; // What is no pattern asserts nothing that can be counted on.
  }
}
