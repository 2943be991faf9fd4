globalThis.TodoController = TodoController;
globalThis.initMap = initMap;
globalThis.onSolved = onSolved;
globalThis.AppViewModel = AppViewModel;

export var Helpers = { format: function (n) { return '#' + n; } };
globalThis.Helpers = Helpers;
export var Utils = { isOn: function (x) { return x; } };
globalThis.Utils = Utils;
export var Dates = { today: function () { return 'today'; } };
globalThis.Dates = Dates;
// Nothing looks this one up.
var title = 'to do';
export function TodoController($scope) {
  $scope.title = title;
}
export function initMap() {
  console.log('map');
}
export function onSolved() {
  console.log('solved');
}
console.log(title);
setTimeout(function () {
  console.log(typeof Helpers, typeof initMap);
}, 1);

export function AppViewModel() {}
function Unused() {}
Unused();
new AppViewModel();
