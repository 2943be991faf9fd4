console.log(count, helper.on);
