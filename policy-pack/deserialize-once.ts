import * as deserialize from "@pulumi/policy/deserialize";

type Deserialize = (properties: object, proxySecrets: boolean) => Record<string, unknown>;

/**
 * The SDK turns the properties of every resource into objects anew for each policy of the pack, which with a policy a
 * rule costs more than all judging. This lets it do so once a resource: its module is asked through its exports at each
 * call, so that the export can remember. Where a later SDK has no such export, nothing changes but the time. The objects
 * are then shared between our policies, none of which writes to them.
 */
export function deserializeOnce(sdk: { deserializeProperties?: unknown } = deserialize): void {
  const { deserializeProperties: original } = sdk;
  if (typeof original !== "function") return;
  const call = original as Deserialize; // its declaration in the SDK
  const known = new WeakMap<object, Record<string, unknown>>();
  const once: Deserialize = (properties, proxySecrets) => {
    // With secrets kept apart the result is a proxy of another kind, for remediations, which we have none of.
    if (proxySecrets) return call(properties, proxySecrets);
    const found = known.get(properties) ?? call(properties, proxySecrets);
    known.set(properties, found);
    return found;
  };
  Reflect.set(sdk, "deserializeProperties", once);
}
