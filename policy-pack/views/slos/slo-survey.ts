import type { Evidence, Subject } from "../../engine/rule";
import type { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { type Sorted, sortOut } from "../truth";
import { contradictionOf, defectOf, measureOfSlo, type SloDefect, type SloKind } from "./slo-soundness";
import { type Slo, slosOf } from "./slos";

/** A service's SLOs by what they measure. */
export interface SloSurvey {
  /** Those of a kind: sound, with what keeps them from measuring the service, or not known. */
  of(kind: SloKind): Sorted<Slo, SloDefect>;
  /** Those whose tag says another thing than their query. */
  readonly mislabelled: Sorted<Slo, string>["defective"];
  /** Those of which neither tag nor query tells what they measure. */
  readonly unclassified: readonly Slo[];
  /** Why some could not be classified. */
  readonly unreadable: readonly UnknownValue[];
}

/** Sorts a service's SLOs, once for all rules that ask. */
export function surveySlos(service: Subject, evidence: Evidence): SloSurvey {
  return evidence.once("slo survey", () => {
    const read = slosOf(service, evidence).map((slo) => ({ slo, tried: attempt(() => measureOfSlo(slo)) }));
    const measured = read.flatMap(({ slo, tried }) => ("value" in tried ? [{ slo, ...tried.value }] : []));
    return {
      of: (kind) =>
        sortOut(
          measured.filter((one) => one.kind === kind).map(({ slo }) => slo),
          (slo) => defectOf(slo, service, evidence),
        ),
      mislabelled: sortOut(
        measured.map(({ slo }) => slo),
        contradictionOf,
      ).defective,
      unclassified: measured
        .filter(({ kind, label }) => kind === undefined && label === undefined)
        .map(({ slo }) => slo),
      unreadable: read.flatMap(({ tried }) => ("unknown" in tried ? [tried.unknown] : [])),
    };
  });
}
