console.log(maths.add(4, 5), maths.add(8, 9));
