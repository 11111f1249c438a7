import { percent, shareOf } from "../../../share";
import { goalBar } from "../chart";
import { type Context, serviceNamed } from "../context";
import { el, outLink } from "../element";
import { empty, section, serviceLink } from "../marks";
import { hrefTo } from "../route";
import { counted, daysText, dayText, number } from "../text";
import { initiativePath, timeText } from "./initiatives";

/** Days ahead in which a waiver's end is soon. */
export const soon = 30;

/** Waivers in force that end soon, the next first. */
export function endingWaivers({ site }: Context): HTMLElement {
  const ending = site.waivers
    .filter(({ state, daysLeft }) => state === "in-force" && daysLeft <= soon)
    .sort((a, b) => a.daysLeft - b.daysLeft);
  const { waivedFailures, waiverDebtDays } = site.summary;
  return section(
    "Waivers ending soon",
    el(
      "p",
      { class: "muted" },
      `${counted(waivedFailures, "failure is", "failures are")} waived, for ${counted(waiverDebtDays, "day")} all together. `,
      el("a", { href: hrefTo(["waivers"]) }, `All ${number(site.waivers.length)} waivers`),
    ),
    ending.length === 0
      ? empty(`No waiver in force ends within ${soon} days.`)
      : el(
          "ul",
          { class: "rows" },
          ending.slice(0, 6).map(({ card, waiver, daysLeft }) => {
            const service = serviceNamed(site, card, waiver.service);
            return el(
              "li",
              {},
              el(
                "span",
                { class: "row-head" },
                service ? serviceLink(service) : waiver.service,
                el("span", {}, waiver.rule),
              ),
              el("span", { class: "muted" }, `${daysText(daysLeft)}, until ${dayText(waiver.expires)}`),
            );
          }),
        ),
  );
}

/** Open tasks, overdue ones first, where a sync told them. */
export function openTasks({ site }: Context): HTMLElement {
  const tasks = site.services
    .flatMap((service) => (service.tasks ?? []).map((task) => ({ service, task })))
    .sort(
      (a, b) =>
        Number(b.task.overdue) - Number(a.task.overdue) || (`${a.task.due}` < `${b.task.due}` ? -1 : 1),
    );
  const counts = site.summary.tasks;
  return section(
    "Tasks",
    counts === undefined
      ? empty("No tasks are told in this scorecard. They come with readiness tasks sync.")
      : el("p", { class: "muted" }, `${number(counts.open)} open, ${number(counts.overdue)} overdue.`),
    tasks.length > 0 &&
      el(
        "ul",
        { class: "rows" },
        tasks
          .slice(0, 6)
          .map(({ service, task }) =>
            el(
              "li",
              {},
              el(
                "span",
                { class: "row-head" },
                serviceLink(service),
                outLink(task.url, task.rules.join(", ")),
              ),
              el(
                "span",
                { class: task.overdue ? "loud" : "muted" },
                task.due === undefined
                  ? "no due date"
                  : `${task.overdue ? "overdue since" : "due"} ${dayText(task.due)}`,
              ),
            ),
          ),
      ),
  );
}

/** Initiatives that run, with goal and now. */
export function initiativesInShort({ site }: Context): HTMLElement | false {
  const running = site.initiatives.filter(({ state }) => state === "running");
  if (running.length === 0) return false;
  return section(
    "Initiatives",
    el(
      "ul",
      { class: "tiles" },
      running.slice(0, 6).map((one) => {
        const met = one.services.filter((service) => service.met).length;
        const share = shareOf(met, one.services.length);
        return el(
          "li",
          { class: "card" },
          el("h3", {}, el("a", { href: hrefTo(initiativePath(site, one)) }, one.initiative.title)),
          goalBar(share ?? 0, one.initiative.goal / 100),
          el(
            "p",
            {},
            `${percent(share)} of ${one.initiative.goal} %, ${number(met)} of ${counted(one.services.length, "service")}`,
          ),
          el("p", { class: "muted" }, timeText(one)),
        );
      }),
    ),
  );
}
