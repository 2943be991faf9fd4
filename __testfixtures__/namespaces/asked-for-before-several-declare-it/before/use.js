console.log(Late.run(), Late.n, 'Late' in window);
