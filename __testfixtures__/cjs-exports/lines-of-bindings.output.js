function parse() {}
function serialize() {}
const version = 1;
class Cookie {}

export { parse, serialize, Cookie, Cookie as Jar };

// Told apart.
export { version };
export const more = version + 1;
export { parse as first }; // behind
export { serialize as last };
