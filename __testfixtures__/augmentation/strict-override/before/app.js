console.log(shop.price(8));
