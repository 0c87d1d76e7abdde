/** What is packed has neither what only the workspace runs nor what only its tests need. */
module.exports = {
  hooks: {
    beforePacking({ scripts: _scripts, devDependencies: _devDependencies, ...manifest }) {
      return manifest;
    },
  },
};
