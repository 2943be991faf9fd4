export const App = {};
App.a = 1;
