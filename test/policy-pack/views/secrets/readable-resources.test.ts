import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { github } from "../../../../policy-pack/engine/tokens";
import { readableResources } from "../../../../policy-pack/views/secrets/readable-resources";
import { type Given, given } from "../../given";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Names of services to which the resource `thing` counts. */
function readers(input: Given): readonly string[] {
  return buildInventory(input.resources())
    .services.filter(({ subject, evidence }) =>
      readableResources(subject, evidence).some(({ name }) => name === "thing"),
    )
    .map(({ subject }) => subject.name);
}

const variable = (props: Record<string, unknown>, dependsOn: readonly string[] = []): Given =>
  given.service().add({
    type: github.actionsOrganizationVariable,
    name: "thing",
    belongs: false,
    props: { variableName: "X", value: "x", ...props },
    dependsOn: { selectedRepositoryIds: dependsOn },
  });
const file = (path: string, start = given.service()): Given =>
  start.add({
    type: github.repositoryFile,
    name: "thing",
    belongs: false,
    props: { repository: "astronomy-shop", file: path, content: "x" },
  });

describe("resources that everybody can read", () => {
  const cases: Readonly<Record<string, readonly [Given, readonly string[]]>> = {
    "a variable of the organisation for all": [variable({ visibility: "all" }), ["checkout", "spare"]],
    "a variable of the organisation that does not say for whom": [variable({}), ["checkout", "spare"]],
    "a variable whose visibility is not known": [
      variable({ visibility: unknownText }),
      ["checkout", "spare"],
    ],
    "a variable for private repositories": [variable({ visibility: "private" }), []],
    "a variable for others": [variable({ visibility: "selected", selectedRepositoryIds: [1] }), []],
    "a variable for the repository by its id": [
      variable({ visibility: "selected", selectedRepositoryIds: [1, 2] }).with(github.repository, undefined, {
        repoId: 2,
      }),
      ["checkout", "spare"],
    ],
    "a variable for the repository while ids are not known": [
      variable({ visibility: "selected", selectedRepositoryIds: [unknownText] }, ["astronomy-shop"]).unknown(
        github.repository,
        undefined,
        "repoId",
      ),
      ["checkout", "spare"],
    ],
    "a variable for some where the repository is not declared": [
      variable({ visibility: "selected", selectedRepositoryIds: [1] }).without(github.repository),
      [],
    ],
    "a file on the root": [file("config.env"), ["checkout", "spare"]],
    "a file in a service's folder": [file("src/spare/config.env"), ["spare"]],
    "a file in a folder whose name begins like a service's": [
      file("src/spare-parts/config.env"),
      ["checkout", "spare"],
    ],
    "a file in the folder of a service that is within another's": [
      file("src/spare/x.env", given.service().facts({ path: "src" })),
      ["checkout", "spare"],
    ],
    "a file whose path is not known": [file(unknownText), ["checkout", "spare"]],
  };
  for (const [name, [input, services]] of Object.entries(cases)) {
    it(`count ${name} to the services that it serves`, () => assert.deepEqual(readers(input), services));
  }
});
