function tick() {}

export { tick }