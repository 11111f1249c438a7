/** The id in the address of a Datadog dashboard; undefined for any other page. */
export function dashboardIdIn(url: string): string | undefined {
  return /\/dashboard\/([a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3})(?![a-z0-9-])/i.exec(url)?.[1]?.toLowerCase();
}
