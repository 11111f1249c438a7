import { isDeepStrictEqual } from "node:util";
import type { RawResource } from "../policy-pack/engine/resource";
import { unknownSentinels } from "../policy-pack/engine/sentinels";

/** A resource of a vendor that one run of the program declares otherwise than another, or not at all. */
export interface ResourceChange {
  /** Adopt: it exists, and is taken over as it is. */
  readonly kind: "create" | "adopt" | "change" | "delete";
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Names of the properties that are others, for a change. */
  readonly properties: readonly string[];
}

const kinds: readonly ResourceChange["kind"][] = ["create", "adopt", "change", "delete"];

/** Our components only carry facts, and stacks and providers are the engine's. */
const ours = /^(readiness|pulumi):/;

/** What another run of the program declares otherwise: created first, then adopted, changed and deleted, each by URN. */
export function resourceChanges(
  before: readonly RawResource[],
  after: readonly RawResource[],
): readonly ResourceChange[] {
  const [old, young] = [before, after].map(
    (all) => new Map(all.filter(({ type }) => !ours.test(type)).map((one) => [one.urn, one])),
  );
  const changes = [...new Set([...(young?.keys() ?? []), ...(old?.keys() ?? [])])].flatMap((urn) =>
    changeOf(old?.get(urn), young?.get(urn)),
  );
  return changes.sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0),
  );
}

function changeOf(then: RawResource | undefined, now: RawResource | undefined): readonly ResourceChange[] {
  const one = now ?? then;
  if (one === undefined) return [];
  const { type, name, urn } = one;
  const of = (
    kind: ResourceChange["kind"],
    properties: readonly string[] = [],
  ): readonly ResourceChange[] => [{ kind, type, name, urn, properties }];
  if (now === undefined) return of("delete");
  if (then === undefined) return of(isToBeMade(now) ? "create" : "adopt");
  const names = [...new Set([...Object.keys(then.props), ...Object.keys(now.props)])];
  const differing = names.filter((property) => !isDeepStrictEqual(then.props[property], now.props[property]));
  return differing.length === 0 ? [] : of("change", differing.sort());
}

function isToBeMade({ props: { id } }: RawResource): boolean {
  return typeof id !== "string" || unknownSentinels.has(id);
}
