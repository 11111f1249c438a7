/** A kind of dependencies that bots know how to update. */
export interface Ecosystem {
  readonly name: string;
  /** What Dependabot calls it under package-ecosystem; any of them updates it. */
  readonly dependabot: readonly string[];
  /** Renovate's managers of the manifest, any of which updates it. */
  readonly renovate: readonly string[];
  /** Names of its manifests, without folder. */
  readonly manifest: RegExp;
}

/** Sorted by name; one that several managers share stands once for each kind of manifest. GitHub Actions have no manifest: their workflows lie in one folder. */
export const ecosystems: readonly Ecosystem[] = [
  of("bundler", /^(?:Gemfile|gems\.rb|[\w.-]{1,100}\.gemspec)$/),
  of("cargo", /^Cargo\.toml$/),
  of("composer", /^composer\.json$/),
  of(
    "docker",
    /^(?:Dockerfile|Containerfile)(?:\.[\w.-]{1,100})?$|^[\w.-]{1,100}\.[Dd]ockerfile$/,
    [],
    ["dockerfile"],
  ),
  of("docker-compose", /^(?:docker-)?compose(?:\.[\w-]{1,100})?\.ya?ml$/),
  of("gomod", /^go\.mod$/),
  of("gradle", /^build\.gradle(?:\.kts)?$/),
  of("helm", /^Chart\.yaml$/, [], ["helmv3"]),
  of("maven", /^pom\.xml$/),
  of("mix", /^mix\.exs$/),
  of("npm", /^package\.json$/, ["bun"]),
  of("nuget", /^(?:[\w.-]{1,100}\.(?:cs|fs|vb)proj|packages\.config|Directory\.Packages\.props)$/),
  of("pip", /^Pipfile$/, [], ["pipenv"]),
  of("pip", /^pyproject\.toml$/, ["uv"], ["pep621", "poetry"]),
  of(
    "pip",
    /^[\w.-]{0,100}requirements[\w.-]{0,100}\.(?:txt|in)$/,
    ["uv"],
    ["pip_requirements", "pip-compile"],
  ),
  of("pip", /^setup\.cfg$/, [], ["setup-cfg"]),
  of("pip", /^setup\.py$/, [], ["pip_setup"]),
  of("pub", /^pubspec\.ya?ml$/),
  of("swift", /^Package\.swift$/),
  of("terraform", /^[\w.-]{1,100}\.(?:tf|tofu)$/, ["opentofu"]),
];

/** Where workflows lie, which use actions. */
export const workflowFolder = ".github/workflows";
export const githubActions: Ecosystem = of("github-actions", /^action\.ya?ml$/);

function of(
  name: string,
  manifest: RegExp,
  alsoDependabot: readonly string[] = [],
  renovate: readonly string[] = [name],
): Ecosystem {
  return { name, manifest, dependabot: [name, ...alsoDependabot], renovate };
}

/** Dependencies of one ecosystem in one folder. */
export interface Place {
  readonly ecosystem: Ecosystem;
  /** From the repository's root, which is empty. */
  readonly folder: string;
  /** A manifest there, from the root. */
  readonly manifest: string;
}

/** What a bot's configuration says of a place: it updates it, it was told not to, or it says nothing. */
export type Coverage = "updated" | "switched off" | "not named";
