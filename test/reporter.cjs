// Mocha's own output, and the counts as JSON in the file that READINESS_TEST_COUNTS names, for .ci/run.
const fs = require("node:fs");
const { reporters } = require("mocha");

module.exports = function Reporter(runner, options) {
  const spec = new reporters.Spec(runner, options);
  const file = process.env.READINESS_TEST_COUNTS;
  runner.once("end", () => {
    const { passes, failures, pending } = spec.stats;
    if (file) fs.writeFileSync(file, JSON.stringify({ passes, failures, pending }));
  });
};
