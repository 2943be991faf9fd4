function jQuery(what) { return { on: function (name) { console.log(typeof what, name); } }; }
