import { defineRule } from "../../engine/rule";
import type { SloKind } from "../../views/slos/slo-soundness";
import { surveySlos } from "../../views/slos/slo-survey";
import { unseenSlos } from "../../views/slos/slos";

export const sloTargetMeetsTier = defineRule({
  id: "slo-target-meets-tier",
  area: "reliability",
  level: "gold",
  title: "SLO targets are as high as the tier asks",
  why: "A target below the tier lets the service fail for longer than the business accepts, with every light green.",
  fix: "Set target and window of the SLO under slos in {file} (tier {tier} fills in the target that it asks), or thresholds, timeframe and targetThreshold where the SLO is declared by other means.",
  whenNot: "Where the service need not be that good, lower its tier rather than its target.",
  evidence: ["declared", "observed"],
  messages: {
    low: "SLO {slo} must target at least {wanted} %; it targets {actual} %.",
    window: "SLO {slo} must have 30d or 90d as its primary time frame; it has {timeframe}.",
    disagree:
      "SLO {slo} must state one target for {timeframe}; targetThreshold says {primary} %, thresholds {listed} %.",
    untargeted: "SLO {slo} must state a target.",
  },
  check({ service, evidence, parameters, each, fail, notApplicable }) {
    const survey = surveySlos(service, evidence);
    const judged = (["availability", "latency"] satisfies SloKind[]).flatMap((kind) => {
      // What cannot be told to be sound is judged as well: were it not, slo-defined would fail it.
      const { sound, undecided } = survey.of(kind);
      return [...sound, ...undecided.map(({ item }) => item)].map((slo) => ({ slo, kind }));
    });
    // One that the vendor does not know either is another rule's matter.
    each(unseenSlos(service, evidence), ({ name }) =>
      evidence.ask("slos", service.name, `the target of SLO ${name}`),
    );
    if (judged.length + survey.unreadable.length === 0)
      notApplicable("it has no sound SLO, which slo-defined judges");

    // One that cannot be told to be of either kind may be the one that is too weak.
    each(survey.unreadable, (error) => {
      throw error;
    });
    each(judged, ({ slo, kind }) => {
      const site = { subject: slo.name, resource: slo.resource };
      const { objective, thresholds, targetThreshold: primary } = slo;
      if (objective === undefined) return fail("untargeted", { slo: slo.name }, site);
      const { timeframe, target: actual } = objective;
      if (kind === "availability" && timeframe !== "30d" && timeframe !== "90d")
        fail("window", { slo: slo.name, timeframe }, site);
      const listed = thresholds.find((threshold) => threshold.timeframe === timeframe)?.target;
      if (listed !== undefined && primary !== undefined && listed !== primary)
        return fail("disagree", { slo: slo.name, timeframe, primary, listed }, site);
      const wanted = parameters[kind];
      if (actual < wanted) fail("low", { slo: slo.name, wanted, actual }, site);
    });
  },
});
