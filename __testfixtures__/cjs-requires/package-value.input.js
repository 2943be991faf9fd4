const express = require('framework');
const app = require('framework')();

express.static('.');
app.listen();
