if (true) function late() {}
label: function labelled() {}
console.log(typeof late, labelled);
