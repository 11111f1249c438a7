// Entry of the pack, which runs compiled: without its build, Pulumi would say only that a module is missing.
const { existsSync } = require("node:fs");
const path = require("node:path");

const entry = path.join(__dirname, "..", "bin", "policy-pack", "index.js");
if (!existsSync(entry)) {
  console.error(
    `The policy pack is not built yet. Run \`npm run build\` in ${path.dirname(__dirname)} and try again.`,
  );
  // Tells Pulumi that the user knows why.
  process.exit(32);
}
require(entry);
