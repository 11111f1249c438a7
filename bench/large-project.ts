import fs from "node:fs";
import path from "node:path";
import { parseDocument, stringify } from "yaml";
import { projectDir } from "../sandbox/folders";

const copied = ["Pulumi.yaml", "package.json", "catalog/teams"];
const linked = ["bin", "node_modules"];

/** Writes a project of this many services, each as complete as the shipped checkout, at all tiers in turn. */
export function writeLargeProject(folder: string, count: number): void {
  for (const name of copied)
    fs.cpSync(path.join(projectDir, name), path.join(folder, name), { recursive: true });
  for (const name of linked) fs.symlinkSync(path.join(projectDir, name), path.join(folder, name));
  const names = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
  const model = fs.readFileSync(path.join(projectDir, "catalog/services/checkout.yaml"), "utf8");
  const services = path.join(folder, "catalog/services");
  fs.mkdirSync(services, { recursive: true });
  for (const name of names) fs.writeFileSync(path.join(services, `${name}.yaml`), serviceText(model, name));
  const config = {
    "github:owner": "astronomy-shop",
    "readiness:owns": true,
    "readiness:tiers": Object.fromEntries(names.map((name, index) => [name, (index % 3) + 1])),
  };
  fs.mkdirSync(path.join(folder, "stacks"));
  fs.writeFileSync(path.join(folder, "stacks/Pulumi.dev.yaml"), stringify({ config }));
}

function serviceText(model: string, name: string): string {
  const document = parseDocument(model.replaceAll("checkout", name));
  for (const field of ["dependencies", "reviews"]) document.delete(field);
  return document.toString();
}
