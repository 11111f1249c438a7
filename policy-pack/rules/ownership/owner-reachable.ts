import { defineRule } from "../../engine/rule";

export const ownerReachable = defineRule({
  id: "owner-reachable",
  area: "ownership",
  level: "bronze",
  title: "The owner can be reached by chat, and by e-mail or on call",
  why: "Whoever finds the fault first must be able to tell the people who can mend it, without asking around.",
  fix: "Set contacts.chat, and contacts.email or contacts.onCall, in catalog/teams/{team}.yaml.",
  whenNot: "A team without a channel of its own should name the one that it reads.",
  evidence: ["catalog"],
  messages: {
    noChat: "The owner {owner} must have a chat channel.",
    noContact: "The owner {owner} must have an e-mail address or an on-call contact.",
  },
  check({ service, fail, notApplicable }) {
    const { team } = service;
    if (team === undefined)
      return notApplicable("the owner is not a team of the catalog; owner-assigned judges that");
    const { chat, email, onCall } = team.contacts;
    if (!chat) fail("noChat", { owner: team.name });
    if (!email && !onCall) fail("noContact", { owner: team.name });
  },
});
