function showOrders() {
  var list = tiny('#orders').empty();
  app.journal.replay(function (order) {
    var text = order.id + ' of ' + order.date + ': ' + Money.format(order.cents, SHOP_CONFIG.currency);
    list.append(tiny.el('li', { id: order.id }, text + (order.gift ? ', a gift' : '')));
  });
  tiny('#summary').text(LEDGER.summary());
}

function forgetOrders(event) {
  app.journal.forget();
  LEDGER.reset();
  showOrders();
  say('Forgotten on ' + event.type);
}
