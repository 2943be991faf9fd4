export const _private = {};
