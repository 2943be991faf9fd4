import * as App from './app.js';

App.show(App.ui);
