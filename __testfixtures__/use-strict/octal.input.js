const mode = 0755;
const day = 08;
console.log(mode, day, '\101\0', "\8");
