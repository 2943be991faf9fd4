export const tools = { x: 1 };
window.other = { was: window.other };
globalThis.shared = (typeof shared === 'undefined') ? 5 : shared;
