if (true) {
	console.log(1);
}
const os = require('os');
	const fs = require('fs');

console.log(os, fs);
