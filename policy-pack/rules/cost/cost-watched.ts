import { defineRule } from "../../engine/rule";
import { costWatches } from "../../views/cost/cost-watches";
import { sortOut } from "../../views/truth";

export const costWatched = defineRule({
  id: "cost-watched",
  area: "cost",
  level: "gold",
  title: "Somebody is told when the service costs more than it should",
  why: "A loop that calls a paid interface all weekend is found on the bill, a month late.",
  fix: "Declare a Datadog monitor of the type cost alert for service:{service} that notifies its team, or link what watches the cost elsewhere under links in {file}, with kind cost.",
  whenNot: "A service that costs next to nothing needs no alert of its own: ask for a waiver.",
  evidence: ["declared", "catalog"],
  messages: {
    missing: "The service must have a cost alert or a budget that notifies its owner.",
    useless: "{watch} must be, or be joined by, a cost alert that notifies the owner; it {reason}.",
  },
  check({ service, evidence, today, fail, notApplicable }) {
    // What a linked page watches nobody here sees; the catalog's word counts.
    if (service.facts.links.some(({ kind, url }) => kind === "cost" && url !== undefined)) return;
    if (service.team === undefined)
      return notApplicable("the owner is not a team of the catalog; owner-assigned judges that");
    const watches = costWatches(service, evidence, today);
    if (watches.length === 0) return fail("missing", {});
    const { sound, defective, undecided } = sortOut(watches, (watch) => watch.whyUseless());
    if (sound.length > 0) return;
    const [unknown] = undecided;
    if (unknown) throw unknown.error;

    for (const { item, defect: reason } of defective) {
      const { resource } = item;
      fail("useless", { watch: resource.name, reason }, { subject: resource.name, resource });
    }
  },
});
