// Entry of every npm script: node sandbox/run.mjs <task> [arguments]. It needs nothing but Node, so the version is
// checked before anything is loaded that an old one could not read.
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(
    `Node ${process.versions.node} is too old: this project needs Node 20 or later (https://nodejs.org).`,
  );
  process.exit(1);
}

const { main } = await import("./bootstrap/tasks.mjs");
process.exitCode = await main(process.argv.slice(2));
