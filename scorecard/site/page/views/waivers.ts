import { stackNameOf } from "../../../stack-name";
import type { SiteWaiver } from "../../data/model";
import type { SiteService } from "../../data/opened";
import { ruleLink } from "../change-words";
import { type Context, hasStacks, serviceNamed, type View } from "../context";
import { type Child, el, fragment } from "../element";
import { section, serviceLink } from "../marks";
import { select } from "../service-filter";
import { type Column, table } from "../table";
import { counted, daysText, dayText, number } from "../text";

const states: Readonly<Record<SiteWaiver["state"], string>> = {
  "in-force": "in force",
  expired: "ended",
  refused: "refused",
  unused: "unused",
  idle: "idle",
  orphaned: "orphaned",
};

/** Every accepted exception, in force or not. */
export function waiversView(context: Context): View {
  const { site, route } = context;
  const state = route.query.get("state");
  const rows = site.waivers.filter((one) => !state || one.state === state);
  const { waivedFailures, waiverDebtDays } = site.summary;
  const verified = site.waivers.filter(({ isVerified }) => isVerified).length;
  return {
    title: "Waivers",
    content: fragment(
      el(
        "p",
        { class: "lead" },
        `${counted(waivedFailures, "failure is", "failures are")} waived now; waiver debt is ${counted(waiverDebtDays, "day")}. ${verified === 0 ? "Approvers are as recorded." : `Of ${number(verified)} a review proves who accepted it; the other approvers are as recorded.`}`,
      ),
      el(
        "div",
        { class: "controls", role: "group", "aria-label": "Filters" },
        select(route, "state", "Any state", Object.entries(states)),
      ),
      table({
        label: "Waivers",
        columns: waiverColumns(context),
        rows,
        route,
        sort: "left",
        empty:
          site.waivers.length === 0
            ? "There is no waiver. One is asked for with readiness waive RULE SERVICE."
            : "No waiver is in that state.",
      }),
    ),
  };
}

/** A service's own waivers, by its name or an earlier one, in force or not; nothing where there is none. */
export function waiversOf({ card, name }: SiteService, aliases: readonly string[], context: Context): Child {
  const { site, route } = context;
  const names = [name, ...aliases];
  const rows = site.waivers.filter(
    (one) => site.cards[one.card] === card && names.includes(one.waiver.service),
  );
  if (rows.length === 0) return undefined;
  const columns = waiverColumns(context).filter(({ key }) => key !== "service" && key !== "stack");
  return section("Waivers", table({ label: "Waivers", columns, rows, route, sort: "left", empty: "" }));
}

function waiverColumns({ site }: Context): readonly Column<SiteWaiver>[] {
  const setOf = (rule: string): string => site.rules.find((one) => one.rule === rule)?.set ?? "";
  const columns: (Column<SiteWaiver> | false)[] = [
    {
      key: "service",
      title: "Service",
      cell: ({ card, waiver }) => {
        const service = serviceNamed(site, card, waiver.service);
        return service === undefined ? waiver.service : serviceLink(service);
      },
      order: ({ waiver }) => waiver.service,
    },
    hasStacks(site) && {
      key: "stack",
      title: "Stack",
      cell: ({ card }) => {
        const own = site.cards[card];
        return own && stackNameOf(own);
      },
    },
    {
      key: "rule",
      title: "Rule",
      look: "wide",
      cell: ({ waiver: { rule, subject } }) => [
        ruleLink(site, { set: setOf(rule), rule }),
        subject !== undefined && el("span", { class: "muted" }, ` ${subject}`),
      ],
      order: ({ waiver }) => waiver.rule,
    },
    {
      key: "state",
      title: "State",
      cell: ({ state, why }) => [
        states[state],
        why !== undefined && el("span", { class: "muted" }, ` ${why}`),
      ],
      order: ({ state }) => state,
    },
    { key: "left", title: "Ends", cell: endText, order: ({ daysLeft }) => daysLeft },
    {
      key: "open",
      title: "Days open",
      isNumber: true,
      cell: ({ daysOpen }) => number(daysOpen),
      order: ({ daysOpen }) => daysOpen,
    },
    {
      key: "accepts",
      title: "Failures",
      isNumber: true,
      cell: ({ accepts }) => number(accepts),
      order: ({ accepts }) => accepts,
    },
    {
      key: "approver",
      title: "Approver",
      cell: ({ waiver, isVerified }) => [
        waiver.approver,
        el("span", { class: "muted" }, isVerified ? " verified" : " recorded"),
      ],
      order: ({ waiver }) => waiver.approver,
    },
    {
      key: "reason",
      title: "Reason",
      look: "wide",
      cell: ({ waiver: { reason, note } }) => [`${reason}: `, note],
      order: ({ waiver }) => waiver.reason,
    },
  ];
  return columns.filter((one) => one !== false);
}

function endText({ daysLeft, waiver }: SiteWaiver): HTMLElement {
  return el(
    "span",
    {},
    el("span", { class: daysLeft <= 14 ? "loud" : "" }, daysText(daysLeft)),
    el("span", { class: "muted" }, ` ${dayText(waiver.expires)}`),
  );
}
