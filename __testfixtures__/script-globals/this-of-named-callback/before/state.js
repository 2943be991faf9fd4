var mode = 'day';
