import assert from "node:assert/strict";
import { resourceOf } from "../../../../policy-pack/engine/resource";
import type { Resource } from "../../../../policy-pack/engine/rule";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { MalformedValue, UnknownValue } from "../../../../policy-pack/engine/value";
import { type Layer, layersOf } from "../../../../policy-pack/views/on-call/schedule-layers";

const day = 86_400;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function resource(type: string, props: Record<string, unknown>): Resource {
  const raw = { urn: "urn:pulumi:prod::shop::schedule::night", type, name: "night", props };
  return resourceOf({ ...raw, dependencies: [], propertyDependencies: {} }, () => undefined);
}

function pagerdutyLayer(layer: Record<string, unknown>, timeZone: unknown = "Europe/Berlin"): Layer {
  const start = "2026-01-05T09:00:00";
  const whole = {
    start,
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: day,
    users: ["amy"],
    ...layer,
  };
  return only(layersOf(resource(pagerduty.schedule, { timeZone, layers: [whole] })));
}

function datadogLayer(layer: Record<string, unknown>): Layer {
  const whole = { effectiveDate: "2026-01-05", rotationStart: "2026-01-05", interval: { days: 7 }, ...layer };
  return only(layersOf(resource(datadog.onCallSchedule, { timeZone: "UTC", layers: [whole] })));
}

function only(layers: readonly Layer[]): Layer {
  const [layer] = layers;
  assert.ok(layer);
  return layer;
}

function restricted(restriction: Record<string, unknown>): Layer {
  return pagerdutyLayer({ restrictions: [restriction] });
}

const daily = { type: "daily_restriction", startTimeOfDay: "22:00:00", durationSeconds: 36_000 };
const weekly = {
  type: "weekly_restriction",
  startTimeOfDay: "09:30:00",
  startDayOfWeek: 7,
  durationSeconds: 60,
};
const span = { startDay: "Friday", startTime: "18:00", endDay: "monday", endTime: "08:00:00" };

describe("schedule layers", () => {
  it("turns a daily restriction into one for each day of the week", () => {
    const expected = [0, 1, 2, 3, 4, 5, 6].map((at) => ({ start: at * day + 79_200, seconds: 36_000 }));
    assert.deepEqual(restricted(daily).restrictions(), expected);
  });

  it("counts the days of a weekly restriction from Monday", () => {
    assert.deepEqual(restricted(weekly).restrictions(), [{ start: 6 * day + 34_200, seconds: 60 }]);
  });

  it("takes a duration of more than a week for a week", () => {
    const [range] = restricted({ ...weekly, durationSeconds: 8 * day }).restrictions();
    assert.equal(range?.seconds, 7 * day);
  });

  it("lets a Datadog restriction cross the end of the week", () => {
    const expected = [{ start: 4 * day + 64_800, seconds: 2 * day + 50_400 }];
    assert.deepEqual(datadogLayer({ restrictions: [span] }).restrictions(), expected);
  });

  it("reads times without an offset in the schedule's zone, and a Datadog layer's in its own", () => {
    assert.equal(pagerdutyLayer({}).from(), Date.UTC(2026, 0, 5, 8));
    assert.equal(datadogLayer({ timeZone: "Asia/Kolkata" }).from(), Date.UTC(2026, 0, 4, 18, 30));
  });

  it("reads a time with an offset although the zone is not known", () => {
    assert.equal(pagerdutyLayer({ start: "2026-01-05T09:00:00Z" }, unknown).from(), Date.UTC(2026, 0, 5, 9));
  });

  it("adds days and seconds of a Datadog interval, written as an object or a list of one", () => {
    assert.equal(datadogLayer({ interval: { days: 1, seconds: 60 } }).rotation().seconds, day + 60);
    assert.equal(datadogLayer({ interval: [{ days: 1 }] }).rotation().seconds, day);
  });

  it("has no end where none is stated", () => {
    assert.equal(pagerdutyLayer({}).to(), undefined);
    assert.equal(pagerdutyLayer({ end: "" }).to(), undefined);
  });

  const malformed: Readonly<Record<string, readonly [read: () => unknown, message: string]>> = {
    "a zone that does not exist": [
      () => pagerdutyLayer({}, "Shire").zone(),
      "timeZone of night must be an IANA time zone such as Europe/Berlin",
    ],
    "a start that is no time": [
      () => pagerdutyLayer({ start: "soon" }).from(),
      "layers[0].start of night must be a date and time such as 2026-01-05T09:00:00+01:00",
    ],
    "a kind of restriction that does not exist": [
      () => restricted({ ...daily, type: "monthly_restriction" }).restrictions(),
      "layers[0].restrictions[0].type of night must be daily_restriction or weekly_restriction",
    ],
    "a day of the week that does not exist": [
      () => restricted({ ...weekly, startDayOfWeek: 0 }).restrictions(),
      "layers[0].restrictions[0].startDayOfWeek of night must be a day from 1 (Monday) to 7 (Sunday)",
    ],
    "a time of day that does not exist": [
      () => restricted({ ...daily, startTimeOfDay: "25:00:00" }).restrictions(),
      "layers[0].restrictions[0].startTimeOfDay of night must be a time of day such as 08:00:00",
    ],
    "a duration of nothing": [
      () => restricted({ ...daily, durationSeconds: 0 }).restrictions(),
      "layers[0].restrictions[0].durationSeconds of night must be more than 0 seconds",
    ],
    "a weekday that does not exist": [
      () => datadogLayer({ restrictions: [{ ...span, endDay: "someday" }] }).restrictions(),
      "layers[0].restrictions[0].endDay of night must be a weekday such as monday",
    ],
    "an interval of nothing": [
      () => datadogLayer({ interval: {} }).rotation(),
      "layers[0].interval of night must be longer than no time",
    ],
  };
  for (const [name, [read, message]] of Object.entries(malformed))
    it(`refuses ${name}`, () => assert.throws(read, new MalformedValue(message)));

  it("does not guess what a Datadog restriction means that ends when it starts", () => {
    const same = { ...span, endDay: "friday", endTime: "18:00:00" };
    assert.throws(() => datadogLayer({ restrictions: [same] }).restrictions(), UnknownValue);
  });
});
