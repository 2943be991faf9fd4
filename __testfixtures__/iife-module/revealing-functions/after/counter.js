var n = 0;
export function next() {
    return ++n;
}
export function current() { return n; }
export const step = 1;
