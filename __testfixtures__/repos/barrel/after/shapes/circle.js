export class Circle {
  constructor(r) {
    this.r = r;
  }
}
