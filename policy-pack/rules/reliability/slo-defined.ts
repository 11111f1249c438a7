import { defineRule } from "../../engine/rule";
import { confirmGap } from "../../views/gap";
import type { SloKind } from "../../views/slos/slo-soundness";
import { surveySlos } from "../../views/slos/slo-survey";
import { unseenSlos } from "../../views/slos/slos";

export const sloDefined = defineRule({
  id: "slo-defined",
  area: "reliability",
  level: "silver",
  title: "Every service has an SLO on its availability, the critical ones on latency too",
  why: "Without an objective nobody can say whether the service is good enough, or when to stop and repair.",
  fix: "State it under slos in {file} with queries that name service:{service}; an SLO that is declared elsewhere needs such queries and the tag sli:availability or sli:latency.",
  whenNot:
    "A service that serves no requests has an availability too: the share of its runs or messages that succeed.",
  evidence: ["declared", "observed"],
  messages: {
    noAvailability: "The service must have an availability SLO{hint}.",
    noLatency: "The service must have a latency SLO{hint}.",
    mislabelled: "SLO {slo} must be tagged for what it measures; {detail}.",
    foreign: "SLO {slo} must name the service in its queries; {detail}.",
    alwaysMet: "SLO {slo} must be one that can be missed; {detail}.",
    gone: "SLO {slo} must exist; the vendor has none with the id {id} that the catalog names.",
    blind: "SLO {slo} must rest on live monitors of the service; {detail}.",
  },
  check({ service, evidence, parameters, each, fail }) {
    const survey = surveySlos(service, evidence);
    for (const { item: slo, defect: detail } of survey.mislabelled)
      fail("mislabelled", { slo: slo.name, detail }, { subject: slo.name, resource: slo.resource });

    const wanted: readonly SloKind[] = parameters.latency ? ["availability", "latency"] : ["availability"];
    each(wanted, (kind) => {
      const { sound, defective, undecided } = survey.of(kind);
      if (sound.length > 0) return;
      const gone = unseenSlos(service, evidence).filter((slo) => slo.kind === kind);
      for (const { name } of gone) evidence.ask("slos", service.name, `SLO ${name}`);
      const [unknown] = [...undecided.map(({ error }) => error), ...survey.unreadable];
      if (unknown) throw unknown;
      confirmGap(evidence, "slos", service.name, `the SLOs of ${service.name}`);

      for (const { item: slo, defect } of defective) {
        if (defect.message === "mislabelled") continue;
        const site = { subject: slo.name, resource: slo.resource };
        fail(defect.message, { slo: slo.name, detail: defect.detail }, site);
      }
      for (const { name, id } of gone) fail("gone", { slo: name, id }, { subject: name, observed: true });
      if (defective.length + gone.length > 0) return;
      const unclear = survey.unclassified.map(({ name }) => name).join(", ");
      const hint = unclear === "" ? "" : `; nothing tells what ${unclear} measures`;
      fail(kind === "latency" ? "noLatency" : "noAvailability", { hint });
    });
  },
});
