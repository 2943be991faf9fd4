import data from './data.json' with { type: 'json' };
import packageModule from './package.json' with { type: 'json' };
const { version } = packageModule;
const { name, license } = packageModule;

console.log(data.length, version, name, license);
