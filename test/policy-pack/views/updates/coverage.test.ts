import assert from "node:assert/strict";
import { parseJson5Text } from "../../../../policy-pack/views/json5-text";
import { dependabotCoverage } from "../../../../policy-pack/views/updates/dependabot";
import {
  type Coverage,
  ecosystems,
  githubActions,
  type Place,
} from "../../../../policy-pack/views/updates/ecosystems";
import { renovateCoverage } from "../../../../policy-pack/views/updates/renovate";
import { isInRootWorkspace } from "../../../../policy-pack/views/updates/workspaces";
import { parseYamlText } from "../../../../policy-pack/views/yaml-text";

function place(name: string, manifest: string): Place {
  const folder = manifest.slice(0, Math.max(0, manifest.lastIndexOf("/")));
  const file = manifest.slice(manifest.lastIndexOf("/") + 1);
  const ecosystem = [...ecosystems, githubActions].find(
    (one) => one.name === name && (one === githubActions || one.manifest.test(file)),
  );
  assert.ok(ecosystem, `${name} has no manifest ${file}`);
  return { ecosystem, folder, manifest };
}
const go = place("gomod", "src/checkout/go.mod");
const rootGo = place("gomod", "go.mod");
const npm = place("npm", "src/checkout/package.json");
const flows = place("github-actions", ".github/workflows/ci.yml");

describe("manifests", () => {
  const known: Readonly<Record<string, string | undefined>> = {
    Gemfile: "bundler",
    "shop.gemspec": "bundler",
    "Cargo.toml": "cargo",
    "composer.json": "composer",
    Dockerfile: "docker",
    "Dockerfile.prod": "docker",
    "app.Dockerfile": "docker",
    "compose.yaml": "docker-compose",
    "docker-compose.prod.yml": "docker-compose",
    "go.mod": "gomod",
    "build.gradle.kts": "gradle",
    "Chart.yaml": "helm",
    "pom.xml": "maven",
    "mix.exs": "mix",
    "package.json": "npm",
    "Shop.csproj": "nuget",
    "requirements.txt": "pip",
    "requirements-dev.in": "pip",
    "pyproject.toml": "pip",
    Pipfile: "pip",
    "setup.py": "pip",
    "pubspec.yaml": "pub",
    "Package.swift": "swift",
    "main.tf": "terraform",
    "README.md": undefined,
    "go.sum": undefined,
    "package-lock.json": undefined,
  };
  for (const [name, ecosystem] of Object.entries(known)) {
    it(`take ${name} for ${ecosystem ?? "none"}`, () =>
      assert.equal(ecosystems.find(({ manifest }) => manifest.test(name))?.name, ecosystem));
  }
});

/** A configuration with one entry. */
const entry = (text: string, version = "2"): string =>
  `version: ${version}\nupdates:\n  - package-ecosystem: gomod\n    schedule: { interval: weekly }\n${text.replace(/^(?=.)/gm, "    ")}\n`;

