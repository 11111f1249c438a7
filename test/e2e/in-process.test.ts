import assert from "node:assert/strict";
import fc from "fast-check";
import { runProgram } from "../../cli/in-process/run-program";
import { assess } from "../../cli/judging/assess";
import { noConfig } from "../../cli/judging/operator-config";
import { loadPack } from "../../cli/judging/pack";
import { reportsOf } from "../../policy-pack/engine/report";
import type { RawResource } from "../../policy-pack/engine/resource";
import { resolveToday } from "../../policy-pack/engine/today";
import { writeFiles } from "../sandbox/temporary";
import { type AnyProject, anyProject } from "./any-catalog";
import { openProject, type Project, packFolder } from "./project";
import { type RecordingPack, recordingPack } from "./recording-pack";

describe("a judgement in process, against a first preview on the real engine", function () {
  this.timeout(600_000);
  let pack: RecordingPack;
  let project: Project | undefined;

  before(() => {
    pack = recordingPack();
  });
  afterEach(() => {
    project?.remove();
    project = undefined;
  });

  for (const stack of ["prod", "staging"]) {
    it(`has the same resources and the same findings on the shipped catalog's stack ${stack}`, async () => {
      project = await openProject();
      await compare(project, stack, pack);
    });
  }

  it("has the same resources and the same findings on any catalog", async () => {
    // A run of the engine takes seconds, and shrinking would need many.
    const parameters = { numRuns: 3, endOnFailure: true, interruptAfterTimeLimit: 500_000 };
    const property = fc.asyncProperty(anyProject, async (files) => {
      const one = await openProject([]);
      try {
        write(one, files);
        await compare(one, "prod", pack);
      } finally {
        one.remove();
      }
    });
    await fc.assert(property, parameters);
  });
});

function write(project: Project, { services, waivers, initiatives, config }: AnyProject): void {
  const files = [
    ...Object.entries(services).map(([name, service]) => [`services/${name}.yaml`, service] as const),
    ...initiatives.map((one) => ["initiatives/campaign.yaml", one] as const),
    ["waivers.yaml", { waivers }] as const,
  ];
  writeFiles(
    project.folder,
    Object.fromEntries(files.map(([name, data]) => [`catalog/${name}`, JSON.stringify(data)])),
  );
  project.configure("prod", config);
}

/** Runs the real thing with our pack and one that records, and then the same in this process. */
async function compare(project: Project, stack: string, pack: RecordingPack): Promise<void> {
  const packs = ["--policy-pack", packFolder, "--policy-pack", pack.folder];
  const preview = await project.run("preview", stack, ...packs);
  assert.notEqual(preview.violations.length, 0, preview.stdout + preview.stderr);
  const env = { READINESS_WORLD: project.world(stack) };
  const place = { root: project.folder, packFolder };
  const { resources } = await runProgram(place, stack, { vendors: "sandbox", now: new Date(), env });
  assert.deepEqual(normal(resources), normal(pack.recorded()));

  const today = resolveToday(new Date(), undefined);
  const context = { pack: loadPack(place), operator: noConfig, scope: undefined, today };
  const { judgement } = await assess(resources, context);
  const reports = reportsOf(judgement).map(({ rule, enforcement, urn, text }) =>
    line(rule, enforcement, urn.split("::").at(-1) ?? "", text),
  );
  const violations = preview.violations
    .filter(({ rule }) => rule !== "readiness")
    .map(({ rule, enforcement, on, message }) => line(rule, enforcement, on, message));
  assert.deepEqual(reports.sort(), violations.sort());
}

/** The engine breaks messages into lines of its own. */
function line(rule: string, enforcement: string, on: string, message: string): string {
  return `${rule} ${enforcement} ${on}: ${message.replace(/\s+/g, " ").trim()}`;
}

/** An instant in JSON: ISO 8601, or seconds since 1970. */
const instants = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"|\b1\d{9}\b/g;

/** What was observed, without when: the sandbox's vendors tell instants by how long ago they are. */
function withoutInstants(props: RawResource["props"]): RawResource["props"] {
  if (!("observed" in props)) return props;
  return { ...props, observed: JSON.parse(JSON.stringify(props.observed).replace(instants, '"instant"')) };
}

/** In the order of URNs, dependencies as sets, without the time of the run. */
function normal(resources: readonly RawResource[]): readonly unknown[] {
  return resources
    .map(({ urn, type, name, props, parent, dependencies, propertyDependencies }) => ({
      urn,
      type,
      name,
      parent: parent ?? "",
      props: "statedAt" in props ? { ...props, statedAt: "" } : withoutInstants(props),
      dependencies: [...dependencies].sort(),
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([property, urns]) => [property, [...urns].sort()]),
      ),
    }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
