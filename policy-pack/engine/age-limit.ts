const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * How old something may be, in milliseconds, of a text that says it in whole minutes, hours or days, such as 90m, 26h or
 * 2d; undefined for any other text.
 */
export function ageLimitOf(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * units[unit as keyof typeof units]; // the pattern has these letters only
}
