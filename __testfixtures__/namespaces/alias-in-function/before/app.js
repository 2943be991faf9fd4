console.log(Cipher.md5('abc'));
