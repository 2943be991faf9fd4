setTimeout('later()', 1);
