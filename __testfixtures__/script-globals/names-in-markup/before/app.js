var Helpers = { format: function (n) { return '#' + n; } };
var Utils = { isOn: function (x) { return x; } };
var Dates = { today: function () { return 'today'; } };
// Nothing looks this one up.
var title = 'to do';
function TodoController($scope) {
  $scope.title = title;
}
function initMap() {
  console.log('map');
}
function onSolved() {
  console.log('solved');
}
console.log(title);
setTimeout(function () {
  console.log(typeof Helpers, typeof initMap);
}, 1);

function AppViewModel() {}
function Unused() {}
Unused();
new AppViewModel();
