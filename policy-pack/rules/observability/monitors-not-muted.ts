import { defineRule } from "../../engine/rule";
import { allMonitorsOf, type Monitor } from "../../views/monitors/monitors";
import { surveyMutes } from "../../views/mutes/mute-survey";
import { firstAndMore } from "../../views/names";
import { pagingServices } from "../../views/on-call/on-call";

export const monitorsNotMuted = defineRule({
  id: "monitors-not-muted",
  area: "observability",
  level: "silver",
  title: "Mutes of monitors end, and cover little of the month ahead",
  why: "A mute that was meant for an evening and never ended also hides the outage that nobody foresaw.",
  fix: "Give {mute} an end or a shorter recurrence where it is declared, or cancel it at the vendor; what has to be silent often is better left out of the monitor's query.",
  whenNot: "A long migration may need a long mute: ask for a waiver that names it and ends with it.",
  evidence: ["declared", "observed"],
  messages: {
    endless: "{what} {mute} must end; it silences {monitors} until somebody cancels it.",
    long: "{what} {mute} must silence {monitors} for at most {limit} % of the next {days} days; it does for {share} %.",
    together:
      "Mutes {mute} must together silence {monitors} for at most {limit} % of the next {days} days; they do for {share} %.",
  },
  check({ service, evidence, parameters, today, each, fail, notApplicable }) {
    const monitors = allMonitorsOf(evidence);
    if (monitors.length === 0) notApplicable("it has no monitor, which monitors-present judges");
    const { percent, days } = parameters;
    const { alone, together, unknown } = surveyMutes(service, evidence, monitors, { today, days, percent });
    const namesOf = (silenced: readonly Monitor[]): string => firstAndMore(silenced.map(({ name }) => name));

    for (const { mute, monitors: silenced, share } of alone) {
      const data = { what: mute.what, mute: mute.name, monitors: namesOf(silenced) };
      const site = { subject: mute.name, resource: mute.resource };
      if (share === undefined) fail("endless", data, site);
      else fail("long", { ...data, limit: percent, days, share }, site);
    }
    for (const { mutes, monitors: silenced, share } of together) {
      const data = { mute: mutes.map(({ name }) => name).join(", "), monitors: namesOf(silenced) };
      fail("together", { ...data, limit: percent, days, share }, { subject: data.monitors });
    }

    // Most mutes are made by hand: that this stack declares none says little.
    each(unknown, (error) => {
      throw error;
    });
    each(["downtimes", "maintenance-windows"] as const, (kind) => {
      const pages = pagingServices(service, evidence).length > 0 || service.facts.onCall?.existing?.service;
      if (kind === "downtimes")
        evidence.ask(kind, service.name, `what mutes the monitors of ${service.name}`);
      else if (pages) evidence.ask(kind, service.name, `the maintenance windows of ${service.name}`);
    });
  },
});
