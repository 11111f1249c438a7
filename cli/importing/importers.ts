import { importBackstage } from "../../catalog/importing/backstage";
import { importCodeowners } from "../../catalog/importing/codeowners";
import { importCortex } from "../../catalog/importing/cortex";
import { importDatadog } from "../../catalog/importing/datadog";
import type { Importer } from "../../catalog/importing/imported";
import { importOpsLevel } from "../../catalog/importing/opslevel";
import type { ImportFormat } from "./formats";

/** What reads each format. */
export const importers: Readonly<Record<ImportFormat, Importer>> = {
  backstage: importBackstage,
  datadog: importDatadog,
  opslevel: importOpsLevel,
  cortex: importCortex,
  codeowners: importCodeowners,
};
