const level = process.env.LEVEL;
console.log('log at', level);

export default function () {
  console.log.apply(console, [level].concat([].slice.call(arguments)));
}
