import { plain } from "./text";

/** More names or notices than this are counted only. */
export const mostNamed = 10;

/** A number with its noun, such as "1 service" or "2 services". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Names as a list, cut after the first ten. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map(plain).join(", ");
  return names.length > mostNamed ? `${shown} and ${names.length - mostNamed} more` : shown;
}
