import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { deeds } from "./story-deeds";
import { openStoryShell, type StoryShell } from "./story-shell";
import { dayOf, firstMissing, movedTo, stepsOf } from "./story-text";

describe("the story in docs/story.md, on the real engine and the sandbox's vendors", function () {
  this.timeout(300_000);
  let shell: StoryShell;
  let broken = false;

  before(async () => {
    shell = await openStoryShell();
  });
  after(() => shell?.close());

  const page = fs.readFileSync(path.join(projectDir, "docs/story.md"), "utf8");
  const written = dayOf(page);
  for (const step of stepsOf(page)) {
    if (step.kind === "deed")
      it(`somebody ${step.what}`, async () => {
        const deed = deeds[step.what];
        assert.ok(deed, "say in story-deeds.ts how this is done");
        await deed(shell.worldDir);
      });
    else
      it(step.command.split("\n")[0] ?? "", async function () {
        if (broken) this.skip(); // What comes after a step that went wrong says nothing.
        const { output } = await shell.run(
          movedTo(new Date().toISOString().slice(0, 10), step.command, written),
        );
        const missing = firstMissing(step.shown, output);
        broken = missing !== undefined;
        assert.equal(missing, undefined, `docs/story.md:${step.line}: not as the page shows it:\n${output}`);
      });
  }
});
