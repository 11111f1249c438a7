import type { Evidence, Resource } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { type Attempt, attempt, take } from "../attempt";
import { surveyWorkloads } from "../kubernetes/workloads";
import { at } from "../property";
import { type BackupState, backupStateOf } from "./backup-state";
import { storesReferredTo } from "./store-references";
import { storeTokens, storeTypeOf } from "./store-table";
import type { Source, StoreType } from "./store-types";

/** Something that keeps data of a service. */
export interface Store {
  /** What decides whether it is backed up: itself, or what it replicates or belongs to. */
  readonly resource: Resource;
  readonly kind: StoreType["kind"];
  /** Throws UnknownValue where it is not known. */
  backups(): BackupState;
}

/** A store whose backups this stack does not show, and why, in words that follow its name. */
export interface StoreElsewhere {
  readonly name: string;
  readonly kind: StoreType["kind"];
  readonly why: string;
}

/** What keeps data of a service, as far as the stack shows it. */
export interface StoreSurvey {
  readonly stores: readonly Store[];
  readonly elsewhere: readonly StoreElsewhere[];
  /** Volumes of Kubernetes by name: what is on them, and whether it is backed up, no stack tells. */
  readonly volumes: readonly string[];
}

/** Finds what keeps data of a service. */
export function surveyStores(evidence: Evidence): StoreSurvey {
  return evidence.once("stores", () => {
    const found = evidence
      .of(...storeTokens)
      .map((own) => ({ own, end: attempt(() => follow(own, evidence)) }));
    const known = found.flatMap(({ end }) => ("value" in end ? [end.value] : []));
    const decisive = new Set(known.flatMap((end) => ("store" in end ? [end.store] : [])));
    return {
      stores: [
        ...[...decisive].map((resource) => storeOf(resource, { value: resource }, evidence)),
        ...found.flatMap(({ own, end }) => ("unknown" in end ? [storeOf(own, end, evidence)] : [])),
      ],
      elsewhere: known.flatMap((end) => ("store" in end ? [] : [end])),
      volumes: volumesOf(evidence),
    };
  });
}

function storeOf(resource: Resource, decisive: Attempt<unknown>, evidence: Evidence): Store {
  return {
    resource,
    kind: storeTypeOf(resource.type).kind,
    backups: () => {
      take(decisive);
      return backupStateOf(resource, evidence);
    },
  };
}

/** No chain of replicas is longer: replicas of replicas of replicas are the most that a vendor allows. */
const longest = 5;

/** Goes from a replica, a part or a setting to the store that decides; throws UnknownValue where that is not known. */
function follow(own: Resource, evidence: Evidence): { readonly store: Resource } | StoreElsewhere {
  let store = own;
  for (let step = 0; step < longest; step++) {
    const { sources = [], kind } = storeTypeOf(store.type);
    const from = store;
    const source = sources.find((one) => applies(one, from));
    if (source === undefined) break;
    const [next] = storesReferredTo(store, source.at, source.types, evidence);
    if (next !== undefined) store = next;
    else if (source.relation === "is a setting of") break;
    else return { name: own.name, kind, why: `${source.relation} what is not in this stack` };
  }
  return { store };
}

function applies({ at: path, when }: Source, { props }: Resource): boolean {
  const reference = at(props, path);
  if (!reference.unknown && !reference.string()) return false;
  return when === undefined || when.is.includes(at(props, when.at).string() ?? "");
}

function volumesOf(evidence: Evidence): readonly string[] {
  const claims = evidence.of(kubernetes.persistentVolumeClaim).map(({ name }) => name);
  const stateful = surveyWorkloads(evidence).workloads.filter(({ kind, resource }) => {
    const templates = attempt(() => resource.props.get("spec").get("volumeClaimTemplates"));
    return (
      kind === "StatefulSet" &&
      "value" in templates &&
      (templates.value.unknown || templates.value.items().length > 0)
    );
  });
  return [...claims, ...stateful.map(({ name }) => name)];
}