describe("Dependabot's configuration", () => {
  const cases: Readonly<Record<string, readonly [string, Place, Coverage]>> = {
    "updates the folder that it names": [entry("directory: /src/checkout"), go, "updated"],
    "updates a folder that is written in another way": [entry("directory: ./src/checkout/"), go, "updated"],
    "updates one of several folders": [entry("directories: [/, src/checkout]"), go, "updated"],
    "updates what a glob matches": [entry("directories: ['/src/*']"), go, "updated"],
    "updates all folders": [entry("directories: ['**/*']"), go, "updated"],
    "updates the root among all folders": [entry("directories: ['**/*']"), rootGo, "updated"],
    "does not update the root by a glob of folders": [entry("directories: ['/src/*']"), rootGo, "not named"],
    "does not update a folder below the one that it names": [entry("directory: /"), go, "not named"],
    "does not update another folder": [entry("directory: /src/check"), go, "not named"],
    "does not update another ecosystem": [entry("directory: /src/checkout"), npm, "not named"],
    "updates workflows by the root": [
      entry("directory: /").replace("gomod", "github-actions"),
      flows,
      "updated",
    ],
    "does not update an action in a folder by the root": [
      entry("directory: /").replace("gomod", "github-actions"),
      place("github-actions", "src/checkout/action.yml"),
      "not named",
    ],
    "updates by another name of the ecosystem": [
      entry("directory: /src/checkout").replace("gomod", "bun"),
      npm,
      "updated",
    ],
    "is switched off without pull requests": [
      entry("directory: /src/checkout\nopen-pull-requests-limit: 0"),
      go,
      "switched off",
    ],
    "is not switched off by a limit": [
      entry("directory: /src/checkout\nopen-pull-requests-limit: 1"),
      go,
      "updated",
    ],
    "is switched off where all is ignored": [
      entry("directory: /src/checkout\nignore: [{ dependency-name: '*' }]"),
      go,
      "switched off",
    ],
    "is switched off where every step of all is ignored": [
      entry(
        "directory: /src/checkout\nignore: [{ dependency-name: '*', update-types: ['version-update:semver-major', 'version-update:semver-minor', 'version-update:semver-patch'] }]",
      ),
      go,
      "switched off",
    ],
    "is not switched off where great steps are ignored": [
      entry(
        "directory: /src/checkout\nignore: [{ dependency-name: '*', update-types: ['version-update:semver-major'] }]",
      ),
      go,
      "updated",
    ],
    "is not switched off where some versions or dependencies are ignored": [
      entry(
        "directory: /src/checkout\nignore: [{ dependency-name: '*', versions: ['2.x'] }, { dependency-name: a }]",
      ),
      go,
      "updated",
    ],
    "is switched off without a schedule": [
      entry("directory: /src/checkout").replace(/ +schedule.*\n/, ""),
      go,
      "switched off",
    ],
    "runs by the schedule of a group": [
      entry("directory: /src/checkout\nmulti-ecosystem-group: all").replace(/ +schedule.*\n/, ""),
      go,
      "updated",
    ],
    "does not name what it excludes": [
      entry("directories: ['**/*']\nexclude-paths: ['src/checkout/**']"),
      go,
      "not named",
    ],
    "names what it does not exclude": [
      entry("directories: ['**/*']\nexclude-paths: ['src/cart/**', go.sum]"),
      go,
      "updated",
    ],
    "counts an entry that is on beside one that is off": [
      `${entry("directory: /src/checkout\nopen-pull-requests-limit: 0")}  - { package-ecosystem: gomod, directory: /src/checkout, schedule: { interval: daily } }\n`,
      go,
      "updated",
    ],
    "says nothing in a version that GitHub does not read": [
      entry("directory: /src/checkout", "1"),
      go,
      "not named",
    ],
    "says nothing without entries": ["version: 2\nupdates: []\n", go, "not named"],
    "says nothing where it has another shape": ["version: 2\nupdates: 5\n", go, "not named"],
  };
  for (const [name, [text, where, coverage]] of Object.entries(cases)) {
    it(name, () =>
      assert.equal(
        dependabotCoverage(parseYamlText(text, "x"), where, () => false),
        coverage,
      ),
    );
  }
  it("updates the folders of a workspace by its root", () => {
    const config = parseYamlText(entry("directory: /"), "x");
    assert.equal(
      dependabotCoverage(config, go, (folder) => folder === ""),
      "updated",
    );
  });
});

