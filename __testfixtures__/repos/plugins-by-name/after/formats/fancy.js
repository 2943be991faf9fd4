const fancy = (text) => '*' + text + '*';

export { fancy as default, fancy as 'module.exports' };
