// Notes for the shop: a list of things to do.
(function ($, SHOP, document, undefined) {
  'use strict';

  var store = new app.Store('notes');
  var notes;

  function show() {
    var list = $('#notes').empty();
    notes.forEach(function (note) {
      var item = $.el('li', { 'class': note.done ? 'done' : '' }, note.text);
      item.on('click', function () {
        note.done = !note.done;
        save();
      });
      list.append(item);
    });
    document.title = SHOP.name + (notes.length ? ' (' + notes.length + ')' : '');
  }

  function save() {
    store.save(notes);
    show();
  }

  SHOP.notes = {
    load: function () {
      notes = store.load();
      show();
    },
    add: function (text) {
      if (notes === undefined) this.load();
      notes.push({ text: text, done: false });
      save();
      return this;
    },
    size: function () {
      return notes.length;
    }
  };
}(tiny, SHOP, document));
