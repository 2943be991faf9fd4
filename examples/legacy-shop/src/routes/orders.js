'use strict';

const { view } = require('./carts');

module.exports = function orders(router, shop) {
  router.on('POST', '/orders', ({ body }) => {
    const cart = shop.carts.get(body.cart);
    if (!cart) return { status: 404, body: { error: 'No such cart' } };
    const order = shop.orders.place(cart);
    return { status: 201, body: { id: order.id, total: String(order.total), cart: view(cart) } };
  });

  router.on('POST', '/orders/:id/payment', async ({ params, body }) => {
    const order = await shop.orders.pay(params.id, body.method, body);
    return { status: 200, body: { status: order.status, invoice: order.invoice } };
  });
};
