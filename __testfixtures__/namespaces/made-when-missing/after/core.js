export let ui;

// The namespace.
if (!ui) ui = {};
export const version = '1';
