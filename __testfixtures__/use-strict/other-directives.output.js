'use client';

exports.a = 1;
