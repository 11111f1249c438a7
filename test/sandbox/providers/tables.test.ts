import assert from "node:assert/strict";
import type { ResourceType } from "../../../sandbox/providers/resource-type";
import { vendorTables } from "../../../sandbox/providers/vendor-tables";
import { vendors } from "../../../sandbox/world/schema";
import { declarationOf } from "./sdk-declarations";

/** Parts of types that the tables do not describe: no program of ours writes them. */
const undescribed: Record<string, readonly string[]> = {
  "datadog:index/monitor:Monitor": ["variables"],
  "datadog:index/syntheticsTest:SyntheticsTest": [
    "apiSteps",
    "browserSteps",
    "browserVariables",
    "mobileOptionsList",
    "mobileSteps",
  ],
  "datadog:index/dashboard:Dashboard": ["widgets"],
  "datadog:index/dashboardV2:DashboardV2": ["widgets"],
  "pagerduty:index/responsePlay:ResponsePlay": ["responders", "subscribers"],
};

/** Inputs that the SDK's types leave open but the provider wants. */
const stricter: Record<string, readonly string[]> = {
  "pagerduty:index/userNotificationRule:UserNotificationRule": ["contactMethod.id", "contactMethod.type"],
};

const types = vendors.flatMap((vendor) => Object.entries(vendorTables[vendor].types));
const plain = (path: string) => path.replaceAll("[]", "");

describe("sandbox/providers: tables against the SDKs", function () {
  this.timeout(60_000);

  for (const [token, type] of types) {
    const skip = undescribed[token] ?? [];
    const described = (path: string) => !skip.some((part) => plain(path).startsWith(`${part}.`));

    it(`${token} requires what the SDK requires`, () => {
      const wanted = declarationOf(token, skip).inputs.filter(({ required }) => required);
      const all = [...wanted.map(({ path }) => path), ...(stricter[token] ?? [])];
      assert.deepEqual(type.required.filter(described).toSorted(), all.toSorted());
    });

    it(`${token} has the SDK's outputs`, () => {
      const own = (type.outputs ?? []).filter((path) => !path.includes("."));
      assert.deepEqual(own.toSorted(), [...declarationOf(token, skip).outputs].toSorted());
    });

    it(`${token} fills in the documented defaults`, () => {
      const documented = declarationOf(token, skip)
        .inputs.filter(
          ({ path, documentedDefault }) => documentedDefault !== undefined && !isVendorSet(type, path),
        )
        .map(({ path, documentedDefault }) => [path, documentedDefault] as const)
        .filter(([path]) => !exceptions.has(`${token} ${path}`));
      const filled = documented.map(([path]) => [path, textOf(type.defaults?.[path])] as const);
      assert.deepEqual(filled, documented);
    });

    it(`${token} names only properties that the SDK has`, () => {
      const { inputs, outputs } = declarationOf(token, []);
      const known = new Set([
        ...inputs.map(({ path }) => plain(path)),
        ...outputs,
        ...(stricter[token] ?? []),
      ]);
      const wrong = pathsOf(type).filter((path) => described(path) && !known.has(plain(path)));
      assert.deepEqual(wrong, []);
    });
  }

  it("gives no example value outside its own list", () => {
    const wrong = types.flatMap(([token, { defaults = {}, values = {} }]) =>
      Object.entries(defaults)
        .filter(([path, value]) => values[path] && !values[path].includes(String(value)))
        .map(([path]) => `${token} ${path}`),
    );
    assert.deepEqual(wrong, []);
  });
});

/** Defaults whose spelling the SDK's docs get wrong. */
const exceptions: ReadonlySet<string> = new Set([
  // The real value is user_reference.
  "pagerduty:index/escalationPolicy:EscalationPolicy rules[].targets[].type",
]);

function isVendorSet({ computed = [], outputs = [] }: ResourceType, path: string): boolean {
  return [...computed, ...outputs].some((set) => path === set || path.startsWith(`${set}.`));
}

function pathsOf(type: ResourceType): readonly string[] {
  const { defaults = {}, values = {}, ranges = {}, formats = {} } = type;
  const lists = [
    type.required,
    type.outputs,
    type.computed,
    type.secrets,
    type.replaceOn,
    type.unordered,
    type.nonEmpty,
  ];
  return [
    ...lists.flatMap((list) => list ?? []),
    ...[defaults, values, ranges, formats].flatMap(Object.keys),
  ];
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
