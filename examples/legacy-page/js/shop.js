var SHOP = SHOP || {};

SHOP.name = 'Brush & Board';
SHOP.VAT_PERCENT = 20;

SHOP.debug = function (text) {
  if (SHOP_CONFIG.debug) console.log('[' + SHOP_CONFIG.page + '] ' + text);
};

SHOP.debug(SHOP.name + ', prices in ' + SHOP_CONFIG.currency);
