import { fileURLToPath } from 'node:url';

// Who called the caller of this function?
module.exports = function () {
    var prepare = Error.prepareStackTrace;
    Error.prepareStackTrace = function (_, stack) { return stack; };
    var stack = (new Error()).stack;
    Error.prepareStackTrace = prepare;
    return toFilePath(stack[2].getFileName());
};

function toFilePath(name) {
    return name?.startsWith('file:') ? fileURLToPath(name) : name;
}
