exports.run = () => console.log('a');
