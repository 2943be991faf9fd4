// What the page shows and what its handlers call.
var shownHelp = false;

function showCatalogue() {
  var list = tiny('#catalogue').empty(), products = CATALOGUE.filters.apply();
  rowCount = products.length;
  for (row = 0; row < rowCount; row++) list.append(catalogueRow(products[row]));
  tiny('#low-stock').text('Last ones: ' + CATALOGUE.lowStock().map(function (product) { return product.title; }).join(', '));
}

function catalogueRow(product) {
  var item = tiny.el('li', { id: 'product-' + product.sku }, LABELS.product(product));
  item.toggle('sold-out', !product.inStock());
  return item.on('click', function () {
    if (Basket.add(product.sku)) say('Added: ' + product.title);
    else say('Sold out: ' + product.title);
    showCatalogue();
  });
}

function showBasket() {
  var list = tiny('#basket').empty(), labels = Basket.isGift() ? GIFT_LABELS : LABELS;
  Basket.lines().forEach(function (line) {
    var item = tiny.el('li', { id: 'line-' + line.sku }, labels.line(CATALOGUE.find(line.sku), line.number) + ' ');
    item.append(tiny.el('button', { title: 'remove' }, '-').on('click', function () {
      Basket.remove(line.sku);
      showCatalogue();
    }));
    list.append(item);
  });
  tiny('#total').text(Money.format(Basket.total(), SHOP_CONFIG.currency));
}

function applyVoucher(code) {
  say('Voucher of ' + Basket.setVoucher(code) + '%');
  showBasket();
}

// Starts the count of messages again. With the Shift key the link only says what it would do.
function emptyBasket(link, event) {
  if (event.shiftKey) {
    say('Would empty ' + Basket.count() + ' item(s)');
    return false;
  }
  messageCount = 0;
  recentMessages = [];
  tiny('#gift').els[0].checked = false;
  Basket.clear();
  say(link.textContent);
  return true;
}

function addNote(form) {
  var text = form.note.value;
  if (text) {
    say('Note ' + SHOP.notes.add(text).size() + ' of ' + recentMessages.length + ' messages');
    form.reset();
  }
  return false;
}

function toggleHelp(link, event) {
  shownHelp = !shownHelp;
  tiny('#help').toggle('hidden', !shownHelp);
  link.textContent = shownHelp ? 'Close (' + event.type + ')' : 'Help';
}

SHOP.debug('user interface: ' + Basket.count() + ' item(s) at the start');
