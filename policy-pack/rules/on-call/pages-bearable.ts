import { defineRule } from "../../engine/rule";
import { isDatadogs, onCallPolicies } from "../../views/on-call/on-call";
import { pageLoadOf } from "../../views/on-call/page-load";
import { localTime, startOfDay } from "../../views/on-call/time-zone";

export const pagesBearable = defineRule({
  id: "pages-bearable",
  area: "on-call",
  level: "gold",
  title: "Nobody is paged more often than a person can bear",
  why: "After the third page of a night people stop reading them, and the fourth is the one that mattered.",
  fix: "Look at what paged most, for {services}: raise thresholds that nobody acts on, let what resolves itself wait or alert a channel, group alerts of one cause, and mend what keeps breaking.",
  whenNot:
    "A single bad night with one cause that is mended ends the failure once it lies far enough back; until then, a short waiver may say so.",
  evidence: ["observed"],
  state: true,
  messages: {
    unbearable:
      "The people of policy {policy} must have at most {most} pages in 12 hours; from {from} to {to} ({zone}) they had {found}, for {services}. Of all pages in {days} days, {autoResolved} % resolved themselves.",
  },
  check({ service, evidence, parameters: { pages: most, days }, today, fail, notApplicable, unknown }) {
    const policies = onCallPolicies(service, evidence);
    if (policies.length === 0)
      return notApplicable("nobody is on call at all; on-call-scheduled judges that");
    if (policies.every(isDatadogs))
      return unknown("no-collector", "Datadog On-Call lists no pages of the past");
    const told = evidence.ask("pages", service.name, `the pages of ${service.name}`);
    if (told === undefined) return;

    const since = startOfDay(today) - days * 86_400_000;
    const zone = service.team?.timeZone ?? "UTC";
    for (const { name: policy, services, pages } of told.policies) {
      const { worst, autoResolved } = pageLoadOf(pages, zone, since);
      if (worst === undefined || worst.pages <= most) continue;
      const { from, to, pages: found } = worst;
      const data = { policy, most, from, to, zone, found, services: services.join(", "), days, autoResolved };
      fail("unbearable", data, { subject: policy, observed: true });
    }
    if (Date.parse(told.since) > since)
      unknown(
        "unobserved",
        `pages of ${service.name} were only told since ${localTime(zone, Date.parse(told.since))}`,
      );
  },
});
