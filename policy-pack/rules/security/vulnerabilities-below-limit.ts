import { defineRule } from "../../engine/rule";
import { attempt, take } from "../../views/attempt";
import { liveRepository } from "../../views/repository/repository";
import { oldAlerts } from "../../views/security/old-alerts";
import { alertsSetting } from "../../views/security/vulnerability-alerts";

export const vulnerabilitiesBelowLimit = defineRule({
  id: "vulnerabilities-below-limit",
  area: "security",
  level: "gold",
  title: "Serious vulnerabilities of what runs are mended in time",
  why: "A hole that is public is tried on everybody. What matters is how long it stays open after it is known.",
  fix: "Update or replace the dependencies that Dependabot names for {repository}, beginning with the oldest {severity} alert; its security updates open the pull requests by themselves. Dismissing an alert mends nothing.",
  whenNot:
    "Where no mended version exists, or the weak part is never reached, ask for a waiver with subject {severity} and look again when it ends.",
  evidence: ["observed"],
  state: true,
  messages: {
    open: "Repository {repository} must mend {severity} vulnerabilities of what runs within {most} days; {count} are open for longer, the oldest for {oldest} days. Dismissed for lack of time or as tolerable: {dismissed}.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable, unknown }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const { name } = repository;
    const alerts = attempt(() => alertsSetting(repository, evidence));
    const told = attempt(() =>
      evidence.ask("vulnerabilities", name, `the vulnerabilities of repository ${name}`),
    );
    const seen = "value" in told ? told.value : undefined;
    // What GitHub lists proves that alerts are on, unless something is declared to turn them off.
    const off = "value" in alerts && alerts.value.state === "off" ? alerts.value : undefined;
    if (off && (off.by !== undefined || seen === undefined))
      return notApplicable("vulnerability alerts are off; vulnerability-alerts-on judges that");
    take(told);
    if (seen === undefined) {
      take(alerts); // What is not known there is why it is not known here.
      return unknown(
        "unobserved",
        `GitHub lists no vulnerabilities of repository ${name}, as if alerts were off`,
      );
    }
    const running = seen.open.filter(({ scope }) => scope !== "development");
    for (const severity of ["critical", "high"] as const) {
      const most = parameters[severity];
      const alike = running.filter((one) => one.severity === severity);
      const old = oldAlerts(alike, most, today);
      const data = {
        repository: name,
        severity,
        most,
        dismissed: seen.dismissed ?? "more than were counted",
      };
      if (old === undefined) continue;
      const { count, oldest } = old;
      fail("open", { ...data, count, oldest }, { subject: severity, observed: true });
    }
    if (!seen.complete)
      unknown("unobserved", `GitHub lists more vulnerabilities of repository ${name} than were read`);
  },
});
