import assert from "node:assert/strict";
import { withLines } from "../../../cli/init/plan";

const block = "# Who may.\n/stacks/ @acme/platform\n/tiers/ @acme/platform\n";

describe("lines that a file gets", () => {
  const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
    "come after what an existing file has": ["* @acme/devs\n", `* @acme/devs\n\n${block}`],
    "come after a last line without an end": ["* @acme/devs", `* @acme/devs\n\n${block}`],
    "end as the file's lines end": [
      "* @acme/devs\r\n",
      `* @acme/devs\r\n\r\n${block.replaceAll("\n", "\r\n")}`,
    ],
    "fill an empty file": ["", block],
    "are not added twice": [`* @acme/devs\n\n${block}`, `* @acme/devs\n\n${block}`],
    "are known however they are spaced": [
      "/tiers/   @acme/platform\r\n/stacks/\t@acme/platform\r\n",
      "/tiers/   @acme/platform\r\n/stacks/\t@acme/platform\r\n",
    ],
    "are added again below a line for everything, which would take them back": [
      `${block}* @acme/devs\n`,
      `${block}* @acme/devs\n\n${block}`,
    ],
    "are added where one is missing, without loss of the others": [
      "/stacks/ @acme/platform\n/tiers/ @acme/leads\n",
      `/stacks/ @acme/platform\n/tiers/ @acme/leads\n\n${block}`,
    ],
  };
  for (const [name, [before, after]] of Object.entries(cases))
    it(name, () => assert.equal(withLines(before, block), after));
});
