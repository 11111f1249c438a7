import { runCommandLine } from "../../cli/command-line";
import type { Terminal } from "../../cli/terminal";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Place {
  readonly env?: NodeJS.ProcessEnv;
  readonly colour?: boolean;
  /** What a person at the terminal answers, one question after the other; nobody sits there without it. */
  readonly answers?: readonly string[];
}

/** Runs a command line of readiness in a folder, as a shell would, in this process. */
export async function readiness(
  folder: string,
  args: readonly string[],
  { env = {}, colour = false, answers }: Place = {},
): Promise<Ran> {
  const left = [...(answers ?? [])];
  const ask = async (question: string): Promise<string> => {
    said.err.push(question);
    return left.shift() ?? "";
  };
  const said = { out: [] as string[], err: [] as string[] };
  const terminal: Terminal = {
    out: (text) => void said.out.push(text),
    err: (text) => void said.err.push(text),
    colour,
    width: 110,
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    ...(answers === undefined ? {} : { ask }),
  };
  const code = await runCommandLine(args, terminal);
  return { code, out: said.out.join("\n"), err: said.err.join("\n") };
}

/** A small project whose files are all right: two services of one team, in one stack. */
export const smallProject: Readonly<Record<string, string>> = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: catalog\nstackConfigDir: stacks\n",
  "catalog/services/cart.yaml": `name: cart
description: Keeps what a customer is about to buy.
owner: orders
lifecycle: production
criticality: low
risk: low
repository: astronomy-shop
`,
  "catalog/services/quote.yaml": "name: quote\naliases: [rates]\nowner: orders\n",
  "catalog/teams/orders.yaml": `name: orders
contacts: { chat: "#orders", email: orders@example.com }
github: { team: orders }
members: [{ login: amy, email: amy@astronomy-shop.example }]
`,
  "catalog/teams/platform.yaml": `name: platform
github: { team: platform }
members: [{ login: pia, email: pia@astronomy-shop.example }]
`,
  "stacks/Pulumi.prod.yaml": `config:
  github:owner: astronomy-shop
  readiness:mode: enforce
  readiness:owns: true
  readiness:tiers: { cart: 3, quote: 3 }
`,
};

/** Writes the small project, changed by some files (undefined: without it), into a new folder. */
export function projectWith(files: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = temporaryFolder();
  const all = Object.entries({ ...smallProject, ...files });
  writeFiles(
    folder,
    Object.fromEntries(all.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
  );
  return folder;
}
