var Body = {};

(function () {

    var _next = 0;

    /** Makes one. */
    Body.create = function () {
        return { id: Body.nextId() };
    };

    Body.nextId = function () {
        return _next++;
    };

})();
