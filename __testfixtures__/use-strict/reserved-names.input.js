function use(package, { static, let = 1 }) {
  return { package, static, let, public: package.public };
}
console.log(use({ public: 3 }, { static: 2 }));
