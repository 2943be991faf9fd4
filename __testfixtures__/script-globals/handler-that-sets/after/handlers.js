import { setResolution, setCount, count } from './app.js';

for (const element of document.querySelectorAll('[data-onchange="resolution"]')) {
  element.onchange = function (event) {
    setResolution(2);
    let own = 1;
    own++;
  };
}

for (const element of document.querySelectorAll('[data-onclick="count"]')) {
  element.onclick = function (event) {
    setCount(count + 1);
  };
}
