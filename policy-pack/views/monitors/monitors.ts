import type { Evidence, Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { parseJsonText } from "../json-text";
import { withoutSeenCopies } from "../links";
import { at, tagsIn } from "../property";

/**
 * A Datadog monitor, whether it is declared by properties, as JSON, or made by a synthetic test. Every property is
 * read when it is asked for: one that only an update will know throws UnknownValue for those who need it alone.
 */
export interface Monitor {
  readonly resource: Resource;
  /** Name of its resource, which is known even where nothing else is. */
  readonly name: string;
  readonly type: string;
  /** Empty for a monitor that a synthetic test makes. */
  readonly query: string;
  readonly message: string;
  readonly escalationMessage: string;
  /** Minutes; undefined or 0 where it never notifies again. */
  readonly renotifyInterval: number | undefined;
  readonly tags: readonly string[];
  /** 1 (high) to 5 (low). */
  readonly priority: number | undefined;
  /** False for a draft and for a paused test: they notify nobody. */
  readonly published: boolean;
  /** The threshold that alerts, where it is stated apart from the query. */
  readonly critical: number | undefined;
  /** It also notifies when no data arrives. */
  readonly tellsNoData: boolean;
  /** Links that it carries besides its message, by what they are, such as runbook. */
  readonly assets: readonly { readonly category: string; readonly url: string }[];
  /** Scopes that are silenced by the monitor itself, each until an instant in seconds since 1970, or for ever. */
  readonly silenced: readonly { readonly scope: string; readonly until: number | undefined }[];
}

/** Where each form keeps a property. Absent counts as Datadog's default: published, no renotification. */
const declaredPaths = {
  type: "type",
  query: "query",
  message: "message",
  escalationMessage: "escalationMessage",
  renotifyInterval: "renotifyInterval",
  tags: "tags",
  priority: "priority",
  draftStatus: "draftStatus",
  critical: "monitorThresholds.critical",
  notifyNoData: "notifyNoData",
  onMissingData: "onMissingData",
  assets: "assets",
  silenced: "silenced",
} as const;
const jsonPaths: Readonly<Record<keyof typeof declaredPaths, string>> = {
  type: "type",
  query: "query",
  message: "message",
  escalationMessage: "options.escalation_message",
  renotifyInterval: "options.renotify_interval",
  tags: "tags",
  priority: "priority",
  draftStatus: "draft_status",
  critical: "options.thresholds.critical",
  notifyNoData: "options.notify_no_data",
  onMissingData: "options.on_missing_data",
  assets: "assets",
  silenced: "options.silenced",
};

/** The service's monitors, without those that its synthetic tests make. */
export function monitorsOf(evidence: Evidence): readonly Monitor[] {
  return evidence.once("monitors", () =>
    withoutSeenCopies(evidence.of(datadog.monitor, datadog.monitorJson)).map(monitorOf),
  );
}

/** The monitors that the service's synthetic tests make by themselves. */
export function testMonitorsOf(evidence: Evidence): readonly Monitor[] {
  return evidence.once("test monitors", () => evidence.of(datadog.syntheticsTest).map(testMonitorOf));
}

/** The service's monitors, those that its synthetic tests make among them. */
export function allMonitorsOf(evidence: Evidence): readonly Monitor[] {
  return [...monitorsOf(evidence), ...testMonitorsOf(evidence)];
}

/** Reads one Monitor or MonitorJson resource. */
export function monitorOf(resource: Resource): Monitor {
  const isJson = resource.type === datadog.monitorJson;
  let parsed: Value | undefined;
  const root = (): Value => {
    if (!isJson) return resource.props;
    parsed ??= parseJsonText(resource.props.get("monitor"), resource.name);
    return parsed;
  };
  const read = (key: keyof typeof declaredPaths): Value =>
    at(root(), (isJson ? jsonPaths : declaredPaths)[key]);
  return {
    resource,
    name: resource.name,
    get type() {
      return read("type").string() ?? "";
    },
    get query() {
      return read("query").string() ?? "";
    },
    get message() {
      return read("message").string() ?? "";
    },
    get escalationMessage() {
      return read("escalationMessage").string() ?? "";
    },
    get renotifyInterval() {
      return read("renotifyInterval").number();
    },
    get tags() {
      return tagsIn(read("tags"));
    },
    get priority() {
      return read("priority").number();
    },
    get published() {
      return read("draftStatus").string() !== "draft";
    },
    get critical() {
      return read("critical").number();
    },
    get tellsNoData() {
      const missing = read("onMissingData").string();
      return read("notifyNoData").boolean() === true || missing === "show_and_notify_no_data";
    },
    get assets() {
      return read("assets")
        .items()
        .map((asset) => ({
          category: asset.get("category").string() ?? "",
          url: asset.get("url").string() ?? "",
        }));
    },
    get silenced() {
      const scopes = read("silenced");
      return scopes.keys().map((scope) => ({ scope, until: scopes.get(scope).number() || undefined }));
    },
  };
}

/** The monitor that a synthetic test makes by itself. */
export function testMonitorOf(resource: Resource): Monitor {
  const { props } = resource;
  return {
    resource,
    name: resource.name,
    type: "synthetics alert",
    query: "",
    get message() {
      return props.get("message").string() ?? "";
    },
    escalationMessage: "",
    renotifyInterval: undefined,
    get tags() {
      return tagsIn(props.get("tags"));
    },
    get priority() {
      return at(props, "optionsList.monitorPriority").number();
    },
    get published() {
      return props.get("status").string() === "live";
    },
    critical: undefined,
    tellsNoData: false,
    assets: [],
    silenced: [],
  };
}
