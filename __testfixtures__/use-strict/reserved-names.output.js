function use(pkg, { static: static_, let: let_ = 1 }) {
  return { package: pkg, static: static_, let: let_, public: pkg.public };
}
console.log(use({ public: 3 }, { static: 2 }));
