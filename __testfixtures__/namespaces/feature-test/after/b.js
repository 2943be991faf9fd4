import { App } from './a.js';

App.late = function () {
  return 1;
};
