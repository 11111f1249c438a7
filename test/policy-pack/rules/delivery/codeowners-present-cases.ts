import type { FactValue } from "../../../../evidence/facts";
import { github } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { withFile } from "../../repository-files";
import type { ExpectedFailure } from "../../rule-tester";

const path = ".github/CODEOWNERS";
const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
type Fault = FactValue<"code-owners">["errors"][number];

/** A file of code owners that GitHub shows, without a fault. */
export const seen = (...lines: readonly string[]): Given => withFile(given.service(), path, text(lines));

/** What GitHub finds wrong with it. */
export const faulted = (start: Given, ...errors: readonly Omit<Fault, "path">[]): Given =>
  start.observed("code-owners", "astronomy-shop", {
    value: { enforced: true, errors: errors.map((one) => ({ path, ...one })) },
  });

/** A file of code owners that the stack declares for the service's own repository. */
export const declared = (lines: readonly string[], more: Record<string, unknown> = {}): Given =>
  inOwnRepository()
    .facts({ path: "src/checkout" })
    .add({
      type: github.repositoryFile,
      name: "owners",
      props: { repository: "checkout", file: path, content: text(lines), ...more },
      dependsOn: { repository: ["own"] },
    });

export const team = (start: Given, props: Record<string, unknown> = {}, name = "orders"): Given =>
  start.add({
    type: github.team,
    name,
    belongs: false,
    props: { id: `id-${name}`, slug: name, name, ...props },
  });

/** Lets a declared team do something in the repository. */
export const access = (start: Given, props: Record<string, unknown> = {}): Given =>
  start.add({
    type: github.teamRepository,
    name: "access",
    belongs: false,
    props: { repository: "checkout", teamId: "id-orders", permission: "push", ...props },
    dependsOn: { repository: ["own"], teamId: ["orders"] },
  });

export const owned = ["/src/checkout/ @shop/orders"];

const data = { owners: path, folder: "src/checkout" };
export const uncovered = (more: Partial<typeof data> = {}): ExpectedFailure => {
  const names = { ...data, ...more };
  return { message: "uncovered", data: names, subject: names.owners };
};
export const gap = (
  message: "cleared" | "people" | "team",
  line: number,
  pattern: string,
  more: Readonly<Record<string, string>> = {},
  on?: string,
): ExpectedFailure => ({
  message,
  data: { ...data, line, pattern, ...more },
  subject: pattern,
  ...(on === undefined ? {} : { on }),
});
