'use client';
'use strict';

exports.a = 1;
