import { defineRule } from "../../engine/rule";
import { backupRemarks, keepsData } from "../../views/stores/kept-data";
import { surveyStores } from "../../views/stores/stores";
import { dateProblem } from "../../views/test-dates";

export const backupRestorable = defineRule({
  id: "backup-restorable",
  area: "reliability",
  level: "silver",
  title: "Data is backed up, and a backup has been restored as a test",
  why: "A backup that was never restored is a hope: what is missing from it shows on the day when all else is lost.",
  fix: "Switch backups on where the store that the message names is declared; restore one as a test, and record under backup in {file} when (lastTest) and where the protocol is (record).",
  whenNot:
    "Set storesData to false in the service's file for what can be computed again, such as a cache; a replica is no backup.",
  evidence: ["catalog", "declared"],
  messages: {
    off: "Store {store} must have backups on; {why}.",
    denied: "The catalog must not say that the service keeps no data while {store} is declared for it.",
    untested: "The service must state when a backup was last restored as a test{remarks}.",
    future: "The restore test must not be dated after today; it is of {date}{remarks}.",
    old: "The last restore test must be at most {days} days ago; it was on {date}{remarks}.",
    unrecorded: "The restore test must have a link to its record{remarks}.",
  },
  check({ service, evidence, parameters, today, each, fail, notApplicable }) {
    const survey = surveyStores(evidence);
    const kept = keepsData(service, survey);
    if (kept.answer === "denied") return fail("denied", { store: kept.store }, { subject: kept.store });
    if (kept.answer === "no") return notApplicable(kept.reason);

    each(kept.stores, ({ resource, backups }) => {
      const state = backups();
      const store = resource.name;
      if (!state.on) fail("off", { store, why: state.why }, { subject: store, resource });
    });
    if (!service.inCatalog) return;
    const remarks = backupRemarks(survey, kept.stores, evidence);
    const { lastTest: date, record } = service.facts.backup ?? {};
    if (date === undefined) return fail("untested", { remarks });
    const problem = dateProblem(date, today, parameters.days);
    if (problem === "future") fail("future", { date, remarks });
    if (problem === "old") fail("old", { days: parameters.days, date, remarks });
    if (record === undefined) fail("unrecorded", { remarks });
  },
});
