import { datadogDashboardTypes } from "./datadog-dashboard-types";
import { datadogMonitorTypes } from "./datadog-monitor-types";
import { datadogOnCallTypes } from "./datadog-on-call-types";
import { datadogOtherTypes } from "./datadog-other-types";
import { datadogSloTypes } from "./datadog-slo-types";
import { datadogSyntheticsTypes } from "./datadog-synthetics-types";
import type { ResourceTypes } from "./resource-type";

/** Datadog's resource types that the stand-in knows. */
export const datadogTypes: ResourceTypes = {
  ...datadogMonitorTypes,
  ...datadogSloTypes,
  ...datadogSyntheticsTypes,
  ...datadogDashboardTypes,
  ...datadogOnCallTypes,
  ...datadogOtherTypes,
};
