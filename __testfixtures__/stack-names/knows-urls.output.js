const callsites = require('callsites');

exports.file = () => {
  const name = callsites()[1].getFileName();
  return name.startsWith('file://') ? new URL(name).pathname : name;
};
