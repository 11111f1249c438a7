import type { Evidence, Subject } from "../../engine/rule";
import { aws } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import type { Store, StoreSurvey } from "./stores";

/** Whether a service keeps data that is worth a backup, and in which stores that this stack shows. */
export type KeptData =
  | { readonly answer: "yes"; readonly stores: readonly Store[] }
  | { readonly answer: "no"; readonly reason: string }
  /** The catalog says no, and the stack shows a database. */
  | { readonly answer: "denied"; readonly store: string };

/**
 * Asks the catalog, and where it says nothing, the stack. Buckets may hold what others made, so that the catalog may say
 * no; caches count only where it says yes. Throws UnknownValue where a volume might hold anything.
 */
export function keepsData(service: Subject, { stores, elsewhere, volumes }: StoreSurvey): KeptData {
  const { storesData: said, backup } = service.facts;
  if (said === false) {
    const database = stores.find(({ kind }) => kind === "database")?.resource;
    const store = database ?? elsewhere.find(({ kind }) => kind === "database");
    return store === undefined
      ? { answer: "no", reason: "it keeps no data, says the catalog" }
      : { answer: "denied", store: store.name };
  }
  const counted = stores.filter(({ kind }) => said || kind !== "cache");
  if (said || backup !== undefined || counted.length + elsewhere.length > 0)
    return { answer: "yes", stores: counted };
  const [volume] = volumes;
  if (volume === undefined)
    return { answer: "no", reason: "neither the catalog (storesData) nor the stack says that it keeps data" };
  throw new UnknownValue(
    "unobserved",
    `whether volume ${volume} holds data that is worth a backup only the catalog can tell (storesData)`,
  );
}

/** What a failure must say besides about the backups that are on, or that nobody sees; empty where there is nothing. */
export function backupRemarks(survey: StoreSurvey, stores: readonly Store[], evidence: Evidence): string {
  const { elsewhere, volumes } = survey;
  const seen = stores.flatMap((store) => {
    const state = attempt(() => store.backups());
    return "value" in state && state.value.on ? state.value.remarks : [];
  });
  const plans = evidence.all(aws.restoreTestingPlan).map(({ name }) => `plan ${name} is no record of a test`);
  const unseen = [
    ...elsewhere.map(({ name, why }) => `${name} ${why}`),
    ...volumes.map((name) => `volume ${name} shows no backups`),
  ];
  const blind =
    stores.length > 0 ? [] : ["no store of this stack shows its backups: the catalog's word counts"];
  const remarks = [...seen, ...unseen, ...blind, ...plans];
  return remarks.length === 0 ? "" : `; ${remarks.join(", ")}`;
}
