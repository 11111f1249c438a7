/** A language's runtime and its version, such as nodejs and [16, 20]. */
export interface Runtime {
  readonly family: string;
  readonly version: readonly number[];
}

/** Families by the names that clouds and registries give them. */
const families: Readonly<Record<string, string>> = {
  dotnet: "dotnet",
  dotnetcore: "dotnet",
  "dotnet-isolated": "dotnet",
  go: "go",
  golang: "go",
  java: "java",
  node: "nodejs",
  nodejs: "nodejs",
  php: "php",
  python: "python",
  ruby: "ruby",
};

/** Images of Docker's library, and what they run. */
const library: Readonly<Record<string, string>> = {
  amazoncorretto: "java",
  "eclipse-temurin": "java",
  golang: "go",
  node: "nodejs",
  openjdk: "java",
  php: "php",
  python: "python",
  ruby: "ruby",
};

/** A runtime as clouds and people write it: nodejs16.x, python3.8, python38, java8.al2, NODE|16-lts. */
export function parseRuntime(text: string): Runtime | undefined {
  const [, name = "", digits = ""] = /^([a-z-]+?)[-|]?v?(\d[\d.]*)/i.exec(text.slice(0, 100)) ?? [];
  const family = own(families, name.toLowerCase());
  if (family === undefined) return undefined;
  const version = numbers(digits);
  // Google leaves out the dot of those that have minor lines.
  const [both = 0] = version;
  const joined = version.length === 1 && both >= 20 && ["go", "php", "python", "ruby"].includes(family);
  return { family, version: joined ? numbers(`${digits[0]}.${digits.slice(1)}`) : version };
}

/** The runtime of an image whose name and tag tell it, as base images' do; undefined for any other. */
export function runtimeOfImage(image: string): Runtime | undefined {
  const [named = ""] = image.slice(0, 500).split("@");
  const slash = named.lastIndexOf("/");
  const folder = named.slice(0, Math.max(slash, 0));
  const [name = "", tag = ""] = named.slice(slash + 1).split(":");
  const version = /^v?\d[\d.]*/.exec(tag)?.[0] ?? "";
  if (/(^|\/)distroless$/.test(folder)) return parseRuntime(name) ?? parseRuntime(name + version);
  const family = familyOfImage(folder, name);
  return family === undefined ? undefined : parseRuntime(family + version);
}

function familyOfImage(folder: string, name: string): string | undefined {
  if (/^(docker\.io)?$|(^|\/)library$/.test(folder)) return own(library, name);
  if (folder === "public.ecr.aws/lambda") return own(families, name);
  return folder === "mcr.microsoft.com/dotnet" && /^(aspnet|runtime|sdk)$/.test(name) ? "dotnet" : undefined;
}

/** A runtime as its release line is listed, such as nodejs16.20. */
export function nameOf({ family, version }: Runtime): string {
  return `${family}${version.join(".")}`;
}

function numbers(digits: string): readonly number[] {
  return digits
    .split(".")
    .filter((part) => part !== "")
    .map(Number);
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
