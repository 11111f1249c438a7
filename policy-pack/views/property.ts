import { MalformedValue, type Value } from "../engine/value";

/** The value at a path of plain keys, such as monitorThresholds.critical. */
export function at(value: Value, path: string): Value {
  return path.split(".").reduce((holder, key) => holder.get(key), value);
}

/** The tags of a list, in lower case: Datadog keeps them so, whatever was written. */
export function tagsIn(list: Value): readonly string[] {
  return texts(list).map((tag) => tag.toLowerCase());
}

/** The texts of a list; elements that are null are left out. */
export function texts(list: Value): readonly string[] {
  return list.items().flatMap((item) => item.string() ?? []);
}

/** A text, or a number as text: Kubernetes takes both for quantities, ports and shares. Undefined where it is absent. */
export function scalar(value: Value): string | undefined {
  try {
    return value.string();
  } catch (error) {
    if (!(error instanceof MalformedValue)) throw error;
    return String(value.number());
  }
}
