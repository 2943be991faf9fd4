'use strict';

exports.a = 1;
