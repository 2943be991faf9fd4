export function A() {}
