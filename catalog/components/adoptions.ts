import { stackFileOf } from "../../stacks/read";
import type { Problem } from "../reading/problems";
import { quote } from "../reading/problems";
import { didYouMean } from "../reading/suggestions";
import type { Service } from "../schema";
import { locationsOf } from "./health-locations";
import { burnNames, namedMonitors } from "./naming";
import type { Adopt } from "./place";
import { plainName } from "./repository-plan";

/** What each id needs the service to state; without it nothing would be declared that could take the thing over. */
const needs: readonly {
  keys: readonly (keyof Adopt)[];
  field: string;
  isStated: (service: Service) => boolean;
}[] = [
  {
    keys: ["repository", "branchProtection", "environment"],
    field: "repository",
    isStated: ({ repository }) => repository !== undefined,
  },
  {
    keys: ["schedule", "escalationPolicy", "service"],
    field: "onCall, without existing,",
    isStated: ({ onCall }) => onCall !== undefined && onCall.existing === undefined,
  },
  {
    keys: ["healthCheck"],
    field: "health, with a private location where it is internal,",
    isStated: ({ health }) => locationsOf(health, 3).length > 0,
  },
];

/** Finds ids in a service's adopt that would take nothing over; told which file of the project is there. */
export function checkAdoptions(service: Service, isFile: (file: string) => boolean): readonly Problem[] {
  const { adopt } = service;
  if (adopt === undefined) return [];
  const file = `catalog/services/${service.name}.yaml`;
  const unmet = needs.flatMap(({ keys, field, isStated }) =>
    keys
      .filter((key) => adopt[key] !== undefined && !isStated(service))
      .map((key) => ({
        file,
        message: `adopt.${key} needs ${field} to be stated. State it, or remove the id.`,
      })),
  );
  const slos = service.slos.filter(({ existing }) => existing === undefined).map(({ name }) => name);
  const monitors = [...namedMonitors(service).map(({ name }) => name), ...burnNames(service)];
  return [
    ...unmet,
    ...unknownStack(file, adopt, isFile),
    ...otherRepository(file, service),
    ...strangers(file, "slos", Object.keys(adopt.slos ?? {}), slos),
    ...strangers(file, "monitors", Object.keys(adopt.monitors ?? {}), monitors),
  ];
}

function unknownStack(file: string, { stack }: Adopt, isFile: (file: string) => boolean): readonly Problem[] {
  if (stack === undefined || isFile(stackFileOf(stack))) return [];
  const message = `adopt.stack must be a stack of this project; ${stackFileOf(stack)} does not exist.`;
  return [{ file, message }];
}

/** GitHub's id of a repository is its name. */
function otherRepository(file: string, { repository, adopt }: Service): readonly Problem[] {
  if (repository === undefined || adopt?.repository === undefined) return [];
  const name = plainName(repository);
  if (adopt.repository.toLowerCase() === name.toLowerCase()) return [];
  const message = `adopt.repository must be ${quote(name)}, the repository's name, which is its id; it is ${quote(adopt.repository)}.`;
  return [{ file, message }];
}

function strangers(
  file: string,
  field: string,
  keys: readonly string[],
  known: readonly string[],
): Problem[] {
  const list = known.length > 0 ? ` It declares ${known.join(", ")}.` : " It declares none.";
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => ({
      file,
      message: `${quote(key)} in adopt.${field} is none of the service's.${didYouMean(key, known)}${list}`,
    }));
}