describe("Renovate's configuration", () => {
  const cases: Readonly<Record<string, readonly [string, Place, Coverage]>> = {
    "updates all that it finds": ["{}", go, "updated"],
    "is switched off": ["{enabled: false}", go, "switched off"],
    "is switched off by a preset": [
      '{extends: ["config:recommended", ":disableRenovate"]}',
      go,
      "switched off",
    ],
    "opens nothing while it is silent": ['{mode: "silent"}', go, "switched off"],
    "updates what its managers know": ['{enabledManagers: ["npm", "gomod"]}', go, "updated"],
    "does not update what its managers do not know": ['{enabledManagers: ["npm"]}', go, "switched off"],
    "does not update by a manager that is off": ["{gomod: {enabled: false}}", go, "switched off"],
    "updates by a manager beside one that is off": ["{npm: {enabled: false}}", go, "updated"],
    "updates by one of two managers": [
      "{poetry: {enabled: false}}",
      place("pip", "pyproject.toml"),
      "updated",
    ],
    "does not update a path that it ignores": ['{ignorePaths: ["src/checkout/**"]}', go, "switched off"],
    "does not update a part of a path that it ignores": ['{ignorePaths: ["src/check"]}', go, "switched off"],
    "updates what it does not ignore": ['{ignorePaths: ["**/cart/**"]}', go, "updated"],
    "updates what it includes": ['{includePaths: ["src/**"]}', go, "updated"],
    "does not update what it does not include": ['{includePaths: ["src/cart/**"]}', go, "switched off"],
    "is ruled out for a manager": [
      '{packageRules: [{matchManagers: ["gomod"], enabled: false}]}',
      go,
      "switched off",
    ],
    "is ruled out for all packages": [
      '{packageRules: [{matchPackageNames: ["*"], enabled: false}]}',
      go,
      "switched off",
    ],
    "is ruled out for a folder": [
      '{packageRules: [{matchFileNames: ["src/checkout/**"], enabled: false}]}',
      go,
      "switched off",
    ],
    "is ruled out for one of several folders": [
      '{packageRules: [{matchFileNames: ["src/cart/**", "src/checkout/go.mod"], enabled: false}]}',
      go,
      "switched off",
    ],
    "is not ruled out for other folders": [
      '{packageRules: [{matchFileNames: ["src/cart/**"], enabled: false}]}',
      go,
      "updated",
    ],
    "is ruled out and in again": [
      '{packageRules: [{enabled: false}, {matchManagers: ["gomod"], enabled: true, automerge: true}]}',
      go,
      "updated",
    ],
    "is not ruled out for some packages, some steps or another manager": [
      '{packageRules: [{matchPackageNames: ["a"], enabled: false}, {matchUpdateTypes: ["major"], enabled: false}, {matchManagers: ["npm"], enabled: false}]}',
      go,
      "updated",
    ],
  };
  for (const [name, [text, where, coverage]] of Object.entries(cases)) {
    it(name, () => assert.equal(renovateCoverage(parseJson5Text(text, "x"), where), coverage));
  }
});

describe("the root makes a folder part of its workspace", () => {
  const maven = place("maven", "src/checkout/pom.xml");
  const cargo = place("cargo", "src/checkout/Cargo.toml");
  const gradle = place("gradle", "src/checkout/build.gradle");
  const cases: Readonly<Record<string, readonly [Place, Readonly<Record<string, string>>, boolean]>> = {
    "by a list of globs": [npm, { "package.json": '{"workspaces": ["src/*"]}' }, true],
    "by a list of packages": [
      npm,
      { "package.json": '{"workspaces": {"packages": ["src/checkout"]}}' },
      true,
    ],
    "by pnpm's file": [npm, { "package.json": "{}", "pnpm-workspace.yaml": "packages: ['src/**']" }, true],
    "not by globs of others": [npm, { "package.json": '{"workspaces": ["packages/*"]}' }, false],
    "not by a manifest alone": [npm, { "package.json": "{}" }, false],
    "not without a manifest": [npm, {}, false],
    "by Cargo's workspace": [cargo, { "Cargo.toml": "[workspace]\nmembers = ['src/*']\n" }, true],
    "not by a Cargo package": [cargo, { "Cargo.toml": "[package]\n" }, false],
    "by Maven's modules": [maven, { "pom.xml": "<project><modules/><modules><module/></modules>" }, true],
    "not by a Maven project": [maven, { "pom.xml": "<project/>" }, false],
    "by Gradle's settings": [gradle, { "settings.gradle.kts": "" }, true],
    "not by a Gradle build": [gradle, {}, false],
    "not where the ecosystem knows none": [go, { "go.mod": "module x" }, false],
  };
  for (const [name, [where, files, expected]] of Object.entries(cases)) {
    it(name, () =>
      assert.equal(
        isInRootWorkspace(
          where,
          (file) => files[file],
          (text, file) => (file.endsWith(".json") ? parseJson5Text(text, file) : parseYamlText(text, file)),
        ),
        expected,
      ),
    );
  }
});
