const plain = (text) => text;

export { plain as default, plain as 'module.exports' };
