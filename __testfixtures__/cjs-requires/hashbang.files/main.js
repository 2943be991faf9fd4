exports.main = (args) => console.log(args.length);
