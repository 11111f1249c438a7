import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { openProject, type Project, type Run } from "./project";

const service = (name: string, more = ""): string =>
  `name: ${name}\nowner: orders\nlifecycle: production\ndescription: Takes part in paying.\n${more}`;

describe("a catalog that is split over two projects, on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  /** Goes on in another project of the same backend, which has nothing but one service. */
  const become = (name: string, tier: number, text: string): void => {
    project.write("Pulumi.yaml", project.read("Pulumi.yaml").replace(/^name: .*$/m, `name: ${name}-project`));
    const services = path.join(project.folder, "catalog/services");
    for (const file of fs.readdirSync(services)) fs.rmSync(path.join(services, file));
    project.write(`catalog/services/${name}.yaml`, text);
    project.configure("dev", { "readiness:tiers": { [name]: tier }, "readiness:promotions": undefined });
  };
  const dependencies = (run: Run): readonly string[] =>
    run.violations
      .filter(({ rule, on }) => rule === "dependencies-hold" && on === "till")
      .map(({ message }) => message.split("\n")[0] ?? "");

  before(async () => {
    project = await openProject(["payment"]);
    become("payment", 3, service("payment"));
    project.configure("dev", { "readiness:shares": true });
    const up = await project.run("up", "dev");
    assert.equal(up.code, 0, up.stdout + up.stderr);
    become("till", 1, service("till", "dependencies: [{ service: payment, kind: hard }]\n"));
  });
  after(() => project?.remove());

  it("does not know a service of another project by itself", async () => {
    const [told] = dependencies(await project.run("preview", "dev"));
    assert.match(
      told ?? "",
      /Dependency payment must be a service of the catalog, or of a neighbouring stack's/,
    );
  });

  it("knows the services of the stacks that it names, and judges what depends on them", async () => {
    project.configure("dev", { "readiness:neighbours": ["organization/payment-project/dev"] });
    const run = await project.run("preview", "dev");
    const [told] = dependencies(run);
    assert.match(
      told ?? run.stdout,
      /Hard dependency payment must be of tier 1 or stricter, or have a fallback; it is of tier 3/,
    );
  });

  it("stops, and says which, where it names a stack that is not there", async () => {
    project.configure("dev", { "readiness:neighbours": ["organization/payments/dev"] });
    const run = await project.run("preview", "dev");
    assert.notEqual(run.code, 0);
    assert.match(run.stdout, /unknown stack "organization\/payments\/dev"/);
  });
});
