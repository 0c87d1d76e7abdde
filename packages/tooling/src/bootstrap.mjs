// The first step of every command of the root, on any machine with Node 20 or newer and npm: answers what needs nothing,
// installs from the frozen lock file, and goes on with the Node that the project brings. No dependencies.

const oldestNode = 20;
if (Number(process.versions.node.split(".")[0]) < oldestNode) {
  console.error(`parley: Node ${oldestNode} or newer is needed; this is ${process.version}.`);
  process.exit(1);
}
// Only now, because an older Node cannot even read it.
const { runCommand } = await import("./run-command.mjs");
const [name = "", ...parameters] = process.argv.slice(2);
process.exitCode = await runCommand(name, parameters);
