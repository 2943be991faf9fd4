exports.run = () => console.log('b');
