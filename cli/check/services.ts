import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import type { Service } from "../../catalog/schema";
import { InputError } from "../failures";

/** A service that a person named, by its name or an earlier one. */
export function serviceNamed<S extends Pick<Service, "name" | "aliases">>(
  services: readonly S[],
  name: string,
): S | undefined {
  return services.find((one) => one.name === name || one.aliases.includes(name));
}

/** A sentence on a name that no service has or had. */
export function noSuchService(services: readonly Pick<Service, "name">[], name: string): string {
  const names = services.map((one) => one.name);
  return `${quote(name)} is not a service in catalog/services.${didYouMean(name, names)}`;
}

/** A service that a person named; throws InputError where there is none. */
export function requireNamed<S extends Pick<Service, "name" | "aliases">>(
  services: readonly S[],
  name: string,
): S {
  const known = serviceNamed(services, name);
  if (known === undefined) throw new InputError(noSuchService(services, name));
  return known;
}
