import fs from "node:fs";
import path from "node:path";
import type { WantedService } from "../evidence/wanted";
import type { Objects, Vendor } from "../sandbox/world/schema";
import { createStore } from "../sandbox/world/store";
import { parse, replace } from "../sandbox/world/world-file";
import { datadogObjects } from "./large-datadog";
import { githubObjects } from "./large-github";
import { addressOf, owner, type Team, teamOf } from "./large-organisation";
import { pagerdutyObjects } from "./large-pagerduty";

/** Writes a world of this many services, each in a repository of its own, and tells what is wanted of each. */
export function writeLargeWorld(folder: string, count: number): readonly WantedService[] {
  fs.mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
  write(folder, "github", githubObjects(names));
  write(folder, "pagerduty", pagerdutyObjects(names));
  write(folder, "datadog", datadogObjects(names));
  return names.map((name, index) => wantedOf(name, teamOf(index)));
}

function write(folder: string, vendor: Vendor, objects: Objects): void {
  const file = path.join(folder, `${vendor}.json`);
  replace(file, vendor, createStore(parse({ format: 1, vendor, objects }, vendor, file)).entries());
}

function wantedOf(name: string, team: Team): WantedService {
  return {
    name,
    names: [name],
    repository: {
      subject: name,
      owner,
      name,
      folder: "",
      files: ["README.md", "docs/runbook.md", "api/openapi.yaml"],
      workflows: [".github/workflows/release.yml"],
      environments: ["production"],
    },
    teams: [team.name],
    apps: [],
    paging: { services: [name] },
    people: team.people.map((login) => ({ login, email: addressOf(login) })),
    slos: [],
    dashboards: [],
  };
}
