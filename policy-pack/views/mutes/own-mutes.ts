import type { Monitor } from "../monitors/monitors";
import { clip, type Interval } from "../on-call/intervals";
import type { MuteOfMonitor } from "./mutes";

/** What a monitor states by itself of being silenced, in the older way: a scope each, `*` for all of it. */
export function ownMutes(monitor: Monitor): readonly MuteOfMonitor[] {
  return monitor.silenced.map(({ scope, until }) => {
    const to = until === undefined ? Infinity : until * 1_000;
    return {
      mute: {
        what: "Mute",
        name: monitor.name,
        resource: monitor.resource,
        isAimed: true,
        isEndless: () => until === undefined,
        times: (within: Interval) => clip([{ from: within.from, to }], within),
      },
      monitor,
      all: scope === "*" ? true : undefined,
    };
  });
}
