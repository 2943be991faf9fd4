const mode = 0o755;
const day = 8;
console.log(mode, day, '\x41\0', "8");
