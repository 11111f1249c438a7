import type { Context, View } from "../context";
import { el } from "../element";
import { hrefTo } from "../route";
import { changesView } from "./changes";
import { initiativesView, initiativeView } from "./initiatives";
import { overview } from "./overview";
import { rulesView, ruleView } from "./rules";
import { serviceView } from "./service";
import { servicesView } from "./services";
import { teamsView, teamView } from "./teams";
import { waiversView } from "./waivers";

const views: Readonly<Record<string, (context: Context) => View | undefined | Promise<View | undefined>>> = {
  "": overview,
  services: servicesView,
  service: serviceView,
  changes: changesView,
  teams: teamsView,
  team: teamView,
  initiatives: initiativesView,
  initiative: initiativeView,
  waivers: waiversView,
  rules: rulesView,
  rule: ruleView,
};

/** The view that an address names. */
export async function viewOf(context: Context): Promise<View> {
  const name = context.route.path[0] ?? "";
  const view = Object.hasOwn(views, name) ? views[name]?.(context) : undefined;
  return (await view) ?? notFound(context);
}

function notFound({ route }: Context): View {
  const content = el(
    "p",
    { class: "empty" },
    `This report has no ${route.path.join("/")}. `,
    el("a", { href: hrefTo([]) }, "Go to the overview"),
    ".",
  );
  return { title: "Not found", content };
}
