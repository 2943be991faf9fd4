count = 5;
count += 2 * 3;
show();
name2 = window.name2 + '!';
this.show();
