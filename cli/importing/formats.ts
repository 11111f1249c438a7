/** Formats of other catalogs that can be imported. Apart from their importers, so that --help loads none of them. */
export const importFormats = ["backstage", "datadog", "opslevel", "cortex", "codeowners"] as const;
export type ImportFormat = (typeof importFormats)[number];
