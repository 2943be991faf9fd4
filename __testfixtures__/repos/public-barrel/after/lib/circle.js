export class Circle {}
