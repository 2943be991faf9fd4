var App = App || {};
App.b = 2;
