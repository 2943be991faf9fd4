exports.area = () => 1;
