const level = process.env.LEVEL;
console.log('log at', level);

export default function log() {
  console.log.apply(console, [level].concat([].slice.call(arguments)));
}

export { log as 'module.exports' };
