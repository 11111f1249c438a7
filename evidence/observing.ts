import { join } from "node:path";
import type { Collector } from "./collector";
import { areSimulated, type Settings, simulators } from "./connections";
import { datadogCollector } from "./datadog/collector";
import type { Vendor } from "./facts";
import { githubCollector } from "./github/collector";
import { usualAgeSeconds } from "./http/cache";
import type { ApiClient } from "./http/client";
import { UnansweredError } from "./http/outcome";
import { type Observed, observe } from "./observe";
import { pagerdutyCollector } from "./pagerduty/collector";
import type { Progress } from "./progress";
import { remarksOn } from "./remarks";
import { type ClientSurround, openVendorClient } from "./vendor-client";
import type { WantedService } from "./wanted";

/** What observing depends on besides the vendors themselves. */
export interface ObservingSurround extends ClientSurround {
  readonly progress?: Progress;
}

/**
 * Where answers are kept, and for how long: READINESS_CACHE names a folder, or is off; the user's cache folder by default.
 */
export function cacheSettings(
  env: Readonly<Record<string, string | undefined>>,
): Pick<ObservingSurround, "cacheFolder" | "cacheSeconds"> {
  const { READINESS_CACHE: named = "", XDG_CACHE_HOME: caches = "", HOME: home = "" } = env;
  const cacheSeconds = usualAgeSeconds;
  if (named === "off") return { cacheFolder: undefined, cacheSeconds };
  if (named !== "") return { cacheFolder: named, cacheSeconds };
  const usual = caches !== "" ? caches : home !== "" ? join(home, ".cache") : undefined;
  return { cacheFolder: usual && join(usual, "readiness"), cacheSeconds };
}

/** A collector that is ready to ask, and how what it opened is closed. */
interface Opened {
  readonly collector: Collector;
  close(): Promise<void>;
}

type OpenCollector = (parts: { readonly client: ApiClient; readonly now: () => Date }) => Collector;

/** Whoever reads a vendor more adds it here. */
const collectors: Readonly<Record<Vendor, OpenCollector>> = {
  github: githubCollector,
  pagerduty: pagerdutyCollector,
  datadog: datadogCollector,
};

/**
 * Asks the vendors about services, and says in sentences what whoever runs this must know. A vendor that cannot be asked
 * at all, for want of credentials, leaves all of its facts unanswered.
 */
export async function observeVendors(
  vendors: readonly Vendor[],
  services: readonly WantedService[],
  surround: ObservingSurround,
): Promise<{ readonly facts: Observed; readonly remarks: readonly string[] }> {
  const opened = vendors.map((vendor) => open(vendor, surround));
  try {
    const all = opened.map(({ collector }) => collector);
    const facts = await observe(all, services, { now: surround.now, progress: surround.progress });
    const told = [...facts.values()].flat();
    const remarks = vendors.flatMap((vendor) => remarksOn(vendor, told, surround.now()));
    return { facts, remarks: [...simulatedRemark(surround.settings), ...remarks] };
  } finally {
    for (const { close } of opened) await close();
  }
}

/** What simulated vendors say must never pass for what real ones do. */
function simulatedRemark(settings: Settings): readonly string[] {
  const says =
    "The vendors are simulated on this machine: what was observed is no evidence of the real ones.";
  return areSimulated(settings) ? [`${says} Unset ${simulators} to ask them.`] : [];
}

function open(vendor: Vendor, surround: ObservingSurround): Opened {
  const opened = openVendorClient(vendor, surround);
  if ("why" in opened) return { collector: notAsked(collectors[vendor], opened.why), close: async () => {} };
  const { client, close } = opened;
  return { collector: collectors[vendor]({ client, now: surround.now }), close };
}

/** One that knows its questions and asks none of them. */
function notAsked(collector: OpenCollector, why: string): Collector {
  const refuse = () => Promise.reject(new UnansweredError(why));
  return { ...collector({ client: { get: refuse }, now: () => new Date(0) }), collect: refuse };
}
