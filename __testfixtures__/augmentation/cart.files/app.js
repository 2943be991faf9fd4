console.log(shop.total([1, 2]), shop.price(5));
