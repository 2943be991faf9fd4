window.Counter = (function () {
    var n = 0;
    return {
        next: function () {
            return ++n;
        },
        current: function () { return n; },
        step: 1
    };
}());
