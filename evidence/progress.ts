import type { Vendor } from "./facts";
import { vendorNames } from "./remarks";

/** Hears how many of a vendor's questions have an answer, after each answer. */
export type Progress = (vendor: Vendor, answered: number, asked: number) => void;

/** Seconds between two lines. */
const pauseSeconds = 5;

/** Says now and then how far observing is, in one sentence for all vendors that are under way; nothing where it is quick. */
export function tellingProgress(say: (sentence: string) => void, now: () => number): Progress {
  const parts = new Map<Vendor, string>();
  let last = now();
  return (vendor, answered, asked) => {
    if (answered === asked) parts.delete(vendor);
    else parts.set(vendor, `${vendorNames[vendor]} ${answered} of ${asked}`);
    if (now() - last < pauseSeconds * 1000 || parts.size === 0) return;
    last = now();
    say(`Observing, facts so far: ${[...parts.values()].join(", ")}.`);
  };
}
