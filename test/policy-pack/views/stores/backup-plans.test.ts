import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { aws } from "../../../../policy-pack/engine/tokens";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import { backupStateOf } from "../../../../policy-pack/views/stores/backup-state";
import { type Given, given } from "../../given";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";
const bare = given.service().without(aws.rdsInstance, "checkout-db");

/** Whether a table is backed up by a selection that belongs to nobody. */
function selected(
  selection: Record<string, unknown>,
  table: Record<string, unknown> = {},
  more: { readonly dependsOn?: Record<string, readonly string[]>; readonly type?: string } = {},
): boolean {
  const props = { arn, tags: { backup: "daily", owner: "orders" }, ...table };
  const input: Given = bare.add({ type: more.type ?? aws.dynamodbTable, name: "table", props }).add({
    type: aws.backupSelection,
    name: "selection",
    props: { planId: "plan", iamRoleArn: "role", ...selection },
    ...(more.dependsOn ? { dependsOn: more.dependsOn } : {}),
    belongs: false,
  });
  const { services } = buildInventory(input.resources());
  const evidence = services.find(({ subject }) => subject.name === "checkout")?.evidence;
  const [found] = evidence?.of(more.type ?? aws.dynamodbTable) ?? [];
  assert.ok(evidence && found);
  return backupStateOf(found, evidence).on;
}

const tag = (key: string, value: string, type = "STRINGEQUALS") => ({
  selectionTags: [{ type, key, value }],
});
const like = (kind: string, key: string, value: string) => ({ conditions: [{ [kind]: [{ key, value }] }] });

describe("a selection of AWS Backup", () => {
  const cases: Readonly<Record<string, readonly [boolean, boolean]>> = {
    "takes a store by its ARN": [selected({ resources: [arn] }), true],
    "takes no other store": [selected({ resources: [`${arn}-2`] }), false],
    "takes stores by a pattern": [selected({ resources: ["arn:aws:dynamodb:*:*:table/*"] }), true],
    "takes no store of another service by a pattern": [
      selected({ resources: ["arn:aws:rds:*:*:db:*"] }),
      false,
    ],
    "takes everything by an asterisk, also what has no ARN yet": [
      selected({ resources: ["*"] }, { arn: unknown }),
      true,
    ],
    "takes everything where it says nothing": [selected({}), true],
    "takes a store by one of its tags": [
      selected({
        selectionTags: [
          { type: "STRINGEQUALS", key: "backup", value: "weekly" },
          { type: "STRINGEQUALS", key: "backup", value: "daily" },
        ],
      }),
      true,
    ],
    "takes no store with another value of the tag": [selected(tag("backup", "weekly")), false],
    "takes no store whose tag is written otherwise": [selected(tag("Backup", "daily")), false],
    "takes a store by a tag that its provider adds": [
      selected(tag("plan", "gold"), { tagsAll: { plan: "gold" } }),
      true,
    ],
    "takes a store by its resources although its tags do not fit": [
      selected({ ...tag("backup", "weekly"), resources: [arn] }),
      true,
    ],
    "takes a store whose conditions all hold": [
      selected({
        resources: ["*"],
        conditions: [
          { stringEquals: [{ key: "aws:ResourceTag/backup", value: "daily" }] },
          { stringLikes: [{ key: "aws:ResourceTag/owner", value: "ord*" }] },
          { stringNotEquals: [{ key: "aws:ResourceTag/stage", value: "test" }] },
          { stringNotLikes: [{ key: "aws:ResourceTag/owner", value: "pay*" }] },
        ],
      }),
      true,
    ],
    "takes no store for which one condition does not hold": [
      selected({
        conditions: [
          {
            stringEquals: [
              { key: "aws:ResourceTag/backup", value: "daily" },
              { key: "aws:ResourceTag/owner", value: "payments" },
            ],
          },
        ],
      }),
      false,
    ],
    "takes no store whose tag is like what it must not be": [
      selected(like("stringNotLikes", "aws:ResourceTag/owner", "ord*")),
      false,
    ],
    "takes no store whose tag is what it must not be": [
      selected(like("stringNotEquals", "aws:ResourceTag/owner", "orders")),
      false,
    ],
    "takes no store without the tag that it asks for": [
      selected(like("stringLikes", "aws:ResourceTag/stage", "*")),
      false,
    ],
    "takes nothing of what it leaves out": [selected({ resources: ["*"], notResources: [arn] }), false],
    "takes a store by dependency while its ARN is not known": [
      selected({ resources: [unknown] }, { arn: unknown }, { dependsOn: { resources: ["table"] } }),
      true,
    ],
    "takes no store that is not among what its list was computed from": [
      selected({ resources: [unknown] }, { arn: unknown }, { dependsOn: { resources: ["checkout-policy"] } }),
      false,
    ],
    "takes no new store by an ARN that somebody wrote before": [
      selected({ resources: [`${arn}-old`] }, { arn: unknown }),
      false,
    ],
    "takes no store of a sort that AWS Backup does not know": [
      selected({ resources: ["*"] }, {}, { type: aws.keyspacesTable }),
      false,
    ],
  };
  for (const [name, [taken, expected]] of Object.entries(cases))
    it(name, () => assert.equal(taken, expected));

  const open: Readonly<Record<string, () => boolean>> = {
    "whether a pattern is that of a store which has no ARN yet": () =>
      selected({ resources: ["arn:aws:dynamodb:*:*:table/*"] }, { arn: unknown }),
    "what a list that depends on nothing names": () => selected({ resources: [unknown] }),
    "whether a tag that is not known fits": () =>
      selected(tag("backup", "daily"), { tags: { backup: unknown } }),
  };
  for (const [name, ask] of Object.entries(open))
    it(`does not know ${name}`, () => {
      assert.throws(ask, (error) => error instanceof UnknownValue && error.unknownCause === "planned");
    });
});
