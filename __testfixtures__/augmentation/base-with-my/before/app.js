console.log(shop.price(8), shop.count);
