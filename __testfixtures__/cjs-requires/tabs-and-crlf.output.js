if (true) {
	console.log(1);
}
import os from 'os';
	import fs from 'fs';

console.log(os, fs);
