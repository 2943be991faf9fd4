var _next = 0;

/** Makes one. */
export function create() {
    return { id: nextId() };
}

export function nextId() {
    return _next++;
}
