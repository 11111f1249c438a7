import type { Value } from "../../engine/value";
import { scalar, texts } from "../property";
import type { Container } from "./workloads";

/** What a probe does and how often, each as a text that equals another's where the cluster would see no difference. */
export interface Probe {
  readonly target: string;
  readonly timing: string;
}

export const probeKinds = ["readinessProbe", "livenessProbe"] as const;
export type ProbeKind = (typeof probeKinds)[number];

/** The probe of a container; undefined where there is none, or none that does anything. */
export function probeOf(container: Container, kind: ProbeKind): Probe | undefined {
  const probe = container.props.get(kind);
  const target = probe.absent ? undefined : targetOf(probe, container);
  return target === undefined ? undefined : { target, timing: timingOf(probe) };
}

/** Whether the cluster restarts a container at the very moment at which it takes it out of service. */
export function probesAreSame(container: Container): boolean {
  const [ready, live] = probeKinds.map((kind) => probeOf(container, kind));
  return ready !== undefined && ready.target === live?.target && ready.timing === live.timing;
}

function targetOf(probe: Value, container: Container): string | undefined {
  const http = probe.get("httpGet");
  if (!http.absent) {
    const [scheme, host] = [http.get("scheme").string() || "HTTP", http.get("host").string() ?? ""];
    return ["http", scheme.toUpperCase(), host, portOf(http, container), pathOf(http), headersOf(http)].join(
      " ",
    );
  }
  const tcp = probe.get("tcpSocket");
  if (!tcp.absent) return ["tcp", tcp.get("host").string() ?? "", portOf(tcp, container)].join(" ");
  const grpc = probe.get("grpc");
  if (!grpc.absent) return ["grpc", portOf(grpc, container), grpc.get("service").string() ?? ""].join(" ");
  const command = texts(probe.get("exec").get("command"));
  return command.length > 0 ? JSON.stringify(["exec", ...command]) : undefined;
}

function pathOf(http: Value): string {
  const path = http.get("path").string() || "/";
  return path.startsWith("/") ? path : `/${path}`;
}

function headersOf(http: Value): string {
  const headers = http.get("httpHeaders").items();
  return JSON.stringify(headers.map((header) => [header.get("name").string(), header.get("value").string()]));
}

/** A port may be called by the name that the container gives it. */
function portOf(handler: Value, container: Container): string {
  const stated = scalar(handler.get("port")) ?? "";
  const named = container.props.get("ports").items();
  const port = named.find((one) => one.get("name").string() === stated);
  return (port && scalar(port.get("containerPort"))) ?? stated;
}

/** Kubernetes' own defaults, in seconds but for the last. */
const timings = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  failureThreshold: 3,
} as const;

function timingOf(probe: Value): string {
  // What is 0 counts as not set, as Kubernetes fills in its default for it.
  const entries = Object.entries(timings).map(([key, standard]) => probe.get(key).number() || standard);
  return entries.join(" ");
}
