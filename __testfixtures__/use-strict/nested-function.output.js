var late_;
if (true) { function late() {} late_ = late; }
function labelled() {}
console.log(typeof late_, labelled);
