console.log(vendor.on, setup.on);
