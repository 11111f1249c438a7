import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Json, JsonObject } from "../world/schema";
import { childPath, isObject } from "./paths";

/** The value that stands for "not known before the update". */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// The engine writes unknown values of other types with sentinels of their own (sdk/go/common/resource/plugin/rpc.go).
const unknowns: ReadonlySet<Json> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/** Properties without their envelopes, and the concrete paths of those that were secret. */
export interface Properties {
  readonly plain: JsonObject;
  readonly secrets: ReadonlySet<string>;
}

/** True for a value that only the update will know. */
export function isUnknown(value: Json | undefined): boolean {
  return value !== undefined && unknowns.has(value);
}

/** Reads properties from the wire: opens secrets, puts ids for resources, leaves null properties out. */
export function decode(struct: Struct | undefined): Properties {
  const secrets = new Set<string>();
  // A Struct holds JSON and nothing else.
  const raw = (struct?.toJavaScript() ?? {}) as JsonObject;
  const plain = open(raw, "", secrets);
  return { plain: isObject(plain) ? plain : {}, secrets };
}

/** Writes properties to the wire, with an envelope around each value whose concrete path is secret. */
export function encode(plain: JsonObject, secrets: Iterable<string>): Struct {
  const sealed = seal(plain, "", new Set(secrets));
  // The protobuf type wants its own name for JSON values; `sealed` is an object because `plain` is.
  return Struct.fromJavaScript(sealed as Parameters<typeof Struct.fromJavaScript>[0]);
}

function open(value: Json, at: string, secrets: Set<string>): Json {
  if (unknowns.has(value)) return unknown;
  if (Array.isArray(value))
    return value.map((element: Json, index) => open(element, `${at}[${index}]`, secrets));
  if (!isObject(value)) return value;
  const signature = value[signatureKey];
  if (signature === secretSignature) {
    secrets.add(at);
    return open(value.value ?? null, at, secrets);
  }
  if (signature === resourceSignature) return value.id ?? value.urn ?? null;
  const entries = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(entries.map(([key, child]) => [key, open(child, childPath(at, key), secrets)]));
}

function seal(value: Json, at: string, secrets: ReadonlySet<string>): Json {
  if (secrets.has(at)) return { [signatureKey]: secretSignature, value: sealInside(value, at, secrets) };
  return sealInside(value, at, secrets);
}

function sealInside(value: Json, at: string, secrets: ReadonlySet<string>): Json {
  if (Array.isArray(value))
    return value.map((element: Json, index) => seal(element, `${at}[${index}]`, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, seal(child, childPath(at, key), secrets)]),
  );
}
