module.exports = {
  /** Splits arguments into names and options. */
  parse(argv) {
    const options = { names: [] };
    for (const arg of argv) {
      if (arg.startsWith('--')) options[arg.slice(2)] = true;
      else options.names.push(arg);
    }
    return options;
  },
};
