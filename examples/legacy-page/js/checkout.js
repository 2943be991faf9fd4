tiny('#checkout').on('click', function (event) {
  if (!Basket.count()) {
    say('The basket is empty');
    return;
  }
  var order = {
    id: 'O-' + pad(app.journal.orders.length + 1, 4),
    date: new Date().toISOString().slice(0, 10),
    cents: Basket.total(),
    gift: Basket.isGift()
  };
  app.journal.record(order);
  LEDGER.book(order);
  Basket.clear();
  say(order.id + ' placed after "' + lastMessage + '", ' + event.currentTarget.textContent);
  console.info(LEDGER.summary());
});
