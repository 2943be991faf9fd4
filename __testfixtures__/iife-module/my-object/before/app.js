console.log(Cipher.twice(2), Cipher.count);
