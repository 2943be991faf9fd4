console.log(Crypto.md5('abc'));
