/**
 * @license
 * helper.js - v1.5.1
 * Copyright (c) 2014
 */
var helper = { on: true };
