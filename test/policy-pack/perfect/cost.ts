import { aws } from "../../../policy-pack/engine/tokens";
import type { PerfectPart } from "./part";

/** What the cost rules need of a perfect service, besides what all services have. */
export function costPart(name: string): PerfectPart {
  return {
    resources: [
      {
        type: aws.budget,
        name: `${name}-budget`,
        parent: name,
        props: {
          budgetType: "COST",
          timeUnit: "MONTHLY",
          limitAmount: "1200",
          limitUnit: "USD",
          notifications: [
            {
              comparisonOperator: "GREATER_THAN",
              notificationType: "ACTUAL",
              threshold: 80,
              thresholdType: "PERCENTAGE",
              subscriberEmailAddresses: ["orders@astronomy-shop.example"],
            },
          ],
          tags: { service: name, team: "orders" },
        },
      },
    ],
  };
}
