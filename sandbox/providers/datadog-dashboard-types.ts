import type { JsonObject } from "../world/schema";
import { jsonText, publicId } from "./datadog-objects";
import { isObject, type Path, valuesAt } from "./paths";
import type { CheckFailure, Context, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

/** Required inputs of the widgets that dashboards of services use; those of other widgets are not checked. */
function requiredOfWidgets(at: Path): readonly Path[] {
  return [
    `${at}.alertGraphDefinition.alertId`,
    `${at}.alertGraphDefinition.vizType`,
    `${at}.alertValueDefinition.alertId`,
    `${at}.checkStatusDefinition.check`,
    `${at}.checkStatusDefinition.grouping`,
    `${at}.freeTextDefinition.text`,
    `${at}.manageStatusDefinition.query`,
    `${at}.noteDefinition.content`,
    `${at}.serviceLevelObjectiveDefinition.sloId`,
    `${at}.serviceLevelObjectiveDefinition.timeWindows`,
    `${at}.serviceLevelObjectiveDefinition.viewMode`,
    `${at}.serviceLevelObjectiveDefinition.viewType`,
    `${at}.sloListDefinition.request`,
    `${at}.widgetLayout.height`,
    `${at}.widgetLayout.width`,
    `${at}.widgetLayout.x`,
    `${at}.widgetLayout.y`,
  ];
}

const dashboard: ResourceType = {
  kind: "dashboard",
  required: [
    "layoutType",
    "title",
    "tabs[].name",
    "tabs[].widgetIds",
    "templateVariables[].name",
    ...requiredOfWidgets("widgets[]"),
    "widgets[].groupDefinition.layoutType",
    ...requiredOfWidgets("widgets[].groupDefinition.widgets[]"),
  ],
  defaults: { isReadOnly: false },
  values: {
    layoutType: ["ordered", "free"],
    reflowType: ["auto", "fixed"],
    "widgets[].alertGraphDefinition.vizType": ["timeseries", "toplist"],
    "widgets[].serviceLevelObjectiveDefinition.timeWindows[]": [
      "7d",
      "30d",
      "90d",
      "week_to_date",
      "previous_week",
      "month_to_date",
      "previous_month",
      "global_time",
    ],
    "widgets[].serviceLevelObjectiveDefinition.viewMode": ["overall", "component", "both"],
    "widgets[].serviceLevelObjectiveDefinition.viewType": ["detail"],
  },
  outputs: ["dashboardListsRemoveds"],
  computed: ["tabs[].id", "url", "widgets[].id", "widgets[].groupDefinition.widgets[].id"],
  replaceOn: ["layoutType"],
  unordered: ["dashboardLists", "notifyLists", "restrictedRoles"],
  judge: (inputs) => [...tagsOfTeams(inputs), ...defaultTwice(inputs)],
  newId: publicId,
  once: (inputs, context, id) => ({ ...addressOf(inputs, id), widgets: withIds(inputs.widgets, context) }),
};

function addressOf(inputs: JsonObject, id: string): JsonObject {
  const slug = String(inputs.title)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  return { url: `/dashboard/${id}/${slug}`, dashboardListsRemoveds: [] };
}

function withIds(widgets: unknown, { random }: Context): readonly JsonObject[] {
  return Array.isArray(widgets) ? widgets.map(() => ({ id: random.number() })) : [];
}

function tagsOfTeams(inputs: JsonObject): readonly CheckFailure[] {
  return valuesAt(inputs, "tags[]")
    .filter(({ value }) => !isUnknown(value) && !String(value).startsWith("team:"))
    .map(({ value, at }) => ({
      property: at,
      reason: `only tags of the form "team:<name>" are supported, got "${value}"`,
    }));
}

function defaultTwice(inputs: JsonObject): readonly CheckFailure[] {
  return valuesAt(inputs, "templateVariables[]")
    .filter(({ value }) => isObject(value) && value.default !== undefined && value.defaults !== undefined)
    .map(({ at }) => ({
      property: `${at}.default`,
      reason: `"default" cannot be used together with "defaults"`,
    }));
}

const dashboardV2: ResourceType = {
  ...dashboard,
  kind: "dashboardV2",
  defaults: { isReadOnly: false, validate: true },
  outputs: [],
  computed: [...(dashboard.computed ?? []), "dashboardListsRemoveds"],
};

const dashboardJson: ResourceType = {
  kind: "dashboardJson",
  required: ["dashboard"],
  outputs: ["dashboardListsRemoveds"],
  computed: ["url"],
  judge: jsonText("dashboard"),
  newId: publicId,
  once: (_inputs, _context, id) => ({ url: `/dashboard/${id}`, dashboardListsRemoveds: [] }),
};

/** Dashboards, in the three ways to write them. */
export const datadogDashboardTypes: ResourceTypes = {
  "datadog:index/dashboard:Dashboard": dashboard,
  "datadog:index/dashboardV2:DashboardV2": dashboardV2,
  "datadog:index/dashboardJson:DashboardJson": dashboardJson,
};
