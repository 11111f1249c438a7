import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { load } from "js-yaml";
import { projectDir } from "../../../sandbox/folders";
import { listOf, objectOf, textsOf } from "../../../sandbox/simulators/exchange";
import type { Json } from "../../../sandbox/world/schema";
import { peekWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";

const folder = `${projectDir}/catalog/services`;
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const services = files.map((name) => basename(name, ".yaml"));
const objectives = files.flatMap((name) =>
  listOf(objectOf(load(readFileSync(`${folder}/${name}`, "utf8")) as Json).slos).map((slo) =>
    String(objectOf(slo).name),
  ),
);

/** What the seed tells of services that may come to be only later must name services that the catalog has. */
describe("what the sandbox's world remembers", () => {
  const pagerduty = peekWorld(temporaryFolder(), "pagerduty");
  const datadog = peekWorld(temporaryFolder(), "datadog");
  const strangers = (names: readonly string[], known: readonly string[]) =>
    names.filter((name) => !known.includes(name));

  it("is about services of the catalog, or what was made by hand", () => {
    const own = [...services, ...pagerduty.list("service").map(({ id }) => id)];
    const named = [
      ...pagerduty.list("incident").map(({ service }) => String(service)),
      ...pagerduty.list("maintenanceWindow").flatMap(({ services: of }) => textsOf(of)),
      ...pagerduty.list("extension").flatMap(({ extensionObjects }) => textsOf(extensionObjects)),
      ...pagerduty.list("incidentWorkflowTrigger").flatMap(({ services: of }) => textsOf(of)),
      ...datadog.list("telemetry").map(({ id }) => id),
      ...datadog.list("doraDeployment").map(({ service }) => String(service)),
      ...datadog.list("deploymentGate").map(({ service }) => String(service)),
    ];
    assert.ok(named.length > 60, String(named.length));
    assert.deepEqual(strangers(named, own), []);
  });

  it("has figures for objectives of the catalog", () => {
    const byHand = datadog.list("serviceLevelObjective").map(({ name }) => String(name));
    const figures = datadog.list("sloStatus").map(({ id }) => id);
    assert.deepEqual(strangers(figures, [...objectives, ...byHand]), []);
    // It sends no traces, from which its figure would be computed.
    assert.deepEqual(strangers(objectives, figures), ["image-provider-availability"]);
  });

  it("names people and priorities that there are, and merges into incidents that there are", () => {
    const people = ["automation", ...pagerduty.list("user").map(({ name }) => String(name))];
    const priorities = pagerduty.list("priority").map(({ name }) => String(name));
    for (const incident of pagerduty.list("incident")) {
      const by = [
        incident.acknowledgedBy,
        incident.resolvedBy,
        ...listOf(incident.notes).map((note) => objectOf(note).by),
      ];
      const named = by.filter((one) => one !== undefined).map(String);
      assert.deepEqual(strangers(named, people), [], incident.id);
      if (incident.priority !== undefined)
        assert.ok(priorities.includes(String(incident.priority)), incident.id);
      if (incident.mergedInto !== undefined)
        assert.ok(pagerduty.get("incident", String(incident.mergedInto)), incident.id);
    }
  });

  it("is told relative to now, so that it never grows old", () => {
    const told = [
      ...pagerduty.list("incident").flatMap(({ createdAt, resolvedAt }) => [createdAt, resolvedAt]),
      ...pagerduty.list("maintenanceWindow").flatMap(({ startTime, endTime }) => [startTime, endTime]),
      ...datadog.list("telemetry").flatMap(({ logs, traces, metrics }) => [logs, traces, metrics]),
      ...datadog.list("doraDeployment").map(({ startedAt }) => startedAt),
    ].filter((at) => at !== undefined);
    assert.ok(told.length > 100, String(told.length));
    assert.deepEqual(
      told.filter((at) => !/^-?P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?$/.test(String(at))),
      [],
    );
  });
});
