exports.find = (name) => require.resolve(name, { paths: [__dirname] });
