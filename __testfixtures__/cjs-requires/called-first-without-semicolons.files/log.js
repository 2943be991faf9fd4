module.exports = name => console.log(name)
