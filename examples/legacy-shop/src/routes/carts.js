'use strict';

const ids = require('../util/ids');

const routes = (module.exports = (router, shop) => {
  router.on('POST', '/carts', ({ body }) => {
    const id = ids.next('CART');
    shop.carts.set(id, shop.newCart(body.country));
    return { status: 201, body: { id } };
  });

  router.on('POST', '/carts/:id/lines', ({ params, body }) => {
    const cart = shop.carts.get(params.id);
    if (!cart) return { status: 404, body: { error: 'No such cart' } };
    cart.add(body.sku, body.quantity);
    return { status: 200, body: routes.view(cart) };
  });
});

// orders show carts in the same way
routes.view = (cart) => ({ lines: cart.lines, total: String(cart.quote().total) });
