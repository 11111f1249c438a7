import assert from "node:assert/strict";
import type { WorkflowFile } from "./workflow-files";

/** Actions whose commit two sources that know nothing of each other agree on; all others have their full version. */
const verified: Readonly<Record<string, string>> = {
  "actions/checkout": "08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
  "actions/create-github-app-token": "bcd2ba49218906704ab6c1aa796996da409d3eb1 # v3.2.0",
  "actions/deploy-pages": "d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5",
  "actions/download-artifact": "634f93cb2916e3fdff6788551b99b062d0335ce0 # v5.0.0",
  "actions/setup-node": "a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0",
  "actions/upload-artifact": "ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
  "actions/upload-pages-artifact": "7b1f4a764d45c48632c6b24a0339c27f5614fb0b # v4.0.0",
  "github/codeql-action/upload-sarif": "0499de31b99561a6d14a36a5f662c2a54f91beee # v4.31.2",
};
const unverified = "full version, as no commit of it could be verified: look it up and pin it";

/** Fails for an action that is pinned neither by a verified commit nor by its full version with a word that says so. */
export function refuseLoosePins({ file, text }: WorkflowFile): void {
  const uses = text.split("\n").filter((line) => !line.trimStart().startsWith("#"));
  for (const [, action = "", pin = ""] of uses.join("\n").matchAll(/^[ -]*uses: ([^@\n]+)@([^\n]+)/gm)) {
    const known = verified[action];
    if (known !== undefined) assert.equal(pin, known, `${file}: ${action}`);
    else assert.match(pin, new RegExp(`^v\\d+\\.\\d+\\.\\d+ # ${unverified}$`), `${file}: ${action}`);
  }
}
