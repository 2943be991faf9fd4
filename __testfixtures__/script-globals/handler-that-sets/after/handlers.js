import { setResolution } from './app.js';

for (const element of document.querySelectorAll('[data-onchange="resolution"]')) {
  element.onchange = function (event) {
    setResolution(2);
    let own = 1;
    own++;
  };
}
