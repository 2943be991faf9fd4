console.log(shop.price(8), shop.half(8));
