import { github } from "../../../policy-pack/engine/tokens";
import { observedAt, type PerfectPart } from "./part";

const repository = "astronomy-shop";

/** What the documentation rules need of a perfect service, besides what all services have. */
export function documentationPart(name: string): PerfectPart {
  return {
    facts: {
      runbook: {
        url: `https://runbooks.astronomy-shop.example/${name}`,
        confirmed: {
          by: "amy",
          at: "2026-10-01",
          covers: ["alerts", "diagnosis", "mitigation", "rollback", "escalation"],
        },
      },
      apis: [{ name: `shop.${name}`, type: "protobuf", path: "pb/shop.proto" }],
      links: [
        {
          kind: "architecture",
          url: `https://wiki.astronomy-shop.example/architecture/${name}`,
          updated: "2026-07-30",
        },
      ],
    },
    resources: [
      {
        type: github.repositoryFile,
        name: `${name}-readme`,
        parent: name,
        props: { repository, file: `src/${name}/README.md`, content: readmeOf(name) },
        dependsOn: { repository: [repository] },
      },
    ],
    observed: [
      {
        kind: "repository-file",
        subject: `${repository}:pb/shop.proto`,
        source: "github",
        at: observedAt,
        answer: {
          state: "value",
          value: {
            path: "pb/shop.proto",
            text: 'syntax = "proto3";\nservice Shop { rpc Buy (Cart) returns (Order); }\nmessage Cart {}\nmessage Order {}\n',
            truncated: false,
            binary: false,
            changedAt: "2026-10-12T09:00:00.000Z",
          },
        },
      },
    ],
  };
}

function readmeOf(name: string): string {
  return `# ${name}

Takes a cart, charges the card and hands the order to shipping.

## Run

Start it with \`npm start\` next to a database that runs in a container.

## Deploy

What is merged into main is deployed to production by the release workflow.

## Contact

Ask the orders team in #orders.
`;
}
