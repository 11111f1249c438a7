import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { type Destination, type Notifications, variableOf } from "../../catalog/notifications";
import { simulators } from "../../evidence/connections";
import { isThisMachine } from "../../evidence/http/connection";
import { UnansweredError } from "../../evidence/http/outcome";

/** Where a message goes, with the secrets of the way there; or why it goes nowhere, as a clause without them. */
export type Way =
  | {
      readonly url: string;
      /** The key that belongs into the body. */
      readonly routingKey?: string;
      /** The secret to sign with. */
      readonly signWith?: string;
      readonly secrets: readonly string[];
      /** Whether its host may have a private address. */
      readonly isPrivate: boolean;
    }
  | { readonly problem: string };

const events = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
} as const;

/** The way to a destination, by what the environment holds. Only hosts that the configuration lists are gone to. */
export function wayTo(destination: Destination, config: Notifications, env: NodeJS.ProcessEnv): Way {
  const wanted = [
    variableOf(destination),
    ...(destination.kind === "webhook" && destination.secretFrom ? [destination.secretFrom] : []),
    ...(destination.kind === "pagerduty" && destination.urlFrom ? [destination.urlFrom] : []),
  ];
  const missing = wanted.filter((name) => !env[name]);
  if (missing.length > 0) return { problem: `${missing.join(" and ")} must be set` };
  const [text, setBy] = addressOf(destination, env);
  const checked = checkAddress(text, setBy, config, env);
  if ("problem" in checked) return checked;
  const key = destination.kind === "pagerduty" ? env[destination.routingKeyFrom] : undefined;
  const signWith =
    destination.kind === "webhook" && destination.secretFrom ? env[destination.secretFrom] : undefined;
  return {
    ...checked,
    ...(key === undefined ? {} : { routingKey: key }),
    ...(signWith === undefined ? {} : { signWith }),
    secrets: secretsIn(text, [key, signWith]),
  };
}

/** The address, and the setting that it is from. */
function addressOf(destination: Destination, env: NodeJS.ProcessEnv): readonly [string, string] {
  if (destination.kind !== "pagerduty") return [env[destination.urlFrom] ?? "", destination.urlFrom];
  if (destination.urlFrom !== undefined) return [env[destination.urlFrom] ?? "", destination.urlFrom];
  return [events[destination.region], "region"];
}

function checkAddress(
  text: string,
  setBy: string,
  { hosts, privateHosts }: Notifications,
  env: NodeJS.ProcessEnv,
): { readonly url: string; readonly isPrivate: boolean } | { readonly problem: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return { problem: `${setBy} must hold an address` };
  const isPrivate = privateHosts.includes(url.host);
  if (url.username !== "" || url.password !== "")
    return { problem: `the address in ${setBy} must carry no user or password` };
  if (url.protocol !== "https:" && !(isPrivate && isThisMachine(text)))
    return { problem: `the address in ${setBy} must be https` };
  if (!isPrivate && !hosts.includes(url.host))
    return { problem: `the host of the address in ${setBy} must be listed under hosts` };
  if (!isPrivate && isPrivateAddress(url.hostname.replace(/^\[|\]$/g, "")))
    return { problem: `the address in ${setBy} is a private one; list its host under privateHosts` };
  if (env[simulators] && !isThisMachine(text))
    return { problem: `with ${simulators} set nothing is sent but to this machine` };
  return { url: text, isPrivate };
}

/** All that must not be shown of an address: the whole, and what its path and query hold. */
function secretsIn(text: string, others: readonly (string | undefined)[]): readonly string[] {
  const { href, pathname, search, searchParams } = new URL(text);
  const parts = [...pathname.split("/"), ...searchParams.values()].filter((part) => part.length >= 8);
  const all = [text, href, `${pathname}${search}`, search, pathname, ...parts, ...others];
  // The longest first, so that no part of a longer one is left.
  return all
    .flatMap((one) => (one !== undefined && one.length > 1 ? [one] : []))
    .sort((a, b) => b.length - a.length);
}

const reserved = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  reserved.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 128],
  ["::1", 128],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  reserved.addSubnet(network, bits, "ipv6");

/** Whether an address of the Internet Protocol is of a private or special network; false for a name. */
export function isPrivateAddress(text: string): boolean {
  const version = isIP(text);
  if (version === 0) return false;
  return reserved.check(text, version === 4 ? "ipv4" : "ipv6"); // a mapped address is checked as what it maps
}

/** Resolves a host as usual, and refuses it where any of its addresses is private: a name may lead anywhere. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "");
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address)))
      return callback(
        new UnansweredError("its address is a private one; list its host under privateHosts"),
        "",
      );
    if (options.all === true) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
