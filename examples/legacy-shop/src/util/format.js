'use strict';

/*
 * Money as text. Kept free of Intl on purpose: the receipts printer only
 * knows these characters.
 */

var symbols = { EUR: '€', GBP: '£', USD: '$' };

/**
 * @param {number} cents
 * @param {string} [currency]
 * @returns {string}
 */
function formatMoney(cents, currency) {
	var sign = cents < 0 ? '-' : '';
	var text = (Math.abs(cents) / 100).toFixed(2);
	return sign + (symbols[currency || formatMoney.fallback] || currency + ' ') + text;
}

module.exports = formatMoney;

// Hosts may change the fallback: format.fallback = 'GBP'
module.exports.fallback = 'EUR';
module.exports.symbols = symbols;

module.exports.compact = function (cents, currency) {
	return formatMoney(cents, currency).replace(/\.00$/, '');
};
