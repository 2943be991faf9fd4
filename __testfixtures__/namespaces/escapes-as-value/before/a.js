var App = App || {};
App.a = 1;
