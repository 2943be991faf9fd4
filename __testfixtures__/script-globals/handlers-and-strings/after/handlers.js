import { greet } from './ui.js';

for (const element of document.querySelectorAll('[data-onclick="greet"]')) {
  element.onclick = function (event) {
    greet('you');
  };
}
