import os from 'os';

if (true) {
	console.log(1);
}
	import fs from 'fs';

console.log(os, fs);
