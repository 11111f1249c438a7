import type { Evidence, Resource } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { type Attempt, attempt, firstUnknown } from "../attempt";
import { at, scalar } from "../property";
import { isInBackupPlan } from "./backup-plans";
import { companionsOf } from "./store-references";
import { storeTypeOf } from "./store-table";
import type { Plain, StoreType, Way } from "./store-types";

/** Whether a store is backed up: if so with what must be said of it, else why not, both in words. */
export type BackupState =
  | { readonly on: true; readonly remarks: readonly string[] }
  | { readonly on: false; readonly why: string };

/** Reads whether backups of a store are on; throws UnknownValue where that is not known. */
export function backupStateOf(store: Resource, evidence: Evidence): BackupState {
  const type = storeTypeOf(store.type);
  const tried = type.ways.map((way) => attempt(() => readWay(way, store, evidence)));
  const answers = tried.flatMap((one) => ("value" in one ? [one.value] : []));
  const open = answers.find(({ on }) => on);
  if (open) return { on: true, remarks: remarksOn(store, type, open.value) };
  if (type.awsBackup && isInBackupPlan(store, evidence)) return { on: true, remarks: [] };
  const unknown = firstUnknown(tried);
  if (unknown) throw unknown;
  return { on: false, why: [...new Set(answers.map(({ said }) => said))].join(" and ") };
}

interface Answer {
  readonly on: boolean;
  readonly value: Plain | undefined;
  readonly said: string;
}

function readWay(way: Way, store: Resource, evidence: Evidence): Answer {
  const { companion } = way;
  if (companion === undefined) return answerOf(way, at(store.props, way.at));
  const companions = companionsOf(store, companion, evidence);
  if (companions.length === 0)
    return { on: means(way, way.absent), value: way.absent, said: `it has no ${companion.called}` };
  if (way.at === "") return { on: true, value: true, said: "" };
  const tried = companions.map((one) => attempt(() => answerOf(way, at(one.props, way.at))));
  return bestOf(tried);
}

/** One companion that switches backups on suffices; an unknown one may be it. */
function bestOf(tried: readonly Attempt<Answer>[]): Answer {
  const answers = tried.flatMap((one) => ("value" in one ? [one.value] : []));
  const unknown = firstUnknown(tried);
  const best = answers.find(({ on }) => on);
  if (best === undefined && unknown) throw unknown;
  return best ?? answers[0] ?? { on: false, value: undefined, said: "" };
}

function answerOf(way: Way, property: Value): Answer {
  const stated = plainValue(way, property);
  const value = stated ?? way.absent;
  return { on: means(way, value), value, said: saying(way, stated) };
}

function plainValue({ on }: Way, property: Value): Plain | undefined {
  if (on === "positive") return property.number();
  if (on === "true") return property.boolean();
  return on === "span" ? scalar(property) : property.string();
}

function means({ on }: Way, value: Plain | undefined): boolean {
  if (value === undefined) return false;
  if (on === "positive") return Number(value) > 0;
  if (on === "true") return value === true;
  return on === "span" ? Number.parseFloat(String(value)) > 0 : on.includes(String(value));
}

/** Texts are not repeated: what somebody else wrote there may be anything. */
function saying({ at: path, on }: Way, stated: Plain | undefined): string {
  if (stated === undefined || stated === "") return `its ${path} is not set`;
  if (typeof on !== "string") return `its ${path} is not ${on.join(" or ")}`;
  return on === "span" ? `its ${path} is 0` : `its ${path} is ${stated}`;
}

function remarksOn(store: Resource, type: StoreType, value: Plain | undefined): readonly string[] {
  const { name } = store;
  const gone = (type.endsWith ?? []).some(({ at: path, absent }) => {
    const setting = attempt(() => at(store.props, path).boolean() ?? absent);
    return "value" in setting && setting.value;
  });
  return [
    ...(value === 1 ? [`backups of ${name} are kept for one day`] : []),
    ...(gone ? [`backups of ${name} go when it is deleted`] : []),
    ...(type.kind === "bucket" ? [`versions of ${name} save its objects, not the bucket`] : []),
  ];
}
