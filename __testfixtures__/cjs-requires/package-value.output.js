import express from 'framework';
const app = express();

express.static('.');
app.listen();
