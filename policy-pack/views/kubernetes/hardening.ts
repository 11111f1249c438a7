import type { Subject } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { at } from "../property";
import { type Container, isForeign, type Workload } from "./workloads";

/** As whom a container runs, as far as its pod tells. */
export type User = "safe" | "root" | "left to the image";

/** What a container says goes before what its pod says. */
function setting(container: Container, pod: Value, key: string): Value {
  const own = at(container.props, `securityContext.${key}`);
  return own.absent ? at(pod, `securityContext.${key}`) : own;
}

/** As whom a container of a pod runs. A Windows pod names its users and knows no user ids. */
export function userOf(container: Container, pod: Value): User {
  const nonRoot = (): boolean => setting(container, pod, "runAsNonRoot").boolean() ?? false;
  if (isWindows(pod)) {
    const name = setting(container, pod, "windowsOptions.runAsUserName").string();
    if (name !== undefined && isAdministrator(name)) return "root";
    return name !== undefined || nonRoot() ? "safe" : "left to the image";
  }
  const id = setting(container, pod, "runAsUser").number();
  if (id !== undefined) return id > 0 ? "safe" : "root";
  return nonRoot() ? "safe" : "left to the image";
}

function isWindows(pod: Value): boolean {
  const os = at(pod, "os.name").string() ?? pod.get("nodeSelector").get("kubernetes.io/os").string();
  return os === "windows";
}

function isAdministrator(name: string): boolean {
  const account = name.slice(name.lastIndexOf("\\") + 1).toLowerCase();
  return ["containeradministrator", "administrator", "system"].includes(account);
}

/** Whether a container has the host's rights: privileged, or on Windows a process of the host. */
export function isPrivileged(container: Container, pod: Value): boolean {
  if (at(container.props, "securityContext.privileged").boolean()) return true;
  return setting(container, pod, "windowsOptions.hostProcess").boolean() ?? false;
}

/** Whether an image is one that stays the same: by digest, or by a tag other than latest. A port is no tag. */
export function isPinned(image: string): boolean {
  if (/@sha\d+:[0-9a-f]+$/i.test(image)) return true;
  const name = image.slice(image.lastIndexOf("/") + 1);
  const tag = name.includes("@") ? "" : (name.split(":")[1] ?? "");
  return tag !== "" && tag !== "latest";
}

/** Says why a workload's pods end before their work is done, in words; undefined where they are given time. */
export function whyAbrupt({ pod, containers }: Workload, service: Subject): string | undefined {
  const grace = pod.get("terminationGracePeriodSeconds").number();
  if (grace !== undefined)
    return grace > 0 ? undefined : "its terminationGracePeriodSeconds is 0, which kills at once";
  const running = containers.filter(({ role }) => role !== "init");
  const hasty = running.filter((container) => !isForeign(container, service) && !hasPreStop(container));
  const names = hasty.map(({ name }) => name).join(", ");
  return names === "" ? undefined : `it leaves both out for ${names}`;
}

/** A hook that Kubernetes runs and that takes time; tcpSocket is not supported, whatever the schema says. */
function hasPreStop({ props }: Container): boolean {
  const hook = at(props, "lifecycle.preStop");
  if (hook.absent) return false;
  if (!hook.get("exec").absent || !hook.get("httpGet").absent) return true;
  return (at(hook, "sleep.seconds").number() ?? 0) > 0;
}
