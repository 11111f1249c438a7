import { defineRule } from "../../engine/rule";
import { liveRepository } from "../../views/repository/repository";
import { oldAlerts } from "../../views/security/old-alerts";
import { planExcuse } from "../../views/security/plan";
import { secretScanning } from "../../views/security/secret-scanning";

export const noLeakedSecrets = defineRule({
  id: "no-leaked-secrets",
  area: "security",
  level: "silver",
  title: "A leaked secret is replaced within days",
  why: "A secret in a repository works for everybody who has ever read it, until somebody replaces it.",
  fix: "Replace the secrets of type {type} where they were issued, revoke the old ones, and only then resolve their alerts in {repository} as revoked. An alert stays open when GitHub finds the secret inactive.",
  whenNot:
    "What only looks like a secret is resolved as a false positive with a word on why; it needs no waiver.",
  evidence: ["observed"],
  state: true,
  messages: {
    open: "Repository {repository} must resolve leaked secrets within {most} days; of type {type} {count} are open for longer, the oldest for {oldest} days (known to work: {working}; public: {published}; pushed past the protection: {pushed}). Resolved as not to be mended or used in tests: {dismissed}.",
  },
  check({ service, evidence, parameters, surroundings, today, fail, notApplicable, unknown }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const { name } = repository;
    const excuse = planExcuse(repository, surroundings, "secret scanning");
    if (excuse !== undefined) return notApplicable(excuse);

    const seen = evidence.ask("leaked-secrets", name, `the leaked secrets of repository ${name}`);
    if (seen === undefined) {
      const { state } = secretScanning(repository, evidence).scanning();
      if (state === "disabled")
        return notApplicable("secret scanning is off; secret-scanning-on judges that");
      if (state === "unavailable")
        return notApplicable(`GitHub has no secret scanning for repository ${name} in its owner's plan`);
      return unknown(
        "unobserved",
        `GitHub shows no leaked secrets of repository ${name}, as if scanning were off`,
      );
    }
    const most = parameters.days;
    for (const type of [...new Set(seen.open.map((one) => one.type))].sort()) {
      const old = oldAlerts(
        seen.open.filter((one) => one.type === type),
        most,
        today,
      );
      if (old === undefined) continue;
      const { alerts, count, oldest } = old;
      const working = alerts.filter(({ validity }) => validity === "active").length;
      const published = alerts.filter(({ publiclyLeaked }) => publiclyLeaked).length;
      const pushed = alerts.filter(({ pushProtectionBypassed }) => pushProtectionBypassed).length;
      const data = { repository: name, type, most, count, oldest, working, published, pushed };
      fail(
        "open",
        { ...data, dismissed: seen.dismissed ?? "more than were counted" },
        { subject: type, observed: true },
      );
    }
    if (!seen.complete)
      unknown("unobserved", `GitHub lists more leaked secrets of repository ${name} than were read`);
  },
});
