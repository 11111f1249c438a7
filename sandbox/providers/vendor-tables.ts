import type { Vendor } from "../world/schema";
import { datadogLookups } from "./datadog-lookups";
import { datadogTypes } from "./datadog-types";
import { githubLookups } from "./github-lookups";
import { githubTypes } from "./github-types";
import { pagerdutyLookups } from "./pagerduty-lookups";
import { pagerdutyTypes } from "./pagerduty-types";
import type { Lookups, ResourceTypes } from "./resource-type";

/** What each vendor's stand-in knows. */
export const vendorTables: Readonly<
  Record<Vendor, { readonly types: ResourceTypes; readonly lookups: Lookups }>
> = {
  github: { types: githubTypes, lookups: githubLookups },
  pagerduty: { types: pagerdutyTypes, lookups: pagerdutyLookups },
  datadog: { types: datadogTypes, lookups: datadogLookups },
};
