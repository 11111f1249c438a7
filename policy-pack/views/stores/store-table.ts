import { awsStores } from "./aws-stores";
import { azureStores } from "./azure-stores";
import { googleStores } from "./google-stores";
import type { StoreType } from "./store-types";

const all = [...awsStores, ...googleStores, ...azureStores];
const byToken: ReadonlyMap<string, StoreType> = new Map(
  all.flatMap((type) => type.types.map((token) => [token, type] as const)),
);

/** Type tokens of everything that keeps data and of which it can be told whether it is backed up. */
export const storeTokens: readonly string[] = [...byToken.keys()];

/** What can be said of a store of a type. */
export function storeTypeOf(token: string): StoreType {
  const type = byToken.get(token);
  if (type === undefined) throw new Error(`${token} is no store`);
  return type;
}
