const internalNames = /(^|\.)(localhost|local|internal|intranet|lan|svc|home\.arpa)$/;
const privateAddresses =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|f[cd][0-9a-f]{2}:|fe80:))/;

/** Whether no public location can reach a host: it has a private address, or a name that no public zone has. */
export function isInternalHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
  if (privateAddresses.test(name)) return true;
  return !name.startsWith("[") && (!name.includes(".") || internalNames.test(name));
}
